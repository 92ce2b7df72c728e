import LeadModel

/// An answer of the local inbox, before it is HTTP.
///
/// Every one is the envelope, or holds it.
struct InboxAnswer: Error, Sendable, Hashable {
  var status: Int
  var body: [UInt8]
  /// The `Allow` of a 405.
  var allow: String?
  /// The `Retry-After` of a 429.
  var retryAfterSeconds: Int?

  init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// An answer that is nothing but the envelope; `code` is its status unless told.
  init(_ status: Int, _ message: String, code: Int? = nil) {
    let code = code ?? status
    self.init(status: status, body: Envelope(success: 200...299 ~= code, message: message, code: code).body)
  }

  /// What a PUT that went well is answered with.
  static let ok = InboxAnswer(200, "ok")

  /// 200 whose envelope says otherwise.
  static let successFalse = InboxAnswer(200, "failed on request", code: 500)

  static func failed(status: Int) -> InboxAnswer { InboxAnswer(status, "failed on request") }

  static func tooMany(retryAfterSeconds: Int) -> InboxAnswer {
    var answer = InboxAnswer(429, "too many requests")
    answer.retryAfterSeconds = retryAfterSeconds
    return answer
  }

  static func wrongMethod(allow: String) -> InboxAnswer {
    var answer = InboxAnswer(405, "wrong method: expected \(allow)")
    answer.allow = allow
    return answer
  }
}
