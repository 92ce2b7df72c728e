import Foundation
import LeadJSON
import LeadMapping
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// The request bodies of `../shared/data/webhooks`, read by their content types as a server would read them: each finds
/// its ready mapping by its shape and gives the lead that is expected of it.
///
/// Skipped where the data is absent. What is expected is a proposal; where ours is better, ``SharedPayload/differences`` says why.
@Suite(.enabled(if: SharedData.isThere, "the shared data is absent"))
struct SharedPayloadsTests {
  @Test(arguments: SharedPayload.all)
  func givesItsLead(payload: SharedPayload) throws {
    let outcomes = try payload.outcomes()
    let leads = outcomes.compactMap { if case .lead(let lead, _, _) = $0 { lead } else { nil } }
    guard payload.isLead else {
      #expect(leads.count == (SharedPayload.taken.contains(payload.file) ? 1 : 0))
      return
    }
    #expect(leads.count == payload.leads.count, "\(outcomes.map(\.words))")
    for (lead, expected) in zip(leads, payload.leads) { compare(lead, expected, payload.file) }
  }

  /// What is no lead says why: a test, something that is not new, or ids alone, with what is to be fetched.
  @Test(arguments: SharedPayload.all.filter { !$0.isLead && $0.reason != nil })
  func whatIsNoLeadSaysWhy(payload: SharedPayload) throws {
    let reason = try #require(payload.reason)
    let words = try payload.outcomes().map(\.words)
    #expect(!words.isEmpty)
    for word in words { #expect(word.contains(reason), "\(payload.file): \(word)") }
  }

  @Test func theDifferencesAreOfPayloadsThereAre() {
    #expect(SharedPayload.taken.union(SharedPayload.differences.keys).isSubset(of: SharedPayload.all.map(\.file)))
  }

  private func compare(_ lead: Lead, _ expected: JSONValue, _ file: String) {
    var left = SharedPayload.differences[file] ?? []
    for field in ExpectedLead(expected).fields(of: lead) {
      guard let field else {
        Issue.record("\(file): what one of its fields means is not known")
        continue
      }
      if let known = left.firstIndex(where: { $0.field == field.name }) {
        #expect(field.ours == left[known].ours, "\(file): \(field.name)")
        #expect(!field.isRight, "\(file): \(field.name) is as proposed by now")
        left.remove(at: known)
      } else {
        #expect(field.isRight, "\(file): \(field.name) is \(field.ours ?? "absent")")
      }
    }
    #expect(left.isEmpty, "\(file): differences that are none")
  }
}

extension SharedPayload: CustomTestStringConvertible {
  package var testDescription: String { file }

  /// What becomes of each of its records, by the mapping that is recognised; nothing where none is.
  func outcomes() throws -> [Mapped.Outcome] {
    let records = try records()
    guard let first = records.first, case .one(let mapping) = try Mapping.recognised(for: first) else { return [] }
    var mapper = try Mapper(mapping, run: MappingRun(now: "2026-01-31T10:00:00.000Z", sourceName: file))
    return Self.opened(records, by: mapping).map { mapper.map($0).outcome }
  }

  /// The records in the body, whatever its content type says of it.
  private func records() throws -> [Record] {
    let body = try body()
    switch BodyFormat.of(contentType: contentType, body: body).format {
    case .form: return [URLEncoded.record(of: body, contentType: contentType)]
    case .multipart: return [MultipartReader.record(of: body[...], contentType: contentType)]
    case .json:
      var records: [Record] = []
      var reader = RecordReader(ReaderOptions(format: .json, sourceName: file))
      try reader.read(body[...], into: &records)
      try reader.finish(into: &records)
      return records
    case nil: return []
    }
  }

  /// The records that lie at the mapping's path in a document.
  private static func opened(_ records: [Record], by mapping: Mapping) -> [Record] {
    guard let path = mapping.recordsPath else { return records }
    var documents = DocumentRecords(path: path)
    return documents.records(in: records)
  }
}

extension Mapped.Outcome {
  /// For messages: the outcome with its reason.
  fileprivate var words: String {
    switch self {
    case .lead: "a lead"
    case .skipped(let finding): "skipped: \(finding.message)"
    case .rejected(let findings): "rejected: \(findings.map(\.message).joined(separator: "; "))"
    }
  }
}
