#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Decodes any encoding that `iconv(3)` knows to UTF-8 as it arrives: no character is torn at a chunk's edge.
///
/// A byte with which no character begins becomes U+FFFD and is counted; reading goes on behind it, so that a line end
/// behind half a character stays one. What is at the end of the input half a character, too. A conversion's state is the
/// handle's, so it cannot be copied.
///
/// `@unchecked Sendable`: the handle is this value's alone, which cannot be copied, and `iconv` asks for no more than that
/// one thread at a time uses it (POSIX, iconv; glibc manual, 6.5.1).
struct IconvDecoder: ~Copyable, @unchecked Sendable {
  /// As `iconv_open` gives it; closed in `deinit`.
  private let handle: iconv_t?
  /// The beginning of a character whose end has not come.
  private var rest: [UInt8] = []
  /// How many bytes were replaced by U+FFFD.
  private(set) var invalidBytes = 0

  /// Bytes of text that are written at once.
  private static let bufferBytes = 16 * 1024
  /// U+FFFD in UTF-8.
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Whether this may be the name of an encoding: a slash would ask `iconv` for more, and no name for the locale's.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count < 64
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_.:()+".utf8.contains(byte)
        }
      }
  }

  /// Opens a conversion; `nil` where `iconv` does not know the encoding.
  init?(_ name: String) {
    let opened: iconv_t? = iconv_open("UTF-8", name)
    // The failure value is (iconv_t)-1.
    guard Int(bitPattern: opened) != -1 else { return nil }
    handle = opened
  }

  deinit { _ = iconv_close(handle) }

  /// Appends the UTF-8 of what is complete in `chunk` and before to `text`.
  mutating func decode(_ chunk: ArraySlice<UInt8>, into text: inout [UInt8]) {
    var bytes = chunk
    if !rest.isEmpty {
      bytes = (rest + chunk)[...]
      rest = []
    }
    text.reserveCapacity(text.count + bytes.count + bytes.count / 2)
    while !bytes.isEmpty {
      let (used, isTorn) = convert(bytes, into: &text)
      bytes = bytes.dropFirst(used)
      if isTorn {
        rest = Array(bytes)
        return
      }
      if !bytes.isEmpty { bytes = replacingFirst(of: bytes, into: &text) }
    }
  }

  /// Appends what is left over: U+FFFD for half a character, and what the conversion holds back.
  mutating func finish(into text: inout [UInt8]) {
    while !rest.isEmpty {
      let left = rest[...]
      rest = []
      decode(replacingFirst(of: left, into: &text), into: &text)
    }
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      var output = buffer.baseAddress
      var room = buffer.count
      _ = iconv(handle, nil, nil, &output, &room)
      text.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(64 - room)]))
    }
  }

  /// Puts U+FFFD for a byte with which no character begins.
  ///
  /// - Returns: What is behind it.
  private mutating func replacingFirst(of bytes: ArraySlice<UInt8>, into text: inout [UInt8]) -> ArraySlice<UInt8> {
    invalidBytes += 1
    text.append(contentsOf: Self.replacement)
    return bytes.dropFirst()
  }

  /// Appends the text of `bytes` up to its end, a byte that is no character's first, or half a character.
  ///
  /// - Returns: How many bytes it was, and whether half a character comes next.
  private func convert(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) -> (used: Int, isTorn: Bool) {
    bytes.withUnsafeBytes { bytes in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.bufferBytes) { buffer in
        // `iconv` takes a pointer to what may be written for reasons of history, and does not write.
        var input = UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var left = bytes.count
        while true {
          var output = buffer.baseAddress
          var room = buffer.count
          let result = iconv(handle, &input, &left, &output, &room)
          let failure = errno
          text.append(
            contentsOf: UnsafeRawBufferPointer(
              rebasing: UnsafeRawBufferPointer(buffer)[..<(Self.bufferBytes - room)]))
          // (size_t)-1 is failure; anything else is success with all of it used.
          guard result == -1 else { return (bytes.count, false) }
          if failure == E2BIG { continue }
          return (bytes.count - left, failure == EINVAL)
        }
      }
    }
  }
}
