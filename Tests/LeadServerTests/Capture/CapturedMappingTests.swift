import LeadJSON
import LeadMapping
import LeadModel
import LeadReaders
import LeadSources
import TestSupport
import Testing

@testable import LeadServer

/// Captured posts do in a mapping what the posts themselves did, and tell nothing of them: over the ready mappings' samples.
@Suite struct CapturedMappingTests {
  /// The samples of form services, which are posts; what sources fetch is none.
  static let posted = Mapping.readySamples.filter { sample in
    !sample.fileName.hasSuffix(".csv")
      && (sample.mapping == "meta-lead" || !ReadySource.all.contains { $0.mapping == sample.mapping })
  }

  @Test(
    "A captured sample gives leads with the same fields",
    // Wufoo's fields are called by numbers: nothing says which of them is the country that a telephone number needs.
    arguments: posted.map(\.mapping).filter { $0 != "wufoo-webhook" })
  func sameFields(_ name: String) throws {
    let sample = try Sample(name)
    let before = try sample.cases()
    for seed in Self.seeds {
      let after = try sample.cases(capturedBy: seed)
      try #require(before.count == after.count)
      for (index, pair) in zip(before, after).enumerated() {
        #expect(pair.0.fields == pair.1.fields, "record \(index + 1), seed \(seed)")
      }
    }
  }

  @Test("Nobody's name, address, number or words are in a captured sample", arguments: posted.map(\.mapping))
  func tellsNothing(_ name: String) throws {
    let sample = try Sample(name)
    let before = try sample.cases()
    for seed in Self.seeds {
      for (index, pair) in zip(before, try sample.cases(capturedBy: seed)).enumerated() {
        guard case .lead(let lead, _, _) = pair.0.mapped.outcome else { continue }
        let words = Self.words(of: pair.1.text)
        let personal = [lead.name, lead.email].compactMap(\.self) + lead.notes.map(\.description)
        for value in personal where value.contains(where: \.isLetter) {
          #expect(!pair.1.text.contains(value), "record \(index + 1)")
          // Shorter words may come by chance.
          let own = Self.words(of: value).filter { $0.count > 3 && !Self.common.contains($0) }
          #expect(own.isDisjoint(with: words), "record \(index + 1)")
        }
        if let phone = lead.phone { #expect(!pair.1.text.filter(\.isNumber).contains(phone), "record \(index + 1)") }
      }
    }
  }

  private static let seeds: ClosedRange<UInt64> = 1...2
  /// Of addresses at `example.com`.
  private static let common: Set<String> = ["example"]

  private static func words(of text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter }.map(String.init))
  }
}

/// A ready mapping and the records of its sample.
private struct Sample {
  let mapping: Mapping
  let records: [Record]

  init(_ name: String) throws {
    mapping = try #require(try Mapping.ready(named: name))
    let sample = try #require(CapturedMappingTests.posted.first { $0.mapping == name })
    var options = ReaderOptions(sourceName: sample.fileName)
    options.recordsPath = mapping.recordsPath
    var reader = RecordReader(options)
    var records: [Record] = []
    try reader.read(sample.bytes[...], into: &records)
    try reader.finish(into: &records)
    self.records = records.filter { record in
      if case .unreadable = record.content { false } else { true }
    }
  }

  /// What the mapping makes of the records as they are, or as they are captured.
  func cases(capturedBy seed: UInt64? = nil) throws -> [MappedRecord] {
    var mapper = try Mapper(mapping, run: MappingRun(now: "2026-01-31T10:00:00.000Z"))
    _ = mapper.bind(nil)
    return try records.map { record in
      let record = try seed.map { try captured(record, KeyedHash(key: ($0, 7))) } ?? record
      return MappedRecord(record: record, mapped: mapper.map(record))
    }
  }

  private func captured(_ record: Record, _ hash: KeyedHash) throws -> Record {
    var lookalike = PostLookalike(hash)
    var record = record
    switch record.content {
    case .json(let value): record.content = .json(try JSONDocument(parsing: lookalike.json(value)).root)
    case .form(let fields): record.content = .form(lookalike.form(fields))
    case .row, .unreadable: break
    }
    return record
  }
}

/// A record and what became of it.
private struct MappedRecord {
  let record: Record
  let mapped: Mapped

  /// All values of the record, a line each, without its names.
  var text: String {
    switch record.content {
    case .json(let value): Self.values(of: value).joined(separator: "\n")
    case .form(let fields): fields.flatMap { Self.values(ofText: $0.value) }.joined(separator: "\n")
    case .row, .unreadable: ""
    }
  }

  /// The outcome, and what the lead has; of attributes the names.
  var fields: [String] {
    switch mapped.outcome {
    case .lead(let lead, _, _):
      let parts: [(String, String?)] = [
        ("name", lead.name), ("email", lead.email), ("phone", lead.phone), ("picture", lead.picture),
        ("agent", lead.agentId),
      ]
      return parts.filter { $0.1 != nil }.map(\.0) + [lead.dialCode ?? "", lead.status?.rawValue ?? ""]
        + lead.notes.map(\.title) + lead.tags.map { _ in "tag" } + lead.attributes.map(\.key).sorted()
    case .skipped(let finding): return ["skipped", finding.code]
    case .rejected(let findings): return ["rejected"] + findings.map(\.code)
    }
  }

  private static func values(of value: JSONValue) -> [String] {
    value.members.flatMap { values(of: $0.value) } + value.elements.flatMap { values(of: $0) }
      + (value.scalarText.map { values(ofText: $0) } ?? [])
  }

  /// The text itself, or where it is JSON what is in it.
  private static func values(ofText text: String) -> [String] {
    guard text.hasPrefix("{") || text.hasPrefix("["), let document = try? JSONDocument(parsing: text) else {
      return [text]
    }
    return values(of: document.root)
  }
}
