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
  /// See ``Mapper/usesNow``; asked once a record, where looking into the mapper would copy all of it.
  private let usesNow: Bool
  /// Where it is a table of rejected records: its rows without what is not theirs.
  let mended: MendedRows?
  /// `nil` where cells are taken as they are.
  private let repair: SheetRepair?
  private let records: InputRecords
  /// Takes the records out of documents, where the reader does not: see ``readsDocuments(_:profile:isRecognised:)``.
  private var documents: DocumentRecords?
  /// Read while the header was looked for, and not handed on yet.
  private var held: [Record]?

  /// Opens an input, reads its first records, and chooses and binds the mapping.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - plan: How it is read, and by which mapping.
  ///   - recognised: The mapping that was recognised when the input was looked at before.
  ///   - opened: Told what stops its reading, before anything is waited for.
  /// - Throws: A ``Diagnostic`` for an input that is not what it should be; ``Diagnostics`` for a mapping that does not
  ///   fit: `mapping.unrecognised`, `mapping.ambiguous`, what `strict` and `optOut.required` make errors.
  init(
    _ input: Input, plan: PushPlan, recognised: Mapping? = nil,
    opened: (@escaping @Sendable () -> Void) -> Void = { _ in }
  ) async throws {
    var reading = plan.reading
    if let mapping = plan.mapping, mapping.format == .csv || reading.format != nil || !Self.isTableOfRejects(input) {
      reading.format = reading.format ?? mapping.format
      reading.recordsPath = reading.recordsPath ?? mapping.recordsPath
    }
    repair = plan.repairsCells ? SheetRepair() : nil
    records = try InputRecords(input, options: reading)
    opened(records.stopReading)
    var held = try await records.next()
    let profile = records.profile ?? InputProfile(format: reading.format ?? .csv)
    self.profile = profile
    mended = profile.header.flatMap(MendedRows.init)
    if let mapping = plan.mapping {
      self.mapping = mapping
      isRecognised = false
    } else if let recognised {
      mapping = recognised
      isRecognised = true
    } else if held == nil, profile.header == nil, let any = try Mapping.ready(named: "generic-contacts") {
      // There is nothing in it that a mapping could be wrong for.
      mapping = any
      isRecognised = false
    } else {
      var search = MappingSearch(input: input, among: plan.candidates)
      var found = try search.mapping(for: profile, held ?? [])
      while found == nil, let more = try await records.next() {
        held = (held ?? []) + more
        found = try search.mapping(for: profile, more)
      }
      mapping = try found ?? search.atEnd()
      isRecognised = true
    }
    if let path = mapping.recordsPath, Self.readsDocuments(profile.format, isRecognised: isRecognised) {
      documents = DocumentRecords(path: path)
    }
    self.held = held
    var run = plan.run
    run.sourceName = plan.sourceName ?? input.name
    mapper = try Mapper(mapping, run: run)
    usesNow = mapper.usesNow
    var found = mapper.bind(mended?.header ?? profile.header)
    if mapping.isReady {
      found.removeAll { $0.code == "mapping.column.unknown" }
      if let misfit = try Self.misfit(mapping, profile, input: input) { found = Self.told(misfit, before: found) }
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
    while true {
      let batch: [Record]
      if let first = held {
        held = nil
        batch = first
      } else if let next = try await records.next() {
        batch = next
      } else {
        return nil
      }
      guard documents != nil else { return batch }
      // A document may have an empty list of records.
      if let records = documents?.records(in: batch), !records.isEmpty { return records }
    }
  }

  /// Whether an input whose mapping has its records at a path comes as documents.
  ///
  /// A reader that is given the path looks for it in a document only, not in lines; and it is not given the path of a
  /// mapping that is recognised by what it has read.
  private static func readsDocuments(_ format: InputFormat, isRecognised: Bool) -> Bool {
    format == .jsonl || format == .json && isRecognised
  }

  /// Whether an input is a table of rejected records, whatever the format of the records was.
  private static func isTableOfRejects(_ input: Input) -> Bool {
    guard let place = input.place, input.size ?? 0 > 0 else { return false }
    return RejectsFile.isOurs(place)
  }

  /// What the mapping makes of a record, once what a spreadsheet has done to it is undone.
  func map(_ record: Record) -> Mapped {
    // Looked at first: to put the record in the place of one that is not there would be to copy it.
    if let mended { return mapRepaired(mended.record(record)) }
    return mapRepaired(record)
  }

  private func mapRepaired(_ record: Record) -> Mapped {
    guard let (repaired, findings) = repaired(record) else { return mapper.map(record) }
    var mapped = mapper.map(repaired)
    mapped.warnings += findings
    return mapped
  }

  /// See ``Mapper/steadyLead(of:)``.
  func steadyLead(of record: Record) -> Lead? {
    guard usesNow else { return nil }
    let record = mended?.record(record) ?? record
    return mapper.steadyLead(of: repaired(record)?.0 ?? record)
  }

  /// As ``map(_:)``, with what was done to the record on the way.
  func explain(_ record: Record) -> (mapped: Mapped, explanation: Explanation) {
    let record = mended?.record(record) ?? record
    let (repaired, findings) = repaired(record) ?? (record, [])
    var explained = mapper.explain(repaired)
    explained.mapped.warnings += findings
    return explained
  }

  /// The record without what a spreadsheet has done to it; `nil`: nothing.
  private func repaired(_ record: Record) -> (Record, [Finding])? {
    guard let repair, case .row(let row) = record.content, let repaired = repair.repaired(row) else { return nil }
    var mended = record
    mended.content = .row(repaired.row)
    return (mended, repaired.findings)
  }

  /// The columns that go into no lead and no rule; where there is no header, those among the `names` that were met.
  func unusedColumns(among names: [String]) -> [UnusedColumn] {
    if profile.header != nil { return mapper.unusedColumns }
    return names.compactMap { name in mapper.unusedReason(of: name).map { UnusedColumn(name: name, reason: $0) } }
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
  private static func misfit(_ mapping: Mapping, _ profile: InputProfile, input: Input) throws -> Diagnostic? {
    guard mapping.isReady, let header = profile.header, mapping.score(header: header) == nil else { return nil }
    var hint = "'leadbridge mapping list' shows what the ready mappings are for"
    if case .one(let other) = try Mapping.recognised(for: header) { hint = "they are those of '\(other.name)'" }
    let missing = mapping.headers.first { names in !names.contains { !header.columns(named: $0).isEmpty } }
    return Diagnostic(
      .warning, "mapping.misfit",
      "the columns are not those of '\(mapping.name)'\(missing?.first.map { ": there is no '\($0)'" } ?? "")",
      at: Position(file: input.name, line: header.line), hint: hint)
  }

  /// A misfit goes first: where it stops the run with what else is wrong, that follows from it, and how to go on all the
  /// same would be bad advice.
  private static func told(_ misfit: Diagnostic, before others: [Diagnostic]) -> [Diagnostic] {
    guard others.contains(where: { $0.severity == .error }) else { return [misfit] + others }
    let following = others.map { other in
      var following = other
      if other.severity == .error { following.hint = nil }
      return following
    }
    return [misfit.asError] + following
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
