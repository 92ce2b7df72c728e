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
/// Skipped where the data is absent. What is expected is a proposal; where ours is better, ``differences`` says why.
@Suite(.enabled(if: SharedData.isThere, "the shared data is absent"))
struct SharedPayloadsTests {
  /// What ours has otherwise than the proposal.
  struct Difference {
    let field: String
    /// What ours has there; `nil`: nothing.
    let ours: String?
    let why: String
  }

  static let differences: [String: [Difference]] = [
    "linkedin-lead-form-response.json": [
      Difference(
        field: "name", ours: nil,
        why: "the ids of questions are another form's in each: without the form a name would be guessed")
    ],
    "gravityforms-entry.json": [
      Difference(
        field: "tags", ours: "gravity-forms",
        why: "a raw entry numbers its fields: a checkbox's 4.1 and 4.3 look as a street and a city of an address do")
    ],
  ]

  /// Bodies of which the proposal wants no lead, and which give one all the same: whoever sent them has not lied about
  /// the lead, but about the content type, and will not send it once more.
  static let taken: Set<String> = ["odd-urlencoded-labelled-json.txt"]

  /// The names under which our leads have what the proposal calls otherwise.
  static let renamed = ["submissionID": "jotform id", "id": "shopify id", "postal": "postal code"]

  @Test(arguments: SharedPayload.all)
  func givesItsLead(payload: SharedPayload) throws {
    let outcomes = try payload.outcomes()
    let leads = outcomes.compactMap { if case .lead(let lead, _, _) = $0 { lead } else { nil } }
    guard payload.isLead else {
      #expect(leads.count == (Self.taken.contains(payload.file) ? 1 : 0))
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
    #expect(Self.taken.union(Self.differences.keys).isSubset(of: SharedPayload.all.map(\.file)))
  }

  private func compare(_ lead: Lead, _ expected: JSONValue, _ file: String) {
    var left = Self.differences[file] ?? []
    func check(_ field: String, _ isRight: Bool, _ ours: String?) {
      if let known = left.firstIndex(where: { $0.field == field }) {
        #expect(ours == left[known].ours, "\(file): \(field)")
        #expect(!isRight, "\(file): \(field) is as proposed by now")
        left.remove(at: known)
      } else {
        #expect(isRight, "\(file): \(field) is \(ours ?? "absent")")
      }
    }
    for member in expected.members {
      let text = member.value.scalarText ?? ""
      switch member.key {
      case "name": check("name", lead.name == text, lead.name)
      case "email": check("email", lead.email.map(Self.address) == Self.address(text), lead.email)
      case "phone": check("phone", lead.hasPhone(text), lead.phone)
      case "notes": check("notes", lead.notes.contains { $0.description.contains(text) }, lead.notes.first?.description)
      case "tags":
        let wanted = member.value.elements.compactMap(\.scalarText)
        check("tags", wanted.allSatisfy(lead.tags.contains), lead.tags.joined(separator: "; "))
      case "attributes":
        for attribute in member.value.members {
          let ours = lead.attribute(Self.renamed[attribute.key] ?? attribute.key)
          check("attributes.\(attribute.key)", ours == attribute.value.scalarText, ours)
        }
      default: Issue.record("\(file): what '\(member.key)' means is not known")
      }
    }
    #expect(left.isEmpty, "\(file): differences that are none")
  }

  /// An address as two are compared: the domain's case says nothing.
  private static func address(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    return text[..<at] + text[at...].lowercased()
  }
}

/// One body of the set, and what is expected of it.
struct SharedPayload: Sendable, CustomTestStringConvertible {
  let file: String
  let contentType: String
  /// One a lead.
  let leads: [JSONValue]
  let isLead: Bool
  /// For what is no lead: words of the reason that must be given; `nil`: it may be nothing at all.
  let reason: String?

  var testDescription: String { file }

  static let all: [SharedPayload] = {
    guard SharedData.isThere, let bytes = try? SharedData.bytes("webhooks/index.json"),
      let index = try? JSONDocument(parsing: bytes).root
    else { return [] }
    return (index["payloads"].map { Array($0.elements) } ?? []).map(SharedPayload.init)
  }()

  /// Words of the reasons for which the thin ones are rejected and others are skipped.
  private static let reasons = [
    "hubspot-webhooks-v1-batch.json": "/crm/v3/objects/contacts/", "meta-leadgen-webhook.json": "graph.facebook.com",
    "linkedin-lead-notification.json": "/rest/leadFormResponses/", "zoho-crm-notification.json": "resource_uri",
    "google-ads-lead-form.json": "a test lead",
  ]

  private init(_ entry: JSONValue) {
    file = entry["file"]?.string ?? ""
    contentType = entry["contentType"]?.string ?? ""
    let expected = entry["expectedLead"]
    let isTest = expected?["isTest"]?.boolean == true
    isLead = expected?.isNull == false && !isTest
    leads = expected.map { $0.kind == .array ? Array($0.elements) : [$0] } ?? []
    reason = Self.reasons[file]
  }

  /// What becomes of each of its records, by the mapping that is recognised; nothing where none is.
  func outcomes() throws -> [Mapped.Outcome] {
    let records = try records()
    guard let first = records.first, case .one(let mapping) = try Mapping.recognised(for: first) else { return [] }
    var mapper = try Mapper(mapping, run: MappingRun(now: "2026-01-31T10:00:00.000Z", sourceName: file))
    return Self.opened(records, by: mapping).map { mapper.map($0).outcome }
  }

  /// The records in the body, whatever its content type says of it.
  private func records() throws -> [Record] {
    let body = try SharedData.bytes("webhooks/\(file)")
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

extension Lead {
  /// Whether the number is the lead's: by E.164, else by the digits that are kept of it.
  fileprivate func hasPhone(_ text: String) -> Bool {
    let wanted = Self.digits(text)
    let international = Self.digits((dialCode ?? "") + (phone ?? ""))
    if text.hasPrefix("+") { return wanted == international }
    return [international, Self.digits(attribute("phone (unverified)") ?? ""), Self.digits(phone ?? "")].contains(
      wanted)
  }

  /// The attribute of that key, whatever its case and punctuation.
  fileprivate func attribute(_ key: String) -> String? {
    attributes.first { Self.letters($0.key) == Self.letters(key) }?.value
  }

  private static func digits(_ text: String) -> String { text.filter(\.isWholeNumber) }
  private static func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
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
