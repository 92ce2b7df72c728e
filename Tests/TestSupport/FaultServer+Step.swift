/// A request as the fault server got it.
package struct FaultRequest: Sendable {
  /// From 0, in the order in which requests had arrived whole.
  package var number: Int
  /// The connection it came on, from 0 in the order of acceptance.
  package var connection: Int
  /// In HTTP/2, where it is odd; 0 in HTTP/1.1.
  package var stream: Int
  package var method: String
  /// With its query, as it was sent.
  package var path: String
  /// In their order, names as they were sent.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// Requests that are there and unanswered, this one among them.
  package var inFlight: Int

  /// The value of the first header of that name, whatever its case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }
}

/// What the fault server does with one request.
package struct FaultStep: Sendable {
  /// What happens to the connection.
  package enum Ending: Sendable {
    /// It is kept.
    case keep
    /// It is closed after the answer, which says so.
    case close
    /// It is closed (FIN, and no word of TLS's) after so many bytes of the answer.
    case cut(after: Int)
    /// It is reset (RST) after so many bytes of the answer.
    case reset(after: Int)
    /// In HTTP/2, the stream alone ends with an error (RST_STREAM; RFC 9113 §7) after so many frames of the answer.
    case resetStream(afterFrames: Int, code: Int)
    /// In HTTP/2, the connection takes no further streams (GOAWAY; RFC 9113 §6.8): after the answer, or in its place and
    /// saying that it has not looked at the request.
    case goAway(isProcessed: Bool)
  }

  package var status = 200
  /// Beside `content-length`, which is there unless the step has its own, and `connection: close` where it closes.
  package var headers: [(name: String, value: String)] = [("content-type", "application/json")]
  package var body = Array(#"{"success":true,"message":"ok","code":200}"#.utf8)
  /// The status of an answer before the answer (RFC 9110 §15.2), with a `Retry-After` that counts for nothing.
  package var interim: Int?
  /// How often the answer is sent.
  package var times = 1
  /// Before the first byte of the answer.
  package var delay = Duration.zero
  /// Between two bytes, or in HTTP/2 two frames with a byte in each; zero: all at once.
  package var pause = Duration.zero
  /// Whether it waits for `FaultServer.release`.
  package var isHeld = false
  package var ending = Ending.keep
  /// Sent in place of an answer, whatever it is.
  package var raw: [UInt8]?

  package init() {}

  /// 200 with the inbox's envelope.
  package static let ok = FaultStep()

  /// A status with an envelope of that code, or another body.
  package static func status(_ status: Int, retryAfter: String? = nil, body: String? = nil) -> FaultStep {
    var step = FaultStep()
    step.status = status
    step.body = Array((body ?? #"{"success":\#(status == 200),"message":"scripted","code":\#(status)}"#).utf8)
    if let retryAfter { step.headers.append(("retry-after", retryAfter)) }
    return step
  }

  /// 200 with another body.
  package static func body(_ text: String, contentType: String = "application/json") -> FaultStep {
    var step = status(200, body: text)
    step.headers = [("content-type", contentType)]
    return step
  }

  /// As `ok`, but the connection ends after so many bytes.
  package static func cut(after count: Int) -> FaultStep { ok.ending(.cut(after: count)) }

  /// As `ok`, but the connection is reset after so many bytes.
  package static func reset(after count: Int) -> FaultStep { ok.ending(.reset(after: count)) }

  /// As `ok`, after a while.
  package static func delayed(_ delay: Duration) -> FaultStep { ok.delayed(delay) }

  /// As `ok`, once the test releases it.
  package static var held: FaultStep {
    var step = ok
    step.isHeld = true
    return step
  }

  /// As `ok`, byte by byte.
  package static func slow(pause: Duration) -> FaultStep {
    var step = ok
    step.pause = pause
    return step
  }

  /// Bytes that are no answer; then the connection is closed.
  package static func garbage(_ text: String) -> FaultStep {
    var step = ok
    step.raw = Array(text.utf8)
    step.ending = .close
    return step
  }

  /// This step with another end.
  package func ending(_ ending: Ending) -> FaultStep {
    var step = self
    step.ending = ending
    return step
  }

  /// This step after a while.
  package func delayed(_ delay: Duration) -> FaultStep {
    var step = self
    step.delay = delay
    return step
  }

  /// This step with one more header.
  package func header(_ name: String, _ value: String) -> FaultStep {
    var step = self
    step.headers.append((name, value))
    return step
  }
}

/// What the fault server does with one connection.
package enum FaultWelcome: Sendable {
  /// Its requests go by the script.
  case serve
  /// It is reset as soon as it is accepted.
  case reset
  /// It is reset once so many bytes have been read: in the middle of a request.
  case resetAfterReading(Int)
}
