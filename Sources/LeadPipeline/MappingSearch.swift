import LeadMapping
import LeadModel

/// Looks for the mapping of an input: by a table's header, or by the first record that one fits.
struct MappingSearch {
  /// Records that are looked at, at most.
  static let maxRecords = 16

  let input: Input
  /// `nil`: the ready mappings.
  let candidates: [Mapping]?
  private var lookedAt = 0
  /// The line of the first record that could be read.
  private var firstLine: Int?
  private var nearest: [String] = []

  init(input: Input, among candidates: [Mapping]?) {
    self.input = input
    self.candidates = candidates
  }

  /// The mapping that the header, or one of the next records, fits; `nil`: more records have to come.
  ///
  /// - Throws: `mapping.unrecognised`, `mapping.ambiguous`; what is wrong with a ready mapping.
  mutating func mapping(for profile: InputProfile, _ records: [Record]) throws -> Mapping? {
    if let header = profile.header {
      firstLine = header.line
      return try chosen(
        candidates.map { Mapping.recognised(for: header, among: $0) } ?? Mapping.recognised(for: header))
        ?? { throw unrecognised("these columns") }()
    }
    for record in records {
      if case .unreadable = record.content { continue }
      guard lookedAt < Self.maxRecords else { break }
      lookedAt += 1
      firstLine = firstLine ?? record.line
      let recognition =
        try candidates.map { Mapping.recognised(for: record, among: $0) } ?? Mapping.recognised(for: record)
      if let mapping = try chosen(recognition) { return mapping }
    }
    return lookedAt < Self.maxRecords ? nil : try atEnd()
  }

  /// No more records come.
  ///
  /// - Throws: Always: what to do about it.
  func atEnd() throws(Diagnostic) -> Mapping {
    if lookedAt > 0 { throw unrecognised("these records") }
    throw Diagnostic(
      "mapping.missing", "which mapping this input takes cannot be seen from it", at: Position(file: input.name),
      hint: "name one with --mapping; 'leadbridge mapping list' shows the ready ones")
  }

  private mutating func chosen(_ recognition: MappingRecognition) throws(Diagnostic) -> Mapping? {
    switch recognition {
    case .one(let mapping): return mapping
    case .tie(let names):
      throw Diagnostic(
        "mapping.ambiguous", "several mappings fit this input: \(names.joined(separator: ", "))",
        at: Position(file: input.name, line: firstLine), hint: "name one of them with --mapping")
    case .none(let near):
      if nearest.isEmpty { nearest = near }
      return nil
    }
  }

  private func unrecognised(_ what: String) -> Diagnostic {
    let near = nearest.first ?? "generic-contacts"
    return Diagnostic(
      "mapping.unrecognised", "no ready mapping fits \(what)", at: Position(file: input.name, line: firstLine),
      hint: "name one with --mapping; '\(near)' is \(nearest.isEmpty ? "one to start from" : "the nearest")")
  }
}
