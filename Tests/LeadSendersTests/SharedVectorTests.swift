import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

@testable import LeadSenders

/// The vectors of the shared test material: published ones, and ones that were made as the senders' documents say.
@Suite(.enabled(if: SharedData.isThere, "the shared test material is not here"))
struct SharedVectorTests {
  /// Which sender a vector's scheme is of.
  private static let senders = [
    "standard-webhooks": "standard-webhooks", "svix": "standard-webhooks",
    "standard-webhooks-ed25519": "standard-webhooks", "x-hub-signature-256": "github",
    "x-hub-signature sha1 (Intercom)": "intercom", "hubspot-v1": "hubspot", "hubspot-v2": "hubspot",
    "typeform": "typeform", "tally": "tally", "stripe": "stripe", "webflow": "webflow", "formstack": "formstack",
    "google-ads-key-in-body": "google-ads",
  ]

  private func document() throws -> JSONValue {
    try JSONDocument(parsing: SharedData.bytes("webhooks/signatures.json")).root
  }

  @Test func everyVectorGivesItsVerdict() throws {
    let root = try document()
    let vectors = try #require(root["vectors"]).elements
    var count = 0
    for vector in vectors {
      let id = try #require(vector["id"]?.string)
      let scheme = try #require(vector["scheme"]?.string)
      let sender = try #require(Self.senders[scheme].flatMap(Sender.named), "\(id)")
      let secret = try #require(vector["secret"]?.string)
      let verifier = try Verifier(sender.signing, secrets: [secret], publicURL: vector["url"]?.string)
      var post = Fixtures.post(method: vector["method"]?.string ?? "POST")
      for member in try #require(vector["headers"]).members {
        post.setHeader(member.key.lowercased(), member.value.string ?? "")
      }
      if let file = vector["bodyFile"]?.string {
        post.body = try SharedData.bytes("webhooks/\(file)")
      } else {
        post.body = Array((vector["body"]?.string ?? "").utf8)
      }
      let seconds = vector["now"]?.integer ?? 0
      let isGenuine =
        verifier.verify(post, now: Timestamp(millisecondsSince1970: Int64(seconds) * 1000)) == .genuine
      #expect(isGenuine == vector["valid"]?.boolean, "\(id)")
      count += 1
    }
    #expect(count > 25)
  }

  @Test func theMACsOfTheRFCAreOurs() throws {
    let root = try document()
    for vector in try #require(root["rfc4231_hmac_sha256"]).elements {
      func bytes(_ key: String) throws -> [UInt8] {
        let text = try #require(vector[key]?.string)
        return try #require(SignatureEncoding.hex.decode(Array(text.utf8)))
      }
      var post = Fixtures.post()
      post.body = try bytes("dataHex")
      let text = SignedText(template: .body, post: post, timestamp: "", id: "", url: "")
      #expect(try SigningKey(.hmacSHA256, .key(bytes("keyHex")))?.sign(text) == bytes("macHex"))
    }
  }

  /// The keys of the deliveries whose bodies lie there.
  @Test(arguments: [
    ("typeform", "typeform-form_response.json"), ("tally", "tally-form_response.json"),
    ("jotform", "jotform-submission.multipart"), ("hubspot", "hubspot-webhooks-v1-batch.json"),
    ("meta", "meta-leadgen-webhook.json"), ("google-ads", "google-ads-lead-form.json"),
    ("calendly", "calendly-invitee.created.json"), ("linkedin", "linkedin-lead-notification.json"),
    ("webflow", "webflow-v2-form_submission.json"), ("webflow", "webflow-v1-form_submission.json"),
    ("fillout", "fillout-submission.json"), ("formstack", "formstack.urlencoded"), ("formstack", "formstack.json"),
    ("wufoo", "wufoo.urlencoded"), ("pipedrive", "pipedrive-v2-person.json"),
    ("activecampaign", "activecampaign-subscribe.urlencoded"), ("mailchimp", "mailchimp-subscribe.urlencoded"),
    ("intercom", "intercom-contact.lead.created.json"),
  ])
  func aBodyHasItsDeliverysKey(_ name: String, _ file: String) throws {
    var post = Fixtures.post(type: file.hasSuffix(".urlencoded") ? "application/x-www-form-urlencoded" : "")
    post.body = try SharedData.bytes("webhooks/\(file)")
    let sender = try #require(Sender.named(name))
    let key = try #require(sender.deliveryKey(of: post))
    #expect(key.utf8.count <= 200)
    // A repeat has it again, another post does not.
    #expect(sender.deliveryKey(of: post) == key)
    #expect(sender.deliveryKey(of: Fixtures.post()) == nil)
  }
}
