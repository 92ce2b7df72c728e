import LeadModel

/// Turns an input's bytes into UTF-8 as they arrive, its byte-order mark dropped.
///
/// UTF-8 passes as it is, valid or not: whoever reads it knows where a line ends and mends only that.
struct TextDecoder: Sendable {
  private enum Encoding: Sendable {
    case utf8
    case utf16(UTF16Decoder, name: String)
    case windows1252
  }

  private var encoding: Encoding
  /// How many bytes of a byte-order mark come first.
  let markBytes: Int

  /// So many bytes tell whether there is a byte-order mark.
  static let markBytesNeeded = 3

  /// - Parameters:
  ///   - head: The first ``markBytesNeeded`` bytes, or the whole input: a byte-order mark goes before all else.
  ///   - name: The encoding that the user gave.
  ///   - sourceName: For the diagnostic.
  /// - Throws: `encoding.unsupported`.
  init(head: ArraySlice<UInt8>, named name: String?, sourceName: String) throws(Diagnostic) {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      (encoding, markBytes) = (.utf8, 3)
    } else if head.starts(with: [0xFF, 0xFE]) {
      (encoding, markBytes) = (.utf16(UTF16Decoder(isBigEndian: false), name: "utf-16le"), 2)
    } else if head.starts(with: [0xFE, 0xFF]) {
      (encoding, markBytes) = (.utf16(UTF16Decoder(isBigEndian: true), name: "utf-16be"), 2)
    } else {
      (encoding, markBytes) = (try Self.encoding(named: name, sourceName: sourceName), 0)
    }
  }

  private static func encoding(named name: String?, sourceName: String) throws(Diagnostic) -> Encoding {
    guard let name else { return .utf8 }
    switch name.lowercased().filter({ $0 != "-" && $0 != "_" }) {
    case "utf8", "usascii", "ascii": return .utf8
    case "utf16", "utf16le": return .utf16(UTF16Decoder(isBigEndian: false), name: "utf-16le")
    case "utf16be": return .utf16(UTF16Decoder(isBigEndian: true), name: "utf-16be")
    // What calls itself ISO-8859-1 is windows-1252: so says the WHATWG Encoding Standard, from experience.
    case "windows1252", "cp1252", "iso88591", "latin1": return .windows1252
    default:
      throw Diagnostic(
        "encoding.unsupported", "the encoding '\(name)' is not known", at: Position(file: sourceName),
        hint: "utf-8, utf-16le, utf-16be and windows-1252 are")
    }
  }

  /// As IANA spells it.
  var name: String {
    switch encoding {
    case .utf8: "utf-8"
    case .utf16(_, let name): name
    case .windows1252: "windows-1252"
    }
  }

  /// What was odd.
  var warnings: [Finding] {
    guard case .utf16(let decoder, _) = encoding, decoder.hasReplaced else { return [] }
    return [Finding("encoding.invalid", "halves of UTF-16 characters stand alone, read as U+FFFD")]
  }

  /// The text of the next bytes, as far as it is complete; UTF-8 is not copied.
  mutating func decode(_ chunk: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    switch encoding {
    case .utf8:
      return chunk
    case .windows1252:
      return Windows1252.decoded(chunk)[...]
    case .utf16(var decoder, let name):
      var text: [UInt8] = []
      chunk.withUnsafeBytes { decoder.decode($0, into: &text) }
      encoding = .utf16(decoder, name: name)
      return text[...]
    }
  }

  /// What is left over at the end.
  mutating func finish() -> ArraySlice<UInt8> {
    guard case .utf16(var decoder, let name) = encoding else { return [] }
    var text: [UInt8] = []
    decoder.finish(into: &text)
    encoding = .utf16(decoder, name: name)
    return text[...]
  }
}
