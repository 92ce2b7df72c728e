import Crypto

/// UUIDs of version 5 (RFC 9562, section 5.5): the SHA-1 of a namespace and a name, in the form of a UUID.
///
/// SHA-1 is what the version says; nothing here is a matter of secrecy.
enum UUIDv5 {
  /// The 16 bytes of a UUID.
  typealias Bytes = [16 of UInt8]

  /// A hash that has taken in the namespace, and waits for the name.
  static func hash(in namespace: Bytes) -> Insecure.SHA1 {
    var hash = Insecure.SHA1()
    namespace.span.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash
  }

  /// Takes a part of the name in.
  static func add(_ part: String, to hash: inout Insecure.SHA1) {
    var part = part
    part.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
  }

  /// The UUID of what was hashed, as text in lower case.
  static func text(of hash: Insecure.SHA1) -> String {
    var bytes = Bytes(repeating: 0)
    hash.finalize().withUnsafeBytes { digest in
      // A digest of SHA-1 has 20 bytes; the last four are left out.
      for index in bytes.indices { bytes[index] = digest[index] }
    }
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    return text(of: bytes)
  }

  /// `bytes` in the form of RFC 9562, section 4: groups of 8, 4, 4, 4 and 12 digits in lower case.
  static func text(of bytes: Bytes) -> String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      // Every index is below 36: 32 digits and 4 hyphens, which stand before the bytes 4, 6, 8 and 10.
      var end = 0
      for index in bytes.indices {
        if index == 4 || index == 6 || index == 8 || index == 10 {
          buffer[end] = UInt8(ascii: "-")
          end += 1
        }
        buffer[end] = digit(bytes[index] >> 4)
        buffer[end + 1] = digit(bytes[index] & 0x0F)
        end += 2
      }
      return end
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
