import LeadDelivery
import LeadModel
import TestSupport
import Testing

/// A row of the fault matrix: what the server does, and what is to become of the lead.
struct FaultRow: Sendable, CustomTestStringConvertible {
  /// What the verdict's table says about it.
  enum Fate: Sendable {
    case delivered
    /// Tried again, and an attempt that counts.
    case counted(String)
    /// Tried again for as long as the server likes.
    case obeyed(String)
    /// Tried again for as long as an outage is put up with.
    case outage(String)
    /// Dead by this code.
    case dead(String)
    case stopped(StopReason)
  }

  let name: String
  let step: FaultStep
  let fate: Fate
  /// Where it can happen.
  var wires = FaultWire.allCases
  /// A request's time, where the row is about it.
  var timeout: Duration?

  init(
    _ name: String, _ step: FaultStep, _ fate: Fate, on wires: [FaultWire] = FaultWire.allCases,
    timeout: Duration? = nil
  ) {
    self.name = name
    self.step = step
    self.fate = fate
    self.wires = wires
    self.timeout = timeout
  }

  var testDescription: String { name }

  private static let html = "<html><body>busy</body></html>"

  private static func page(_ status: Int) -> FaultStep {
    var step = FaultStep.status(status, body: html)
    step.headers = [("content-type", "text/html")]
    return step
  }

  private static func step(_ change: (inout FaultStep) -> Void) -> FaultStep {
    var step = FaultStep.ok
    change(&step)
    return step
  }

