/// A step's answer as it goes over the wire.
extension FaultStep {
  /// How many bytes the answer has in HTTP/1.1, head and all.
  package var answerCount: Int { bytes.count }

  /// In HTTP/1.1 (RFC 9112).
  var bytes: [UInt8] {
    if let raw { return raw }
    var head = interim.map { "HTTP/1.1 \($0) Scripted\r\nretry-after: 9\r\n\r\n" } ?? ""
    head += "HTTP/1.1 \(status) Scripted\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if !hasLength { head += "content-length: \(body.count)\r\n" }
    if case .close = ending { head += "connection: close\r\n" }
    let once = Array((head + "\r\n").utf8) + body
    return Array(repeatElement(once, count: times).joined())
  }

  /// In HTTP/2 (RFC 9113 §8.1): HEADERS and DATA, one byte in each DATA where there is a pause.
  func frames(on stream: Int) -> [[UInt8]] {
    if let raw { return [raw] }
    var frames = interim.map { [headers(on: stream, status: $0, [("retry-after", "9")])] } ?? []
    let fields = headers + (hasLength ? [] : [("content-length", "\(body.count)")])
    frames.append(headers(on: stream, status: status, fields, endsStream: body.isEmpty))
    let most = pause > .zero ? 1 : HTTP2Frame.mostBytes
    for start in stride(from: 0, to: body.count, by: most) {
      let part = Array(body[start...].prefix(most))
      let flags = start + most >= body.count ? HTTP2Frame.Flag.endStream : 0
      frames.append(HTTP2Frame(.data, flags: flags, stream: stream, payload: part))
    }
    return repeatElement(frames.map(\.bytes), count: times).flatMap(\.self)
  }

  private var hasLength: Bool { headers.contains { $0.name.lowercased() == "content-length" } }

  /// Names and values as they are, each in a literal field that is not kept (RFC 7541 §6.2.2).
  ///
  /// None may be longer than 126 bytes: then its length would take two.
  private func headers(
    on stream: Int, status: Int, _ fields: [(name: String, value: String)], endsStream: Bool = false
  ) -> HTTP2Frame {
    var block: [UInt8] = []
    for (name, value) in [(":status", "\(status)")] + fields {
      block.append(0)
      for text in [name.lowercased(), value] {
        precondition(text.utf8.count < 127)
        block += [UInt8(text.utf8.count)] + Array(text.utf8)
      }
    }
    let flags = HTTP2Frame.Flag.endHeaders | (endsStream ? HTTP2Frame.Flag.endStream : 0)
    return HTTP2Frame(.headers, flags: flags, stream: stream, payload: block)
  }
}

extension FaultStep.Ending {
  /// So many bytes of the answer are written; `nil`: all.
  var count: Int? {
    switch self {
    case .keep, .close, .resetStream: nil
    case .cut(let count), .reset(let count): count
    case .goAway(let isProcessed): isProcessed ? nil : 0
    }
  }
}
