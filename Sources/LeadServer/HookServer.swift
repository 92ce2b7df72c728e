import Glibc
package import LeadModel
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// The daemon's door: sockets, TLS and HTTP/1.1 in front of a ``FrontDesk``.
///
/// `start()` once, then `stop(within:)`. Straight on NIO rather than on Hummingbird: a listening socket can be handed
/// over (socket activation), every limit of ``ServerLimits`` is kept where the bytes arrive, and a request costs neither
/// a task nor a stream. No type of NIO's crosses this door.
package final class HookServer: Sendable {
  /// Where it listens, once it does.
  package struct Bound: Sendable, Hashable {
    package let offer: ServerSettings.Offer
    /// 0 for a socket without one.
    package let port: Int
  }

  private struct Running {
    var group: MultiThreadedEventLoopGroup
    var listeners: [any Channel]
    var rooms: [NIOLoopBound<ConnectionRoom>]
  }

  private enum State {
    case idle
    case starting
    case running(Running)
    case stopped
  }

  private let settings: ServerSettings
  private let desk: FrontDesk
  private let load: DoorLoad
  private let state = Mutex(State.idle)
  private let tls: Mutex<NIOSSLContext?>

  /// - Parameters:
  ///   - settings: Where it listens.
  ///   - desk: What decides about requests.
  ///   - load: Counts what is open.
  /// - Throws: `serve.certificate` for a certificate or key that cannot be used.
  package init(_ settings: ServerSettings, desk: FrontDesk, load: DoorLoad = DoorLoad()) throws(Diagnostic) {
    self.settings = settings
    self.desk = desk
    self.load = load
    let context = try TLSIdentity.context(settings.certificate)
    tls = Mutex(context)
    guard context != nil || !settings.listeners.contains(where: \.isEncrypted) else {
      throw Diagnostic("serve.certificate", "TLS is asked for, and there is no certificate")
    }
  }

  /// Reads the certificate again, for connections from now on.
  ///
  /// - Throws: `serve.certificate`; the old one is used on then.
  package func reloadCertificate() throws(Diagnostic) {
    let context = try TLSIdentity.context(settings.certificate)
    tls.withLock { $0 = context }
  }

  // MARK: Start

  /// Listens; to be called once.
  ///
  /// - Returns: Where, in the order of the settings.
  /// - Throws: `serve.listen` where one of the addresses cannot be listened on; none is then.
  package func start() async throws(Diagnostic) -> [Bound] {
    let isFirst = state.withLock { state in
      guard case .idle = state else { return false }
      state = .starting
      return true
    }
    precondition(isFirst, "a server is started once")
    let threads = min(64, max(1, settings.threads ?? System.coreCount))
    var limits = desk.limits
    limits.maxConnections = DescriptorLimit.room(for: limits.maxConnections)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    var running = Running(group: group, listeners: [], rooms: [])
    do {
      for loop in group.makeIterator() {
        running.rooms.append(try await room(on: loop, limits: limits, rooms: threads))
      }
      for listener in settings.listeners {
        running.listeners.append(try await listen(listener, group: group, rooms: running.rooms))
      }
    } catch {
      for channel in running.listeners { try? await channel.close() }
      try? await group.shutdownGracefully()
      state.withLock { $0 = .stopped }
      throw Self.refusal(error, settings.listeners.dropFirst(running.listeners.count).first)
    }
    state.withLock { $0 = .running(running) }
    return zip(settings.listeners, running.listeners).map { listener, channel in
      Bound(offer: listener.offer, port: channel.localAddress?.port ?? 0)
    }
  }

  private func room(
    on loop: any EventLoop, limits: ServerLimits, rooms: Int
  ) async throws -> NIOLoopBound<ConnectionRoom> {
    try await loop.submit { [load] in
      let room = NIOLoopBound(ConnectionRoom(limits, rooms: rooms, load: load), eventLoop: loop)
      let step = TimeAmount.nanoseconds(Patience.tickNanoseconds(limits))
      loop.scheduleRepeatedTask(initialDelay: step, delay: step) { _ in room.value.tick(now: Connection.uptime) }
      return room
    }.get()
  }

  private func listen(
    _ listener: ServerSettings.Listener, group: MultiThreadedEventLoopGroup, rooms: [NIOLoopBound<ConnectionRoom>]
  ) async throws -> any Channel {
    let desk = desk
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.backlog, value: 1024)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(ChannelOptions.autoRead, value: false)
      .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
      .childChannelOption(ChannelOptions.maxMessagesPerRead, value: 1)
      .childChannelOption(
        ChannelOptions.recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 2048, maximum: 65_536)
      )
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          // Asked anew for each connection: the certificate may have been put in its place meanwhile.
          let context = listener.isEncrypted ? currentContext() : nil
          try Self.equip(channel, desk: desk, offer: listener.offer, rooms: rooms, context: context)
        }
      }
    return switch listener.address {
    case .host(let host, let port): try await bootstrap.bind(host: host, port: port).get()
    case .descriptor(let descriptor): try await bootstrap.withBoundSocket(descriptor).get()
    }
  }

  private func currentContext() -> NIOSSLContext? { tls.withLock { $0 } }

  /// Puts the handlers into a new connection's channel, on its loop.
  private static func equip(
    _ channel: any Channel, desk: FrontDesk, offer: ServerSettings.Offer, rooms: [NIOLoopBound<ConnectionRoom>],
    context: NIOSSLContext?
  ) throws {
    // A channel lives on one of the group's loops, and each has its room.
    guard let room = rooms.first(where: { $0.eventLoop === channel.eventLoop })?.value else {
      preconditionFailure("an event loop without a room")
    }
    let pipeline = channel.pipeline.syncOperations
    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
    let connection = Connection(channel, desk: desk, room: room, offer: offer)
    try pipeline.addHandler(ByteWatch(connection))
    try pipeline.addHandler(decoder(desk.limits))
    try pipeline.addHandler(connection)
  }

  private static func decoder(_ limits: ServerLimits) -> ByteToMessageHandler<HTTPRequestDecoder> {
    var configuration = NIOHTTPDecoderLimitConfiguration()
    configuration.maxHeaderFieldSize = limits.maxHeaderBytes
    configuration.maxHeaderListSize = limits.maxHeaderBytes
    configuration.maxHeaderFieldCount = limits.maxHeaderFields
    return ByteToMessageHandler(
      HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: configuration))
  }

  private static func refusal(_ error: any Error, _ listener: ServerSettings.Listener?) -> Diagnostic {
    let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "the address is unknown"
    switch listener?.address {
    case .host(let host, let port):
      return Diagnostic(
        "serve.listen", "\(host):\(port) cannot be listened on: \(reason)",
        hint: "another program may listen there: choose another address in \"listen\"")
    case .descriptor(let descriptor):
      return Diagnostic("serve.listen", "the socket that was handed over as \(descriptor) cannot be used: \(reason)")
    case nil:
      return Diagnostic("serve.listen", "the server cannot be started: \(reason)")
    }
  }

  // MARK: Stop

  /// Stops listening, lets answers under way go out, then closes everything; harmless twice.
  ///
  /// Connections that wait in the kernel to be taken in are refused by that, unless the socket was handed over: then they
  /// wait for the next process.
  ///
  /// - Parameter time: After it what is still under way is cut off; nothing that was answered is lost by that.
  package func stop(within time: Duration) async {
    let running: Running? = state.withLock { state in
      guard case .running(let running) = state else { return nil }
      state = .stopped
      return running
    }
    guard let running else { return }
    for channel in running.listeners { try? await channel.close() }
    let most = TimeAmount(min(time, .seconds(3600)))
    let farewell = TimeAmount(min(time, ConnectionRoom.farewell))
    let ends = running.rooms.map { room in
      let end = room.eventLoop.makePromise(of: Void.self)
      room.eventLoop.execute {
        let cut = room.eventLoop.scheduleTask(in: most) { room.value.closeAll() }
        room.eventLoop.scheduleTask(in: farewell) { room.value.closeQuiet() }
        room.value.stop {
          cut.cancel()
          end.succeed()
        }
      }
      return end.futureResult
    }
    for end in ends { try? await end.get() }
    try? await running.group.shutdownGracefully()
  }
}
