import LeadDelivery
import LeadModel
import LeadTransport
import Testing

/// Ends of requests as tests write them.
enum Ending: Sendable, CustomTestStringConvertible {
  case status(Int, body: String = "", retryAfter: String? = nil)
  case failure(TransportFailure.Kind, sent: Bool = true)

  static let yes = Ending.status(200, body: #"{"success":true,"message":"ok","code":200}"#)

  /// A status with the inbox's envelope.
  static func envelope(_ status: Int, success: Bool = false, code: Int? = nil, retryAfter: String? = nil) -> Ending {
    .status(
      status, body: #"{"success": \#(success), "message": "words", "code": \#(code ?? status)}"#, retryAfter: retryAfter
    )
  }

  /// 2026-01-31T10:00:00Z, for `Retry-After` dates.
  static let wall = Timestamp(millisecondsSince1970: 1_769_853_600_000)

  var verdict: Verdict {
    switch self {
    case .status(let status, let body, let retryAfter):
      Verdict(.answer(status, body: body, retryAfter: retryAfter), now: Self.wall)
    case .failure(let kind, let sent):
      Verdict(TransportFailure(kind: kind, requestSent: sent, code: "transport.\(kind)", message: "ended"))
    }
  }

  var testDescription: String {
    switch self {
    case .status(let status, let body, let retryAfter):
      "\(status)\(body.isEmpty ? "" : " \(body.prefix(60))")\(retryAfter.map { ", Retry-After \($0)" } ?? "")"
    case .failure(let kind, let sent): "\(kind)\(sent ? " after sending" : " before sending")"
    }
  }
}

extension HTTPResponse {
  static func answer(_ status: Int, body: String = "", retryAfter: String? = nil, date: String? = nil) -> HTTPResponse {
    HTTPResponse(status: status, retryAfter: retryAfter, date: date, body: Array(body.utf8))
  }
}
