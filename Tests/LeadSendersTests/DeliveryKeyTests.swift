import LeadModel
import Testing

@testable import LeadSenders

/// What a delivery is known by when it comes again.
struct DeliveryKeyTests {
  private static let form = "application/x-www-form-urlencoded"

  @Test(arguments: [
    ("typeform", #"{"event_id": "01H", "form_response": {"token": "t"}}"#, "01H"),
    ("tally", #"{"eventId": "a-b", "data": {"responseId": "r"}}"#, "a-b"),
    ("google-ads", #"{"lead_id": 9007199254740993, "google_key": "k"}"#, "9007199254740993"),
    ("google-ads", #"{"lead_id": null}"#, nil), ("google-ads", #"{"lead_id": ""}"#, nil), ("google-ads", "[]", nil),
    ("google-ads", "{", nil),
    ("webflow", #"{"payload": {"id": "p1"}, "_id": "x"}"#, "p1"), ("webflow", #"{"_id": "x"}"#, "x"),
    (
      "meta",
      #"{"entry": [{"changes": [{"value": {"leadgen_id": 1}}, {"value": {}}]}, {"changes": [{"value": {"leadgen_id": 2}}]}]}"#,
      "1,2"
    ),
    ("meta", #"{"entry": [{"changes": [{"value": {"page_id": 1}}]}]}"#, nil),
    ("linkedin", #"{"leadGenFormResponse": "urn:1", "leadAction": "DELETED"}"#, "urn:1|DELETED"),
    ("linkedin", #"{"leadAction": "DELETED"}"#, nil),
    ("calendly", #"{"event": "invitee.created", "payload": {"uri": "https://c/1"}}"#, "https://c/1|invitee.created"),
    (
      "hubspot", #"[{"eventId": 1, "subscriptionId": 2, "objectId": 3, "occurredAt": 4}, {"eventId": 5}]"#,
      "1,5|2|3|4"
    ),
    ("fillout", #"{"submission": {"submissionId": "s", "lastUpdatedAt": "2026"}}"#, "s|2026"),
    ("stripe", #"{"id": "evt_1"}"#, "evt_1"), ("slack", #"{"event_id": "Ev1"}"#, "Ev1"),
    ("form", #"{"id": "1"}"#, nil),
  ])
  func aBodysKeyIsRead(_ name: String, _ body: String, _ expected: String?) throws {
    let sender = try #require(Sender.named(name))
    #expect(sender.deliveryKey(of: Fixtures.post(body)) == expected)
  }

  @Test(arguments: [
    ("wufoo", "EntryId=42&DateCreated=2026-01-18+10%3A00%3A00", "42|2026-01-18 10:00:00"), ("wufoo", "Field1=A", nil),
    ("mailchimp", "type=subscribe&fired_at=1&data%5Bid%5D=8a", "8a|subscribe|1"),
    ("formstack", "FormID=1&UniqueID=2", "2|1"),
  ])
  func aFormsKeyIsRead(_ name: String, _ body: String, _ expected: String?) throws {
    let sender = try #require(Sender.named(name))
    #expect(sender.deliveryKey(of: Fixtures.post(body, type: Self.form)) == expected)
  }

  @Test(arguments: [
    ("standard-webhooks", "webhook-id", "msg_1"), ("standard-webhooks", "svix-id", "msg_1"),
    ("github", "x-github-delivery", "72d3162e"), ("shopify", "x-shopify-webhook-id", "b54"),
    ("form", "idempotency-key", "8e03978e"),
  ])
  func aHeadersKeyIsRead(_ name: String, _ header: String, _ key: String) throws {
    let sender = try #require(Sender.named(name))
    #expect(sender.deliveryKey(of: Fixtures.post(headers: [(header, key)])) == key)
    #expect(sender.deliveryKey(of: Fixtures.post(headers: [(header, "")])) == nil)
    #expect(sender.deliveryKey(of: Fixtures.post()) == nil)
  }

  /// An edited Jotform submission updates its lead; a repeat of the same one does not come twice.
  @Test func editedAnswersAreAnotherDelivery() throws {
    let sender = try #require(Sender.named("jotform"))
    func key(_ answers: String) -> String? {
      sender.deliveryKey(of: Fixtures.post("submissionID=5&rawRequest=\(answers)", type: Self.form))
    }
    let first = try #require(key("%7B%22q3%22%3A%22a%22%7D"))
    #expect(first.hasPrefix("5|sha256:"))
    #expect(key("%7B%22q3%22%3A%22a%22%7D") == first)
    #expect(key("%7B%22q3%22%3A%22b%22%7D") != first)
  }

  @Test func aLongOrStrangeKeyIsItsDigest() throws {
    let sender = try #require(Sender.named("form"))
    for key in [String(repeating: "k", count: 201), "schlüssel", "tab\tin it"] {
      let digest = try #require(sender.deliveryKey(of: Fixtures.post(headers: [("idempotency-key", key)])))
      #expect(digest.hasPrefix("sha256:") && digest.utf8.count == 71)
    }
    let longest = String(repeating: "k", count: 200)
    #expect(sender.deliveryKey(of: Fixtures.post(headers: [("idempotency-key", longest)])) == longest)
  }

  @Test func aHugeBatchIsReadUpToItsBound() throws {
    let sender = try #require(Sender.named("hubspot"))
    func batch(_ count: Int) -> Post {
      Fixtures.post("[\((0..<count).map { "{\"eventId\": \($0)}" }.joined(separator: ","))]")
    }
    #expect(sender.deliveryKey(of: batch(300)) == sender.deliveryKey(of: batch(400)))
    #expect(sender.deliveryKey(of: batch(255)) != sender.deliveryKey(of: batch(256)))
  }
}
