/// The fields of one protobuf message, in the order in which they stand.
///
/// After "Protocol Buffers: Encoding" (protobuf.dev): fields of variable length and of bytes; those of fixed width, which
/// no message here has, are passed over. Ends at the first thing that is no field.
struct ProtobufFields {
  /// One field.
  struct Field {
    let number: Int
    /// Of a number; 0 for others.
    ///
    /// A negative one is very large.
    var value: UInt64 = 0
    /// Of a text or a message; `nil` for others.
    var bytes: UnsafeRawBufferPointer?

    /// The bytes as text.
    var text: String { bytes.map { String(decoding: $0, as: UTF8.self) } ?? "" }

    /// The numbers of a repeated field, of which each may be a field of its own, or all packed into one.
    var values: [UInt64] {
      guard let bytes else { return [value] }
      var rest = ProtobufFields(bytes)
      var values: [UInt64] = []
      while let value = rest.varint() { values.append(value) }
      return values
    }
  }

  private var rest: UnsafeRawBufferPointer

  /// `message` must outlive this and the fields that come of it.
  init(_ message: UnsafeRawBufferPointer) { rest = message }

  /// The next field; `nil` at the end.
  mutating func next() -> Field? {
    guard let key = varint() else { return nil }
    let number = Int(truncatingIfNeeded: key >> 3)
    switch key & 7 {
    case 0: return varint().map { Field(number: number, value: $0) }
    case 1: return take(8).map { _ in Field(number: number) }
    case 2:
      guard let count = varint(), count <= UInt64(rest.count) else { return nil }
      return take(Int(count)).map { Field(number: number, bytes: $0) }
    case 5: return take(4).map { _ in Field(number: number) }
    default: return nil
    }
  }

  private mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count <= rest.count else { return nil }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<count])
  }

  /// Seven bits a byte, the lowest first.
  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for (index, byte) in rest.prefix(10).enumerated() {
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 {
        rest = UnsafeRawBufferPointer(rebasing: rest[(index + 1)...])
        return value
      }
    }
    return nil
  }
}
