/// One frame of HTTP/2 (RFC 9113 §4.1).
struct HTTP2Frame {
  /// The types that the fault server reads or writes (RFC 9113 §6).
  enum Kind: UInt8 {
    case data = 0
    case headers = 1
    case priority = 2
    case resetStream = 3
    case settings = 4
    case ping = 6
    case goAway = 7
    case windowUpdate = 8
    case continuation = 9
  }

  /// Bits of `flags`; which of them a frame has depends on its type.
  enum Flag {
    static let endStream: UInt8 = 0x1
    static let acknowledgement: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4
    static let padded: UInt8 = 0x8
    static let priority: UInt8 = 0x20
  }

  /// What a client sends before its first frame (RFC 9113 §3.4).
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  /// The longest payload that may be sent to who has not asked for more (SETTINGS_MAX_FRAME_SIZE, RFC 9113 §6.5.2).
  static let mostBytes = 16_384

  /// `nil` for a type that is not among those; such frames are to be passed over (RFC 9113 §4.1).
  var kind: Kind?
  var flags: UInt8 = 0
  /// 0 for what is about the connection.
  var stream = 0
  var payload: [UInt8] = []

  init(_ kind: Kind, flags: UInt8 = 0, stream: Int = 0, payload: [UInt8] = []) {
    self.kind = kind
    self.flags = flags
    self.stream = stream
    self.payload = payload
  }

  /// Takes the frame that `input` begins with out of it; `nil` where it is not whole yet.
  init?(takenFrom input: inout [UInt8]) {
    guard input.count >= 9 else { return nil }
    let count = Int(input[0]) << 16 | Int(input[1]) << 8 | Int(input[2])
    guard input.count >= 9 + count else { return nil }
    kind = Kind(rawValue: input[3])
    flags = input[4]
    stream = Self.number(input[5..<9]) & 0x7FFF_FFFF
    payload = Array(input[9..<9 + count])
    input.removeFirst(9 + count)
  }

  func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

  /// The payload of DATA or HEADERS without padding and priority (RFC 9113 §6.1, §6.2).
  var content: ArraySlice<UInt8> {
    var content = payload[...]
    if has(Flag.padded), let count = content.popFirst() { content = content.dropLast(Int(count)) }
    if kind == .headers, has(Flag.priority) { content = content.dropFirst(5) }
    return content
  }

  /// As it goes over the wire.
  var bytes: [UInt8] {
    let count = payload.count
    return [UInt8(count >> 16), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF), kind?.rawValue ?? 0xFF, flags]
      + Self.bytes(of: stream) + payload
  }

  /// RST_STREAM with an error code (RFC 9113 §7).
  static func reset(_ stream: Int, code: Int) -> HTTP2Frame {
    HTTP2Frame(.resetStream, stream: stream, payload: bytes(of: code))
  }

  /// GOAWAY: streams above `last` were not looked at and never will be (RFC 9113 §6.8).
  static func goAway(last: Int, code: Int = 0) -> HTTP2Frame {
    HTTP2Frame(.goAway, payload: bytes(of: last) + bytes(of: code))
  }

  /// WINDOW_UPDATE: so many bytes more may come (RFC 9113 §6.9).
  static func windowUpdate(_ stream: Int, by count: Int) -> HTTP2Frame {
    HTTP2Frame(.windowUpdate, stream: stream, payload: bytes(of: count))
  }

  /// SETTINGS_MAX_CONCURRENT_STREAMS, or none (RFC 9113 §6.5.2).
  static func settings(streamLimit: Int?) -> HTTP2Frame {
    HTTP2Frame(.settings, payload: streamLimit.map { [0, 3] + bytes(of: $0) } ?? [])
  }

  private static func bytes(of number: Int) -> [UInt8] {
    [UInt8(number >> 24 & 0xFF), UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
