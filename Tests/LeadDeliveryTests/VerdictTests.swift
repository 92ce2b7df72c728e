import LeadDelivery
import LeadModel
import LeadTransport
import Testing

/// The verdict table, row by row.
struct VerdictTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let ending: Ending
    let ruling: Verdict.Ruling
    let code: String
    var counts = false
    var outage = false
    var holds = false

    var testDescription: String { ending.testDescription }
  }

  static let html = "<html><body>502</body></html>"

  static let rows: [Row] = [
    // Yes.
    Row(ending: .yes, ruling: .delivered, code: ""),
    Row(ending: .envelope(200, success: true), ruling: .delivered, code: ""),
    Row(ending: .envelope(201, success: true, code: 200), ruling: .delivered, code: ""),
    Row(ending: .status(200, body: #"{"success": true}"#), ruling: .delivered, code: ""),
    // 2xx whose envelope says otherwise.
    Row(ending: .status(200, body: #"{"success": false}"#), ruling: .refused, code: "inbox.refused"),
    Row(ending: .envelope(200, code: 200), ruling: .refused, code: "inbox.refused"),
    Row(ending: .envelope(200, code: 1007), ruling: .refused, code: "inbox.refused"),
    Row(ending: .envelope(200, success: true, code: 0), ruling: .refused, code: "inbox.refused"),
    Row(ending: .envelope(200, code: 400), ruling: .refused, code: "http.400"),
    Row(ending: .envelope(200, success: true, code: 422), ruling: .refused, code: "http.422"),
    Row(ending: .status(200, body: #"{"code": 404}"#), ruling: .refused, code: "http.404"),
    Row(ending: .envelope(200, code: 401), ruling: .stop(.tokenRefused), code: "http.401"),
    Row(ending: .envelope(200, code: 403), ruling: .stop(.tokenRefused), code: "http.403"),
    Row(ending: .envelope(200, code: 429), ruling: .retry, code: "http.429"),
    Row(ending: .envelope(200, code: 429, retryAfter: "7"), ruling: .retry, code: "http.429", holds: true),
    Row(ending: .envelope(200, code: 500), ruling: .retry, code: "http.500", counts: true, outage: true),
    // 2xx that is no envelope, or says nothing.
    Row(ending: .status(200, body: html), ruling: .retry, code: "inbox.unreadable", counts: true),
    Row(ending: .status(200, body: ""), ruling: .retry, code: "inbox.unreadable", counts: true),
    Row(ending: .status(204), ruling: .retry, code: "inbox.unreadable", counts: true),
    Row(ending: .status(200, body: #"{"success":tru"#), ruling: .retry, code: "inbox.unreadable", counts: true),
    Row(ending: .status(200, body: #"{"ok": true}"#), ruling: .retry, code: "inbox.unreadable", counts: true),
    Row(ending: .status(200, body: #"{"code": 200}"#), ruling: .retry, code: "inbox.unreadable", counts: true),
    // 4xx.
    Row(ending: .envelope(401), ruling: .stop(.tokenRefused), code: "http.401"),
    Row(ending: .status(401, body: html), ruling: .stop(.tokenRefused), code: "http.401"),
    Row(ending: .envelope(403), ruling: .stop(.tokenRefused), code: "http.403"),
    Row(ending: .status(403, body: html), ruling: .blocked, code: "http.403"),
    Row(ending: .status(408), ruling: .retry, code: "http.408"),
    Row(ending: .status(425), ruling: .retry, code: "http.425"),
    Row(ending: .envelope(429), ruling: .retry, code: "http.429"),
    Row(ending: .envelope(429, retryAfter: "3"), ruling: .retry, code: "http.429", holds: true),
    Row(ending: .status(408, retryAfter: "3"), ruling: .retry, code: "http.408"),
    // 3xx.
    Row(ending: .status(301), ruling: .stop(.redirected), code: "http.301"),
    Row(ending: .status(302, body: html), ruling: .stop(.redirected), code: "http.302"),
    Row(ending: .status(307), ruling: .stop(.redirected), code: "http.307"),
    Row(ending: .status(308), ruling: .stop(.redirected), code: "http.308"),
    // 5xx.
    Row(ending: .status(503, retryAfter: "3"), ruling: .retry, code: "http.503", outage: true, holds: true),
    Row(ending: .status(500, retryAfter: "3"), ruling: .retry, code: "http.500", outage: true),
    Row(ending: .status(503, retryAfter: "soon"), ruling: .retry, code: "http.503", counts: true, outage: true),
    // Neither.
    Row(ending: .status(600), ruling: .retry, code: "inbox.unreadable", counts: true),
    Row(ending: .status(0), ruling: .retry, code: "inbox.unreadable", counts: true),
    // No answer.
    Row(
      ending: .failure(.certificate, sent: false), ruling: .stop(.certificateUntrusted), code: "transport.certificate"),
    Row(ending: .failure(.dns, sent: false), ruling: .retry, code: "transport.dns", outage: true),
    Row(ending: .failure(.connect, sent: false), ruling: .retry, code: "transport.connect", outage: true),
    Row(ending: .failure(.tls, sent: false), ruling: .retry, code: "transport.tls", outage: true),
    Row(ending: .failure(.cut), ruling: .retry, code: "transport.cut", counts: true, outage: true),
    Row(ending: .failure(.cut, sent: false), ruling: .retry, code: "transport.cut", outage: true),
    Row(ending: .failure(.timedOut), ruling: .retry, code: "transport.timedOut", counts: true, outage: true),
    Row(ending: .failure(.timedOut, sent: false), ruling: .retry, code: "transport.timedOut", outage: true),
    Row(ending: .failure(.other), ruling: .retry, code: "transport.other", counts: true, outage: true),
    Row(ending: .failure(.tooLarge), ruling: .retry, code: "transport.tooLarge", counts: true),
  ]

  static let refusedRows = [400, 402, 404, 405, 409, 410, 413, 414, 415, 418, 422, 451, 499].flatMap { status in
    [Ending.envelope(status), .status(status, body: html)].map {
      Row(ending: $0, ruling: .refused, code: "http.\(status)")
    }
  }

  static let serverRows = [500, 501, 502, 503, 504, 507, 520, 599].flatMap { status in
    [Ending.envelope(status), .status(status, body: html)].map {
      Row(ending: $0, ruling: .retry, code: "http.\(status)", counts: true, outage: true)
    }
  }

  @Test(arguments: rows + refusedRows + serverRows)
  func tableHolds(_ row: Row) {
    let verdict = row.ending.verdict
    #expect(verdict.ruling == row.ruling)
    #expect(verdict.code == row.code)
    #expect(verdict.countsAsAttempt == row.counts)
    #expect(verdict.isOutage == row.outage)
    #expect(verdict.holdsDestination == row.holds)
  }

  @Test func statusIsTheAnswersAlsoWhereTheEnvelopeSaysAnother() {
    let verdict = Ending.envelope(200, code: 422).verdict
    #expect(verdict.status == 200)
    #expect(verdict.effectiveStatus == 422)
    #expect(verdict.message == "the inbox answered 200, but its envelope says 422")
  }

  @Test func bodyIsKeptUpTo4KB() {
    #expect(Ending.status(422, body: String(repeating: "x", count: 5_000)).verdict.body.count == 4_096)
  }

  @Test(arguments: rows + refusedRows + serverRows)
  func wordsHoldNothingOfTheServers(_ row: Row) {
    let verdict = row.ending.verdict
    let words = verdict.message + verdict.messageWhenExhausted(attempts: 8) + verdict.code
    #expect(!words.contains("words") && !words.contains("html"))
  }

  @Test func retryAfterIsRelativeToTheAnswersDate() {
    let response = HTTPResponse.answer(
      503, retryAfter: "Thu, 01 Jan 2015 00:01:00 GMT", date: "Thu, 01 Jan 2015 00:00:00 GMT")
    #expect(Verdict(response, now: Ending.wall).retryAfter == .seconds(60))
  }
}