  /// 2xx, by what their bodies say.
  static let answers: [FaultRow] = [
    FaultRow("200 with the envelope", .ok, .delivered),
    FaultRow("201 with the envelope", step { $0.status = 201 }, .delivered),
    FaultRow("200 with no more than success", .body(#"{"success":true}"#), .delivered),
    FaultRow("100 before it", step { $0.interim = 100 }, .delivered),
    FaultRow("103 before it", step { $0.interim = 103 }, .delivered),
    FaultRow("two answers for one request", step { $0.times = 2 }, .delivered, on: [.plain, .tls]),
    FaultRow("gzip", packed(#"{"success":true,"message":"ok","code":200}"#), .delivered),
    FaultRow(
      "gzip that is none", FaultStep.body("no gzip").header("content-encoding", "gzip"), .counted("transport.garbled")),
    FaultRow("success false", .body(#"{"success":false}"#), .dead("inbox.refused")),
    FaultRow("success false and code 200", .body(#"{"success":false,"code":200}"#), .dead("inbox.refused")),
    FaultRow("success true and code 0", .body(#"{"success":true,"code":0}"#), .dead("inbox.refused")),
    FaultRow("code 400 inside", .body(#"{"success":false,"code":400}"#), .dead("http.400")),
    FaultRow("code 422 inside", .body(#"{"success":true,"code":422}"#), .dead("http.422")),
    FaultRow("code 404 inside", .body(#"{"code":404}"#), .dead("http.404")),
    FaultRow("code 302 inside", .body(#"{"success":false,"code":302}"#), .stopped(.redirected)),
    FaultRow("code 401 inside", .body(#"{"success":false,"code":401}"#), .stopped(.tokenRefused)),
    FaultRow("code 403 inside", .body(#"{"success":false,"code":403}"#), .stopped(.tokenRefused)),
    FaultRow("code 429 inside", .body(#"{"success":false,"code":429}"#), .obeyed("http.429")),
    FaultRow("code 503 inside", .body(#"{"success":false,"code":503}"#), .counted("http.503")),
    FaultRow("neither yes nor no", .body(#"{"code":200}"#), .counted("inbox.unreadable")),
    FaultRow("another service's JSON", .body(#"{"ok":true}"#), .counted("inbox.unreadable")),
    FaultRow("half an envelope", .body(#"{"success":tr"#), .counted("inbox.unreadable")),
    FaultRow("an HTML page", page(200), .counted("inbox.unreadable")),
    FaultRow("an empty 200", .body(""), .counted("inbox.unreadable")),
    FaultRow(
      "an empty 204", FaultStep.status(204, body: "").header("content-length", "0"), .counted("inbox.unreadable")),
    FaultRow("too much of it", .body(String(repeating: "x", count: 70_000)), .counted("transport.tooLarge")),
    FaultRow("a status beyond 5xx", .status(600), .counted("inbox.unreadable")),
  ]

  /// 3xx, 4xx and 5xx, with the envelope and with a page.
  static let statuses: [FaultRow] =
    [301, 302, 303, 304, 307, 308].map { status in
      FaultRow(
        "\(status)", FaultStep.status(status, body: "").header("location", "https://elsewhere.invalid/steal"),
        .stopped(.redirected))
    }
    + [400, 402, 404, 405, 409, 410, 413, 414, 415, 418, 422, 451, 499].flatMap { status in
      [
        FaultRow("\(status)", .status(status), .dead("http.\(status)")),
        FaultRow("\(status) with a page", page(status), .dead("http.\(status)")),
      ]
    }
    + [
      FaultRow("401", .status(401), .stopped(.tokenRefused)),
      FaultRow("401 with a page", page(401), .stopped(.tokenRefused)),
      FaultRow("403", .status(403), .stopped(.tokenRefused)), FaultRow("403 with a page", page(403), .dead("http.403")),
    ]
    + [408, 425, 429].map { FaultRow("\($0)", .status($0), .obeyed("http.\($0)")) }
    + [500, 501, 502, 503, 504, 520].flatMap { status in
      [
        FaultRow("\(status)", .status(status), .counted("http.\(status)")),
        FaultRow("\(status) with a page", page(status), .counted("http.\(status)")),
      ]
    }
    + [
      FaultRow("429 and no wait", .status(429, retryAfter: "0"), .obeyed("http.429")),
      FaultRow("500 and no wait", .status(500, retryAfter: "0"), .outage("http.500")),
      FaultRow("503 and no wait", .status(503, retryAfter: "0"), .outage("http.503")),
      FaultRow(
        "503 with more body than is read", .status(503, body: String(repeating: html, count: 4_000)),
        .counted("http.503")),
    ]

  /// Answers that do not come, or not whole.
  static let cuts: [FaultRow] = [
    FaultRow("closed before the answer", .cut(after: 0), .counted("transport.cut")),
    FaultRow("closed in good order before the answer", .garbage(""), .counted("transport.cut")),
    FaultRow("closed within the head", .cut(after: 20), .counted("transport.cut")),
    FaultRow("closed within the body", .cut(after: FaultStep.ok.answerCount - 5), .counted("transport.cut")),
    FaultRow("reset before the answer", .reset(after: 0), .counted("transport.cut")),
    FaultRow("reset within the head", .reset(after: 20), .counted("transport.cut")),
    FaultRow("reset within the body", .reset(after: 90), .counted("transport.cut")),
    FaultRow("no HTTP", .garbage("hello, who is there?\r\n\r\n"), .counted("transport.garbled"), on: [.plain, .tls]),
    FaultRow("no HTTP/2", .garbage("HTTP/1.1 200 OK\r\n\r\n"), .counted("transport.cut"), on: [.http2]),
    FaultRow("no answer in time", .held, .counted("transport.timedOut"), timeout: .milliseconds(250)),
    FaultRow(
      "an answer a byte at a time", .slow(pause: .milliseconds(40)), .counted("transport.timedOut"),
      timeout: .milliseconds(250)),
  ]

  /// What HTTP/2 has of its own.
  static let streams: [FaultRow] = [
    FaultRow("stream reset, internal error", stream(0, 2), .counted("transport.cut"), on: [.http2]),
    FaultRow("stream reset, cancelled", stream(0, 8), .counted("transport.cut"), on: [.http2]),
    FaultRow("stream reset, calm down", stream(0, 11), .counted("transport.cut"), on: [.http2]),
    FaultRow("stream reset without an error", stream(0, 0), .counted("transport.cut"), on: [.http2]),
    FaultRow("stream reset within the body", stream(1, 2), .counted("transport.cut"), on: [.http2]),
    FaultRow("leaving after the answer", FaultStep.ok.ending(.goAway(isProcessed: true)), .delivered, on: [.http2]),
  ]

  private static func stream(_ count: Int, _ code: Int) -> FaultStep {
    .ok.ending(.resetStream(afterFrames: count, code: code))
  }

  /// The text in a gzip file whose one block is not packed (RFC 1952, RFC 1951 §3.2.4), as short as that can be.
  private static func packed(_ text: String) -> FaultStep {
    let bytes = Array(text.utf8)
    let length = [UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8)]
    var step = FaultStep.ok.header("content-encoding", "gzip")
    step.body = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + length + length.map { ~$0 } + bytes
    for part in [checksum(of: bytes), UInt32(bytes.count)] {
      step.body += (0..<4).map { UInt8(part >> (8 * $0) & 0xFF) }
    }
    return step
  }

  /// CRC-32 (RFC 1952 §8).
  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }
  }
}
