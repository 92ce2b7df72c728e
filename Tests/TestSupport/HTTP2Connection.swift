/// The fault server's side of an HTTP/2 connection (RFC 9113): frames in, requests out, and what has to be said to them.
///
/// It keeps to what a server must do, and leaves the script all of the rest. The client's windows are not looked at:
/// libcurl opens them by 10 MB and more, beyond any answer here.
struct HTTP2Connection {
  private let number: Int
  private let streamLimit: Int?
  private var headers = HPACKReader()
  /// Requests that are not whole yet, by their streams.
  private var open: [Int: FaultRequest] = [:]
  /// A block of headers that goes on in a CONTINUATION.
  private var block: [UInt8] = []
  private var endsStream = false
  private var replies: [UInt8]
  private var cancelled: [Int] = []
  /// Whether GOAWAY was said: streams that come after it are not looked at.
  var isLeaving = false

  init(number: Int, streamLimit: Int?) {
    self.number = number
    self.streamLimit = streamLimit
    replies = HTTP2Frame.settings(streamLimit: streamLimit).bytes
  }

  /// What is to be written before anything else.
  mutating func takeReplies() -> [UInt8] {
    defer { replies = [] }
    return replies
  }

  /// Streams that the client has given up.
  mutating func takeCancelled() -> [Int] {
    defer { cancelled = [] }
    return cancelled
  }

  /// Reads frames up to the end of a request.
  ///
  /// - Parameters:
  ///   - input: What was read of it is taken out.
  ///   - openStreams: Those that are being answered; more than the limit are refused.
  /// - Returns: `nil` where all whole frames are read.
  mutating func takeRequest(from input: inout [UInt8], openStreams: Int) -> FaultRequest? {
    while let frame = HTTP2Frame(takenFrom: &input) {
      switch frame.kind {
      case .settings where !frame.has(HTTP2Frame.Flag.acknowledgement):
        replies += HTTP2Frame(.settings, flags: HTTP2Frame.Flag.acknowledgement).bytes
      case .ping where !frame.has(HTTP2Frame.Flag.acknowledgement):
        replies += HTTP2Frame(.ping, flags: HTTP2Frame.Flag.acknowledgement, payload: frame.payload).bytes
      case .resetStream:
        open[frame.stream] = nil
        cancelled.append(frame.stream)
      case .headers:
        endsStream = frame.has(HTTP2Frame.Flag.endStream)
        block = Array(frame.content)
        if let request = received(frame, openStreams: openStreams) { return request }
      case .continuation:
        block += frame.payload
        if let request = received(frame, openStreams: openStreams) { return request }
      case .data:
        if let request = receivedData(frame) { return request }
      default: break
      }
    }
    return nil
  }

  /// HEADERS, or a CONTINUATION of them.
  private mutating func received(_ frame: HTTP2Frame, openStreams: Int) -> FaultRequest? {
    guard frame.has(HTTP2Frame.Flag.endHeaders) else { return nil }
    // Read in any case: later blocks refer to its fields.
    let fields = headers.read(block[...])
    guard !isLeaving else { return nil }
    if let streamLimit, openStreams + open.count >= streamLimit {
      let refusedStream = 7
      replies += HTTP2Frame.reset(frame.stream, code: refusedStream).bytes
      return nil
    }
    var request = FaultRequest(
      number: 0, connection: number, stream: frame.stream, method: "", path: "", headers: [], body: [], inFlight: 0)
    for field in fields {
      switch field.name {
      case ":method": request.method = field.value
      case ":path": request.path = field.value
      case ":authority": request.headers.append(("host", field.value))
      case ":scheme": break
      default: request.headers.append(field)
      }
    }
    if endsStream { return request }
    open[frame.stream] = request
    return nil
  }

  private mutating func receivedData(_ frame: HTTP2Frame) -> FaultRequest? {
    // The window is kept as it was, also for streams that were refused.
    if !frame.payload.isEmpty {
      replies += HTTP2Frame.windowUpdate(0, by: frame.payload.count).bytes
    }
    guard open[frame.stream] != nil else { return nil }
    open[frame.stream]?.body += frame.content
    guard frame.has(HTTP2Frame.Flag.endStream) else {
      if !frame.payload.isEmpty { replies += HTTP2Frame.windowUpdate(frame.stream, by: frame.payload.count).bytes }
      return nil
    }
    return open.removeValue(forKey: frame.stream)
  }
}
