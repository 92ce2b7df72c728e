import LeadMapping
import LeadModel
import LeadReaders

/// One input with the mapping that its records go through: chosen, and bound to its columns.
final class MappedInput {
  let mapping: Mapping
  /// What was found out about the input; a stand-in where it ended before anything was.
  let profile: InputProfile
  /// What is odd about the input, and about the mapping for this input.
  let diagnostics: [Diagnostic]
  /// Whether the mapping was not given, but recognised.
  let isRecognised: Bool
  private var mapper: Mapper
  /// `nil` where cells are taken as they are.
  private let repair: SheetRepair?
  private let records: InputRecords
  /// Read while the header was looked for, and not handed on yet.
  private var held: [Record]?

  /// Opens an input, reads its first records, and chooses and binds the mapping.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - plan: How it is read, and by which mapping.
  ///   - opened: Told what stops its reading, before anything is waited for.
  /// - Throws: A ``Diagnostic`` for an input that is not what it should be; ``Diagnostics`` for a mapping that does not
  ///   fit: `mapping.unrecognised`, `mapping.ambiguous`, what `strict` and `optOut.required` make errors.
  init(
    _ input: Input, plan: PushPlan, opened: (@escaping @Sendable () -> Void) -> Void = { _ in }
  ) async throws {
    var reading = plan.reading
    if let mapping = plan.mapping {
      reading.format = reading.format ?? mapping.format
      reading.recordsPath = reading.recordsPath ?? mapping.recordsPath
    }
    repair = plan.repairsCells ? SheetRepair() : nil
    records = try InputRecords(input, options: reading)
    opened(records.stopReading)
    held = try await records.next()
    let profile = records.profile ?? InputProfile(format: reading.format ?? .csv)
    self.profile = profile
    if let mapping = plan.mapping {
      self.mapping = mapping
      isRecognised = false
    } else if held == nil, profile.header == nil, let any = try Mapping.ready(named: "generic-contacts") {
      // There is nothing in it that a mapping could be wrong for.
      mapping = any
      isRecognised = false
    } else {
      mapping = try MappedInput.recognised(profile, input: input)
      isRecognised = true
    }
    var run = plan.run
    run.sourceName = input.name
    mapper = try Mapper(mapping, run: run)
    var found = mapper.bind(profile.header)
    if mapping.isReady {
      found.removeAll { $0.code == "mapping.column.unknown" }
      if let misfit = Self.misfit(mapping, profile, input: input) { found.append(misfit) }
    }
    let told = found.map { plan.isStrict && $0.code == "mapping.column.unknown" ? $0.asError : $0 }
    if told.contains(where: { $0.severity == .error }) { throw Diagnostics(told.filter { $0.severity == .error }) }
    diagnostics =
      told
      + profile.warnings.map { warning in
        Diagnostic(.warning, warning.code, warning.message, at: Position(file: input.name, line: profile.header?.line))
      }
  }

  /// Whether the opted out can be told from the others; `nil` where the mapping knows of no such column.
  var optOutKnown: Bool? { mapper.optOutKnown }
  /// Bytes of the input read so far.
  var bytesRead: Int { records.bytesRead }
  /// The input's first bytes, at most 64 KB.
  var head: [UInt8] { records.head }

  /// The next records, not empty; `nil` at the end.
  ///
  /// - Throws: As ``InputRecords/next()``.
  func next() async throws -> [Record]? {
    if let first = held {
      held = nil
      return first
    }
    return try await records.next()
  }

  /// What the mapping makes of a record, once what a spreadsheet has done to it is undone.
  func map(_ record: Record) -> Mapped {
    guard let repair, case .row(let row) = record.content, let repaired = repair.repaired(row) else {
      return mapper.map(record)
    }
    var mended = record
    mended.content = .row(repaired.row)
    var mapped = mapper.map(mended)
    mapped.warnings += repaired.findings
    return mapped
  }

  /// Stops the reading: what was taken from the input already still comes.
  func stop() { records.stop() }

  /// As ``stop()``, from any thread.
  var stopReading: @Sendable () -> Void { records.stopReading }

  var input: Input { records.input }

  /// Whether the last record may be a part of one: the input was left in the middle of a line.
  var endsInMidLine: Bool { records.endsInMidLine }

  /// A ready mapping names every column that its source may have, so a missing one says nothing; but where those are
  /// missing by which the source is known, the mapping is probably another source's.
  private static func misfit(_ mapping: Mapping, _ profile: InputProfile, input: Input) -> Diagnostic? {
    guard mapping.isReady, let header = profile.header, mapping.score(header: header) == nil else { return nil }
    let missing = mapping.headers.first { names in !names.contains { !header.columns(named: $0).isEmpty } }
    return Diagnostic(
      .warning, "mapping.misfit",
      "the columns are not those of '\(mapping.name)'\(missing?.first.map { ": there is no '\($0)'" } ?? "")",
      at: Position(file: input.name, line: header.line),
      hint: "'leadbridge mapping list' shows what the ready mappings are for")
  }

  /// The mapping whose header this is.
  private static func recognised(_ profile: InputProfile, input: Input) throws -> Mapping {
    guard let header = profile.header else {
      throw Diagnostic(
        "mapping.missing", "which mapping this input takes cannot be seen from it", at: Position(file: input.name),
        hint: "name one with --mapping; 'leadbridge mapping list' shows the ready ones")
    }
    switch try Mapping.recognised(for: header) {
    case .one(let mapping):
      return mapping
    case .tie(let names):
      throw Diagnostic(
        "mapping.ambiguous", "several mappings fit these columns: \(names.joined(separator: ", "))",
        at: Position(file: input.name, line: header.line), hint: "name one of them with --mapping")
    case .none(let nearest):
      let near = nearest.first ?? "generic-contacts"
      throw Diagnostic(
        "mapping.unrecognised", "no ready mapping fits these columns",
        at: Position(file: input.name, line: header.line),
        hint: "name one with --mapping; '\(near)' is \(nearest.isEmpty ? "one to start from" : "the nearest")")
    }
  }
}

extension Diagnostic {
  /// The same, as an error.
  fileprivate var asError: Diagnostic {
    var copy = self
    copy.severity = .error
    return copy
  }
}
