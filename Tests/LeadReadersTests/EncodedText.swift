import Glibc

/// Text in other encodings, by `iconv(3)`: what the readers have to read back.
enum EncodedText {
  /// The bytes of `text` in an encoding; empty where this system's `iconv` cannot write it.
  static func bytes(_ text: String, in encoding: String) -> [UInt8] {
    let opened: iconv_t? = iconv_open(encoding, "UTF-8")
    guard Int(bitPattern: opened) != -1 else { return [] }
    defer { iconv_close(opened) }
    var input = Array(text.utf8).map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 4 * input.count + 16)
    var (left, room) = (input.count, output.count)
    let count = room
    let result = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (from, to) = (input.baseAddress, output.baseAddress)
        return iconv(opened, &from, &left, &to, &room)
      }
    }
    return result == -1 ? [] : output.prefix(count - room).map { UInt8(bitPattern: $0) }
  }
}
