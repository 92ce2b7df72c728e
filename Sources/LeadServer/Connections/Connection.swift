import LeadModel
import NIOCore
import NIOHTTP1

/// One connection: parts of requests in, bytes of answers out, one request at a time.
///
/// Reads while it is the client's turn, and once more. So a client that pipelines has at most two reads' bytes lying here
/// (128 KB, as parsed parts) while a request is answered; the rest waits in its own kernel. All decisions are the
/// ``FrontDesk``'s; times and counts are the ``Patience``'s and the ``ConnectionRoom``'s.
///
///     waiting ─ head ─► collecting ─ end ─► answering ─ store ─► waiting
///        └──────────── refused, slow, malformed ────────────► leaving ─► ended
final class Connection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private enum State {
    case waiting
    case collecting(OpenRequest)
    case answering
    case leaving
    case ended
  }

  /// The list of its room that it is in.
  enum Line { case none, waiting, collecting }

  var line = Line.none
  var next: Connection?
  // The list's first is held by the list, each other one by the one before it.
  unowned(unsafe) var previous: Connection?
  private(set) var patience: Patience

  let desk: FrontDesk
  let room: ConnectionRoom
  let offer: ServerSettings.Offer
  private let channel: any Channel
  private let peer: IPAddress
  private var state = State.waiting
  private var body: [UInt8] = []
  private var held = 0
  private var isInFlight = false
  /// Bytes of the request under way, framing and all.
  private var wireBytes = 0
  /// Parts of later requests that came while one was answered.
  private var pending = CircularBuffer<HTTPServerRequestPart>()
  private var isHead = false
  private var isHTTP10 = false
  private var isLast = false
  private var isReading = false
  private var isDraining = false
  /// Reused: an answer is on its way into the kernel before the next one is made, nearly always.
  private var output: ByteBuffer

  init(_ channel: any Channel, desk: FrontDesk, room: ConnectionRoom, offer: ServerSettings.Offer) {
    self.channel = channel
    self.desk = desk
    self.room = room
    self.offer = offer
    peer = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) } ?? IPAddress(high: 0, low: 0)
    patience = Patience(now: Self.uptime)
    output = channel.allocator.buffer(capacity: 512)
  }

  static var uptime: Int64 { Int64(NIODeadline.now().uptimeNanoseconds) }

  // MARK: Coming and going

  func channelActive(context: ChannelHandlerContext) {
    guard room.enter(self) else {
      state = .ended
      desk.observe(.dropped(code: "connection.full"))
      context.close(promise: nil)
      return
    }
    enter(.first)
    read()
  }

  func channelInactive(context: ChannelHandlerContext) { end(nil) }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed? = event as? ChannelEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    switch state {
    case .answering: isLast = true
    case .collecting: end("connection.torn")
    case .waiting, .leaving, .ended: end(nil)
    }
  }

  /// Closes at once; what was under way is dropped.
  ///
  /// - Parameter code: Why; `nil`: nobody needs to know.
  func end(_ code: String?) {
    if case .ended = state { return }
    if let code { desk.observe(.dropped(code: code)) }
    state = .ended
    settle()
    pending.removeAll()
    room.leave(self)
    channel.close(promise: nil)
  }

  /// The client has waited too long.
  func runOut() {
    switch patience.phase {
    case .header: leave(desk.tooSlow(nil))
    case .body:
      guard case .collecting(let request) = state else { return end(nil) }
      leave(desk.tooSlow(request))
    case .first, .idle, .reading: end("connection.idle")
    case .leaving: end(nil)
    case .answering: break
    }
  }

  /// Closes where nothing of a request has come.
  func closeIfQuiet() {
    guard case .waiting = state, patience.phase != .header else { return }
    end(nil)
  }

  // MARK: Bytes in

  /// The most bytes of a request on the wire: what chunks say beside their data is a few bytes a chunk.
  private var maxWireBytes: Int {
    guard case .collecting(let request) = state else { return 8 * room.limits.maxHeaderBytes }
    return 8 * (room.limits.maxHeaderBytes + request.maxBodyBytes)
  }

  /// Bytes have come.
  ///
  /// - Returns: Whether they are to be parsed.
  func arrived(bytes: Int) -> Bool {
    switch state {
    case .leaving, .ended: return false
    case .answering: return true
    case .waiting:
      // With the first request TLS's handshake has begun before; its time runs from the start.
      if patience.phase == .idle { enter(.header) }
    case .collecting: break
    }
    wireBytes += bytes
    guard wireBytes <= maxWireBytes + 65_536 else {
      if case .collecting(let request) = state {
        leave(desk.bodyTooLong(request))
      } else {
        leave(desk.notRead(.longHeader))
      }
      return false
    }
    return true
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = Self.unwrapInboundIn(data)
    // Behind one that waits all others do, or they would overtake it.
    if pending.isEmpty, mayTake { take(part) } else { keep(part) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    read()
  }

  private func keep(_ part: HTTPServerRequestPart) {
    switch state {
    case .leaving, .ended: break
    case .waiting, .collecting, .answering: pending.append(part)
    }
  }

  /// Asks for more, unless enough lies here.
  private func read() {
    if isReading { return }
    switch state {
    // Not asking would cost two calls of `epoll_ctl` a request.
    case .answering: guard pending.isEmpty else { return }
    case .waiting, .collecting: guard patience.phase != .reading else { return }
    case .leaving: break
    case .ended: return
    }
    isReading = true
    channel.read()
  }

  private func take(_ part: HTTPServerRequestPart) {
    switch (state, part) {
    case (.waiting, .head(let head)): open(head)
    case (.collecting(let request), .body(let buffer)): collect(buffer, of: request)
    case (.collecting(let request), .end): close(request)
    default: break  // Of a request that is answered already.
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch (state, error) {
    case (.answering, _): isLast = true
    case (.waiting, HTTPParserError.headerOverflow), (.collecting, HTTPParserError.headerOverflow):
      leave(desk.notRead(.longHeader))
    case (.waiting, is HTTPParserError), (.collecting, is HTTPParserError): leave(desk.notRead(.malformedRequest))
    case (.leaving, is HTTPParserError): break
    default: end("connection.torn")
    }
  }

  // MARK: A request

  private func open(_ head: HTTPRequestHead) {
    isHead = head.method == .HEAD
    isHTTP10 = head.version.major == 1 && head.version.minor == 0
    // Behind an upgrade the parser reads no more requests.
    isLast =
      isLast || !head.isKeepAlive || room.isStopping || head.headers.contains(name: "upgrade")
      || head.method == .CONNECT
    let request = desk.open(RequestHead(head, peer: peer), offer: offer, uptime: patience.since)
    if case .answered(let answer) = request.aim, answer.closes { return leave(answer) }
    enter(.body)
    guard room.begin(now: patience.since) else { return leave(desk.busy(request)) }
    isInFlight = true
    let expected = min(request.head.contentLength ?? 0, request.maxBodyBytes)
    // What a client announces is not reserved before it comes.
    if expected > 0, expected <= 65_536 { body.reserveCapacity(expected) }
    state = .collecting(request)
    if request.head.hasBody, head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      output.clear()
      output.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
      channel.writeAndFlush(output, promise: nil)
    }
  }

  private func collect(_ buffer: ByteBuffer, of request: OpenRequest) {
    guard body.count + buffer.readableBytes <= request.maxBodyBytes else { return leave(desk.bodyTooLong(request)) }
    guard room.hold(buffer.readableBytes) else { return leave(desk.busy(request)) }
    held += buffer.readableBytes
    body.append(contentsOf: buffer.readableBytesView)
  }

  private func close(_ request: OpenRequest) {
    enter(.answering)
    state = .answering
    let whole = body
    body = []
    switch desk.close(request, body: whole) {
    case .answer(let answer): finish(answer)
    case .keep(let incoming):
      let start = patience.since
      let door = NIOLoopBound(self, eventLoop: channel.eventLoop)
      desk.store.accept(incoming) { stored in
        door.eventLoop.execute {
          let connection = door.value
          let seconds = Double(Self.uptime - start) * 1e-9
          // Even where the client has gone: what is kept is counted.
          connection.finish(connection.desk.answer(stored, for: incoming, request, seconds: seconds))
        }
      }
    case .lookUp(let id):
      let door = NIOLoopBound(self, eventLoop: channel.eventLoop)
      desk.store.submission(id) { report in
        door.eventLoop.execute { door.value.finish(door.value.desk.answer(report, for: request)) }
      }
    }
  }

  // MARK: An answer

  private func finish(_ answer: HTTPAnswer) {
    guard case .answering = state else { return }
    settle()
    if answer.closes || isLast || room.isStopping { return leave(answer) }
    write(answer, closes: false)
    state = .waiting
    wireBytes = 0
    enter(channel.isWritable ? .idle : .reading)
    drain()
  }

  /// Goes on with what came meanwhile.
  private func drain() {
    // A part that is answered at once comes back here: a loop, as the stack is not deep enough for a read full of them.
    if isDraining { return }
    isDraining = true
    defer { isDraining = false }
    while mayTake, let part = pending.popFirst() { take(part) }
    read()
  }

  private var mayTake: Bool {
    switch state {
    case .waiting: patience.phase != .reading
    case .collecting: true
    case .answering, .leaving, .ended: false
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard channel.isWritable, case .waiting = state, patience.phase == .reading else { return }
    enter(.idle)
    drain()
  }

  /// Answers and ends: the client's half is read and thrown away for a moment, or it might never see the answer.
  private func leave(_ answer: HTTPAnswer) {
    settle()
    pending.removeAll()
    state = .leaving
    enter(.leaving)
    write(answer, closes: true)
    channel.close(mode: .output, promise: nil)
    read()
  }

  private func write(_ answer: HTTPAnswer, closes: Bool) {
    output.clear()
    room.encoder.write(
      answer, into: &output, now: desk.now(), isHead: isHead, closes: closes, isHTTP10: isHTTP10)
    channel.writeAndFlush(output, promise: nil)
  }

  // MARK: What it takes of its room

  private func enter(_ phase: Patience.Phase) {
    patience.enter(phase, now: Self.uptime)
    room.moved(self, to: phase)
  }

  private func settle() {
    if isInFlight { room.finish() }
    isInFlight = false
    room.release(held)
    held = 0
    body = []
  }
}
