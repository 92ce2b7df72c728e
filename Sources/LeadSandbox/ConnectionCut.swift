import Glibc
import NIOCore

/// Lets a share of one answer through, then cuts the connection.
///
/// It stands next to the socket, where the answer is bytes already, so that a cut may fall anywhere in head or body. The
/// answer is taken to be all that is written up to the first flush: Hummingbird writes head, body and end in one batch.
final class ConnectionCut: ChannelOutboundHandler {
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  private let cut: Fault.Cut
  private var held = ByteBuffer()
  private var promises: [EventLoopPromise<Void>] = []
  private var isDone = false

  private init(_ cut: Fault.Cut) { self.cut = cut }

  /// Arranges that the next answer on a connection is cut.
  static func arrange(_ cut: Fault.Cut, on channel: any Channel) async throws {
    try await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.addHandler(ConnectionCut(cut), position: .first)
    }.get()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .byteBuffer(var bytes) = unwrapOutboundIn(data), !isDone { held.writeBuffer(&bytes) }
    if let promise { promises.append(promise) }
  }

  func flush(context: ChannelHandlerContext) {
    guard !isDone else { return fail() }
    isDone = true
    // Never the whole: that would be an answer.
    let count = min(Int(Double(held.readableBytes) * cut.share), held.readableBytes - 1)
    guard count > 0, let start = held.readSlice(length: count) else { return close(context.channel) }
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.byteBuffer(start))).assumeIsolated().whenComplete { _ in self.close(channel)
    }
  }

  private func close(_ channel: any Channel) {
    fail()
    guard cut.isAbortive, let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
    // A lingering time of 0 makes close(2) send RST (socket(7), SO_LINGER). What was sent before has reached the peer.
    socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
  }

  /// Who wrote must hear of it, or waits for ever.
  private func fail() {
    for promise in promises { promise.fail(ChannelError.ioOnClosedChannel) }
    promises = []
  }
}
