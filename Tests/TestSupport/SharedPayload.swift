package import LeadJSON

/// A body of `../shared/data/webhooks`, and what is expected of it.
package struct SharedPayload: Sendable {
  package let file: String
  package let contentType: String
  /// One a lead.
  package let leads: [JSONValue]
  package let isLead: Bool
  /// For what is no lead: words of the reason that must be given; `nil`: it may be nothing at all.
  package let reason: String?

  /// What ours has otherwise than the proposal.
  package struct Difference: Sendable {
    package let field: String
    /// What ours has there; `nil`: nothing.
    package let ours: String?
    package let why: String
  }

  package static let differences: [String: [Difference]] = [
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
  package static let taken: Set<String> = ["odd-urlencoded-labelled-json.txt"]

  /// None where the data is absent.
  package static let all: [SharedPayload] = {
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

  /// The body's bytes.
  package func body() throws -> [UInt8] { try SharedData.bytes("webhooks/\(file)") }
}
