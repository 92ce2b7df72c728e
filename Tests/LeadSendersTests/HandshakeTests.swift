import LeadModel
import Testing

@testable import LeadSenders

/// Questions of senders, and what is answered.
struct HandshakeTests {
  private func asked(_ pairs: [(String, String)], method: String = "GET") -> Post {
    var post = Fixtures.post("", query: pairs.map { FormField(name: $0.0, value: $0.1) }, method: method)
    post.headers = []
    return post
  }

  private func answer(_ name: String, _ post: Post, verifyToken: String? = "token") throws -> ChallengeAnswer? {
    let sender = try #require(Sender.named(name))
    return sender.challenge(post, secrets: ["client-secret", "old"], verifyToken: verifyToken)
  }

  @Test func metasChallengeIsSentBackIfItsTokenIsRight() throws {
    let right = asked([("hub.mode", "subscribe"), ("hub.verify_token", "token"), ("hub.challenge", "1158201444")])
    let given = try answer("meta", right)
    let answer = try #require(given)
    #expect(answer.status == 200)
    #expect(answer.contentType == "text/plain; charset=utf-8")
    #expect(answer.body == Array("1158201444".utf8))
    #expect(try self.answer("meta", right, verifyToken: nil)?.status == 403)
    #expect(try self.answer("meta", right, verifyToken: "")?.status == 403)
    #expect(try self.answer("meta", right, verifyToken: "other")?.status == 403)
  }

  @Test(
    arguments: [
      ([("hub.mode", "subscribe"), ("hub.challenge", "1")], 403),
      ([("hub.mode", "subscribe"), ("hub.verify_token", "token"), ("hub.verify_token", "token")], 403),
      ([("hub.mode", "subscribe"), ("hub.verify_token", "token")], 400),
      ([("hub.mode", "subscribe"), ("hub.verify_token", "token"), ("hub.challenge", "<script>")], 400),
      (
        [
          ("hub.mode", "subscribe"), ("hub.verify_token", "token"),
          ("hub.challenge", String(repeating: "1", count: 201)),
        ],
        400
      ),
      ([("hub.mode", "unsubscribe"), ("hub.verify_token", "token"), ("hub.challenge", "1")], nil), ([], nil),
    ] as [([(String, String)], Int?)])
  func metasOtherQuestionsAreNotAnswered(_ pairs: [(String, String)], _ status: Int?) throws {
    let answer = try answer("meta", asked(pairs))
    #expect(answer?.status == status)
    #expect(answer?.body ?? [] == [])
  }

  @Test func linkedInsCodeIsSentBackWithItsMAC() throws {
    let given = try answer("linkedin", asked([("challengeCode", "890e4665-4dfe-4ab1-b689-ed553bceeed0")]))
    let answer = try #require(given)
    #expect(answer.status == 200)
    #expect(answer.contentType == "application/json")
    // printf %s CODE | openssl dgst -sha256 -hmac client-secret
    #expect(
      String(decoding: answer.body, as: UTF8.self)
        == #"{"challengeCode":"890e4665-4dfe-4ab1-b689-ed553bceeed0","challengeResponse":"8ab4bbad570533d66462deba280bde93c1cad8b543e7f526d3e962acaf6c391a"}"#
    )
  }

  /// Else anyone could have a lead signed: the answer is an HMAC by the secret that signs leads.
  @Test(arguments: [#"hmacsha256={"type":"LEAD_ACTION"}"#, "hmacsha256=", "a b", "", String(repeating: "a", count: 65)])
  func linkedInsQuestionIsNoWayToASignature(_ code: String) throws {
    let answer = try answer("linkedin", asked([("challengeCode", code)]))
    #expect(answer?.status == 400)
    #expect(answer?.body == [])
  }

  @Test func slacksChallengeIsSentBack() throws {
    let post = Fixtures.post(
      #"{"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"#)
    #expect(
      try answer("slack", post)?.body == Array("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P".utf8))
    #expect(try answer("slack", Fixtures.post(#"{"type": "url_verification", "challenge": "<b>"}"#))?.status == 400)
    #expect(try answer("slack", Fixtures.post(#"{"type": "event_callback"}"#)) == nil)
  }

  @Test func aPingIsAnsweredAndNotKept() throws {
    let ping = Fixtures.post(headers: [("x-github-event", "ping")])
    #expect(try answer("github", ping) == .nothing)
    #expect(try answer("github", Fixtures.post(headers: [("x-github-event", "issues")])) == nil)
    #expect(try answer("intercom", Fixtures.post(#"{"topic": "ping"}"#)) == .nothing)
    #expect(try answer("intercom", Fixtures.post(#"{"topic": "contact.lead.created"}"#)) == nil)
    #expect(try answer("intercom", asked([], method: "HEAD")) == .nothing)
    #expect(try answer("mailchimp", asked([])) == .nothing)
    #expect(try answer("mailchimp", Fixtures.post("type=subscribe")) == nil)
  }

  /// Of most senders nothing is a question, whatever it looks like.
  @Test func othersAskNothing() throws {
    let pairs = [("hub.mode", "subscribe"), ("hub.verify_token", "token"), ("challengeCode", "1")]
    for sender in Sender.all where sender.handshakes.isEmpty {
      #expect(sender.challenge(asked(pairs), secrets: ["s"], verifyToken: "token") == nil, "\(sender.name)")
    }
  }
}
