/// The pieces of a template's text, before its paths are read.
struct TemplatePieces {
  /// A piece, with the byte at which its text begins.
  enum Piece {
    case literal(String)
    case path(String, offset: Int)
  }

  /// A `{` that is not closed.
  struct Unclosed: Error {
    /// The byte of the brace, from 0.
    let offset: Int
  }

  private(set) var pieces: [Piece] = []

  /// Cuts a text at its braces.
  ///
  /// `{{` and `}}` are braces, a lone `}` is itself; a `}` within quotes does not close.
  init(_ text: String) throws(Unclosed) {
    let bytes = Array(text.utf8)
    let open = UInt8(ascii: "{")
    let close = UInt8(ascii: "}")
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isDoubled = index + 1 < bytes.count && bytes[index + 1] == byte
      if byte == open, !isDoubled {
        guard let end = Self.end(of: bytes, from: index + 1) else { throw Unclosed(offset: index) }
        if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        pieces.append(.path(String(decoding: bytes[(index + 1)..<end], as: UTF8.self), offset: index + 1))
        index = end + 1
      } else {
        literal.append(byte)
        index += (byte == open || byte == close) && isDoubled ? 2 : 1
      }
    }
    if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
  }

  /// Where the placeholder that begins at `start` ends; `nil`: nowhere.
  private static func end(of bytes: [UInt8], from start: Int) -> Int? {
    var isQuoted = false
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "}") where !isQuoted: return index
      case UInt8(ascii: "{") where !isQuoted: return nil
      default: break
      }
      index += 1
    }
    return nil
  }
}
