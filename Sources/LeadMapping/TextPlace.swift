import LeadJSON
import LeadModel

/// Where a text of the mapping language stands: in a file, or among a command's words.
enum TextPlace {
  /// A string in a mapping file.
  case json(JSONValue, MappingText)
  /// A word of the command line; the "file" is its option.
  case word(option: String)

  /// The place of the text's start, or of one of its bytes.
  ///
  /// `offset` is a byte of the decoded text, from 0; in a file the column is that of the byte as written.
  func position(at offset: Int? = nil) -> Position {
    switch self {
    case .json(let value, let text):
      let location = value.location
      let column = offset.map { location.column + 1 + TextPlace.written($0, in: value) } ?? location.column
      return text.position(of: JSONLocation(line: location.line, column: column))
    case .word(let option):
      return Position(file: option, line: nil, column: nil)
    }
  }

  /// How many bytes are written for the first `offset` bytes of a string's text.
  ///
  /// Escapes are longer than what they mean.
  private static func written(_ offset: Int, in value: JSONValue) -> Int {
    let bytes = Array(value.bytes.dropFirst().dropLast())
    var index = 0
    var decoded = 0
    while index < bytes.count, decoded < offset {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        index += 1
        decoded += 1
        continue
      }
      guard bytes[index + 1] == UInt8(ascii: "u") else {
        index += 2
        decoded += 1
        continue
      }
      let digits = String(decoding: bytes[min(index + 2, bytes.count)..<min(index + 6, bytes.count)], as: UTF8.self)
      let unit = UInt32(digits, radix: 16) ?? 0
      index += 6
      // A surrogate is half of a character of four bytes.
      decoded += (0xD800..<0xE000) ~= unit ? 2 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
    }
    return index
  }
}
