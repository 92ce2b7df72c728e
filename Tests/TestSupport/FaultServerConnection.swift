/// One connection of the fault server: what was read and not yet understood, and what is to be written.
///
/// It speaks HTTP/2 where the client begins with its preface (RFC 9113 §3.4), HTTP/1.1 otherwise.
struct FaultServerConnection {
  let number: Int
  let channel: FaultChannel
  let welcome: FaultWelcome
  /// Bytes read in all.
  private(set) var read = 0
  private var input: [UInt8] = []
  /// Answers under way: one in HTTP/1.1, whose further requests wait in `input`.
  private(set) var exchanges: [FaultExchange] = []
  /// What may be written at once.
  private var output: [UInt8] = []
  /// How the connection ends when all of `output` is written.
  private var end: FaultChannel.End?
  /// When the other side is tried again that did not read fast enough.
  private var retryAt: ContinuousClock.Instant?
  private var http2: HTTP2Connection?
  private let streamLimit: Int?

  init(number: Int, channel: FaultChannel, welcome: FaultWelcome, streamLimit: Int?) {
    self.number = number
    self.channel = channel
    self.welcome = welcome
    self.streamLimit = streamLimit
  }

  /// Whether it is to be read: what has an answer under way is not, in HTTP/1.1.
  var wantsInput: Bool { http2 != nil || exchanges.isEmpty }

  mutating func received(_ bytes: [UInt8]) {
    read += bytes.count
    input += bytes
    guard http2 == nil, read == input.count, input.starts(with: HTTP2Frame.preface) else { return }
    input.removeFirst(HTTP2Frame.preface.count)
    http2 = HTTP2Connection(number: number, streamLimit: streamLimit)
  }

  /// Takes the next whole request out of what was read.
  ///
  /// - Returns: `nil` where there is none.
  mutating func takeRequest() -> FaultRequest? {
    guard end == nil else { return nil }
    if http2 != nil {
      let request = http2?.takeRequest(from: &input, openStreams: exchanges.count)
      output += http2?.takeReplies() ?? []
      for stream in http2?.takeCancelled() ?? [] { exchanges.removeAll { $0.stream == stream } }
      return request
    }
    return exchanges.isEmpty ? FaultRequest(takenFrom: &input, connection: number) : nil
  }

  /// Takes up the answer to a request.
  mutating func begin(_ step: FaultStep, to request: FaultRequest, now: ContinuousClock.Instant) {
    exchanges.append(FaultExchange(step, to: request, now: now))
  }

  /// Writes what may be written by now.
  ///
  /// - Returns: How the connection is to be ended, if it is.
  mutating func write(now: ContinuousClock.Instant, isReleased: Bool) -> FaultChannel.End? {
    var index = 0
    while index < exchanges.count, end == nil {
      output += exchanges[index].take(now: now, isReleased: isReleased)
      guard exchanges[index].isOver else {
        index += 1
        continue
      }
      let over = exchanges.remove(at: index)
      switch over.step.ending {
      case .keep, .resetStream: break
      case .close:
        if http2 != nil { leave(over, isProcessed: true) }
        end = .close
      case .cut: end = .cut
      case .reset: end = .reset
      case .goAway(let isProcessed): leave(over, isProcessed: isProcessed)
      }
    }
    guard let count = channel.write(output[...]) else { return .cut }
    output.removeFirst(count)
    retryAt = output.isEmpty ? nil : now + .milliseconds(1)
    return output.isEmpty ? end : nil
  }

  /// Says that there will be no further streams; where this one was not looked at, nor were those after it.
  private mutating func leave(_ exchange: FaultExchange, isProcessed: Bool) {
    output += HTTP2Frame.goAway(last: isProcessed ? exchange.stream : max(0, exchange.stream - 2)).bytes
    http2?.isLeaving = true
    if !isProcessed { exchanges.removeAll { $0.stream > exchange.stream } }
  }

  /// Whether something is to be written that was not tried yet.
  var hasOutput: Bool { !output.isEmpty && retryAt == nil }

  /// When there is something to write; `nil`: not before something is read, or released.
  func nextAt(isReleased: Bool) -> ContinuousClock.Instant? {
    (exchanges.map { $0.nextAt(isReleased: isReleased) } + [retryAt]).compactMap(\.self).min()
  }
}

extension FaultRequest {
  /// Takes a whole HTTP/1.1 request out of `input`; `nil` where it is not whole yet.
  fileprivate init?(takenFrom input: inout [UInt8], connection: Int) {
    let end = Array("\r\n\r\n".utf8)
    guard let head = input.indices.first(where: { input[$0...].starts(with: end) }) else { return nil }
    let lines = String(decoding: input[..<head], as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    let words = (lines.first ?? "").split(separator: " ")
    self.init(
      number: 0, connection: connection, stream: 0, method: words.first.map(String.init) ?? "",
      path: words.dropFirst().first.map(String.init) ?? "", headers: [], body: [], inFlight: 0)
    for line in lines.dropFirst() {
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      let value = line[colon...].dropFirst().drop { $0 == " " }
      headers.append((String(line[..<colon]), String(value)))
    }
    let start = head + end.count
    let length = header("content-length").flatMap { Int($0) } ?? 0
    guard input.count - start >= length else { return nil }
    body = Array(input[start..<start + length])
    input.removeFirst(start + length)
  }
}
