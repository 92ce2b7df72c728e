import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// A run played to its end against a server that is a closure: no socket, no clock, no file.
struct Dialogue {
  enum Reply {
    case response(HTTPResponse)
    case failure(TransportFailure)

    static func json(_ text: String, headers: [String: String] = [:]) -> Reply {
      .response(
        HTTPResponse(
          status: 200, headers: headers.merging(["content-type": "application/json; charset=utf-8"]) { one, _ in one },
          body: Array(text.utf8)))
    }

    static func csv(_ text: String) -> Reply {
      .response(HTTPResponse(status: 200, headers: ["content-type": "text/csv"], body: Array(text.utf8)))
    }

    static func status(_ status: Int, retryAfter: String? = nil, headers: [String: String] = [:], body: String = "")
      -> Reply
    {
      .response(HTTPResponse(status: status, retryAfter: retryAfter, headers: headers, body: Array(body.utf8)))
    }

    static let cut = Reply.failure(
      TransportFailure(kind: .cut, requestSent: true, code: "transport.cut", message: "cut"))
  }

  /// 2026-01-31T12:00:00Z.
  static let noon = Timestamp(millisecondsSince1970: 1_769_860_800_000)

  private(set) var requests: [HTTPRequest] = []
  private(set) var waits: [Duration] = []
  private(set) var written: [UInt8] = []
  private(set) var result: FetchResult?
  private(set) var failure: FetchFailure?

  var urls: [String] { requests.map(\.url) }
  var lines: [String] { String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init) }
  var code: String? { failure?.diagnostic.code }

  init(
    _ plan: FetchPlan, state: FetchState? = nil, backfill: Duration? = nil, lastSuccess: Timestamp? = nil,
    now: Timestamp = Dialogue.noon, answer: (HTTPRequest, Int) -> Reply
  ) {
    var conversation = FetchConversation(
      plan, state: state, backfill: backfill, lastSuccess: lastSuccess, now: now, seed: 1)
    while true {
      switch conversation.next() {
      case .ask(let request):
        requests.append(request)
        switch answer(request, requests.count) {
        case .response(let response): conversation.take(response, at: now) { written += $0 }
        case .failure(let failure): conversation.take(failure)
        }
      case .wait(let wait): waits.append(wait)
      case .done(let result):
        self.result = result
        return
      case .failed(let failure):
        self.failure = failure
        return
      }
    }
  }

  /// Against answers one after the other; the last is repeated.
  init(_ plan: FetchPlan, state: FetchState? = nil, backfill: Duration? = nil, _ replies: Reply...) {
    self.init(plan, state: state, backfill: backfill) { _, number in replies[min(number, replies.count) - 1] }
  }
}

extension FetchPlan {
  static let place = SourceSettings.Places(Position(file: "leadbridge.json", line: 12, column: 5))

  /// A plan of settings that a test writes.
  static func of(
    url: String? = "https://api.example.com/leads", secrets: [String: String] = [:],
    _ change: (inout FetchSettings) -> Void = { _ in }
  ) throws -> FetchPlan {
    var settings = FetchSettings()
    settings.url = url
    change(&settings)
    return try FetchPlan(settings, named: "leads", at: place, secrets: secrets.mapValues { Secret($0) })
  }
}
