import NIOCore

/// Sees bytes before they are parsed: that a header has begun, and how many bytes a request has cost so far.
///
/// The parser holds back a header that is not whole, and passes over what chunks say beside their data; so neither a
/// header that comes byte by byte nor chunks that are nothing but extensions can be seen behind it.
final class ByteWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard connection.arrived(bytes: Self.unwrapInboundIn(data).readableBytes) else { return }
    context.fireChannelRead(data)
  }
}
