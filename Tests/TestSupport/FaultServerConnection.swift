import Glibc

/// One connection of the fault server: what was read and not yet understood, what is to be written and when.
struct FaultServerConnection {
  let number: Int
  let socket: Int32
  let welcome: FaultWelcome
  var input: [UInt8] = []
  /// Bytes read in all.
  var read = 0
  /// The step under way; the requests behind it wait in `input`.
  var step: FaultStep?
  /// What of its answer may be written before the connection ends.
  private var output: [UInt8] = []
  private var written = 0
  /// When the next byte may be written.
  private(set) var dueAt = ContinuousClock.now

  init(number: Int, socket: Int32, welcome: FaultWelcome) {
    self.number = number
    self.socket = socket
    self.welcome = welcome
  }

  /// What is to be done with the connection after a call.
  enum Next { case go, close, reset }

  /// Takes up the answer to a request.
  mutating func begin(_ step: FaultStep, now: ContinuousClock.Instant) {
    self.step = step
    written = 0
    dueAt = now + step.delay
    output = step.bytes
    switch step.ending {
    case .keep, .close: break
    case .cut(let count), .reset(let count): output = Array(output.prefix(count))
    }
  }

  /// Writes what may be written by now.
  mutating func write(now: ContinuousClock.Instant, isReleased: Bool) -> Next {
    guard let step, now >= dueAt, !step.isHeld || isReleased else { return .go }
    while written < output.count {
      let most = step.pause > .zero ? 1 : output.count - written
      let count = output.withUnsafeBytes { bytes in
        send(socket, bytes.baseAddress.map { $0 + written }, most, Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        // The other side has gone, or does not read fast enough: then in a millisecond again.
        guard errno == EAGAIN else { return .close }
        dueAt = now + .milliseconds(1)
        return .go
      }
      written += count
      if step.pause > .zero, written < output.count {
        dueAt = now + step.pause
        return .go
      }
    }
    self.step = nil
    switch step.ending {
    case .keep: return .go
    case .close, .cut: return .close
    case .reset: return .reset
    }
  }

  /// Takes the next whole request out of `input`.
  ///
  /// - Returns: `nil` where it is not whole yet.
  mutating func takeRequest() -> FaultRequest? {
    let end = Array("\r\n\r\n".utf8)
    guard let head = input.indices.first(where: { input[$0...].starts(with: end) }) else { return nil }
    let lines = String(decoding: input[..<head], as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    let words = (lines.first ?? "").split(separator: " ")
    var request = FaultRequest(
      number: 0, connection: number, method: words.first.map(String.init) ?? "",
      path: words.dropFirst().first.map(String.init) ?? "", headers: [], body: [], inFlight: 0)
    for line in lines.dropFirst() {
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      let value = line[colon...].dropFirst().drop { $0 == " " }
      request.headers.append((String(line[..<colon]), String(value)))
    }
    let start = head + end.count
    let length = request.header("content-length").flatMap { Int($0) } ?? 0
    guard input.count - start >= length else { return nil }
    request.body = Array(input[start..<start + length])
    input.removeFirst(start + length)
    return request
  }
}
