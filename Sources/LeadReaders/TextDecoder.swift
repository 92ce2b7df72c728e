import LeadModel

/// Turns an input's bytes into UTF-8 as they arrive: finds out its encoding, drops its byte-order marks, and converts.
///
/// The encoding is that of the byte-order mark; else it is looked for (`EncodingSearch`), and text is held back for that
/// where need be. UTF-8 passes as it is, valid or not: whoever reads it knows where a line ends and mends only that.
/// The text depends on the bytes alone, not on how they arrive.
struct TextDecoder: ~Copyable, Sendable {
  /// What it is decoded as; until it is known, what ASCII may be taken for.
  private var encoding: TextEncoding
  /// Until the encoding is known.
  private var search: EncodingSearch?
  private var utf16: UTF16Decoder?
  private var iconv: IconvDecoder?
  private var marks = MarkFilter()
  private var doubles = DoubleEncodingCheck()
  /// What was found out about the encoding.
  private var found: [Finding] = []
  /// Why it is decoded so: a phrase.
  private(set) var reason = "all of it is ASCII"
  /// How many bytes of a byte-order mark come first.
  let markBytes: Int

  /// So many bytes tell whether there is a byte-order mark.
  static let markBytesNeeded = 4

  /// The marks: the longer first, as one begins with another; no text in UTF-16 begins with a NUL.
  private static let byteOrderMarks: [(bytes: [UInt8], encoding: TextEncoding)] = [
    ([0xFF, 0xFE, 0, 0], .utf32LittleEndian), ([0, 0, 0xFE, 0xFF], .utf32BigEndian), ([0xEF, 0xBB, 0xBF], .utf8),
    ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
  ]

  /// - Parameters:
  ///   - head: The first ``markBytesNeeded`` bytes, or the whole input: a byte-order mark goes before all else.
  ///   - name: The encoding that the user gave.
  ///   - sourceName: For the diagnostic.
  /// - Throws: `encoding.unsupported`.
  init(head: ArraySlice<UInt8>, named name: String?, sourceName: String) throws(Diagnostic) {
    var given: TextEncoding?
    if let name { given = try TextEncoding(labelled: name, sourceName: sourceName) }
    if let mark = Self.byteOrderMarks.first(where: { head.starts(with: $0.bytes) }) {
      (encoding, markBytes) = (mark.encoding, mark.bytes.count)
      reason = "it has a byte-order mark"
      if let given, given != encoding, name?.lowercased().filter({ $0 != "-" }) != "utf16" {
        found = [EncodingSearch.ignored(given, for: encoding, because: "it has a byte-order mark")]
      }
      open()
    } else {
      (encoding, markBytes) = (given ?? .utf8, 0)
      // ASCII cannot be told from what is written with its bytes: the user is taken at his word.
      if given != nil { reason = InputReasons.given }
      if let given, !given.isASCIIAlike { open() } else { search = EncodingSearch(given: given) }
    }
  }

  /// As IANA spells it; as long as all is ASCII, what the user gave, or UTF-8.
  var name: String { encoding.name }

  /// What was odd.
  var warnings: [Finding] {
    var warnings = found
    if let utf16, utf16.hasReplaced {
      warnings.append(Finding("encoding.invalid", "halves of UTF-16 characters stand alone, read as U+FFFD"))
    }
    // A `switch` looks at what cannot be copied where it is; `iconv?` would take it out.
    let invalidBytes =
      switch iconv {
      case .some(let decoder): decoder.invalidBytes
      case .none: 0
      }
    if invalidBytes > 0 {
      let bytes = invalidBytes == 1 ? "a byte is" : "\(invalidBytes) bytes are"
      warnings.append(Finding("encoding.invalid", "\(bytes) no character in \(encoding.name), read as U+FFFD"))
    }
    return warnings + marks.warnings + doubles.warnings
  }

  /// The text of the next bytes, as far as it is known and complete; UTF-8 is not copied.
  mutating func decode(_ chunk: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let (text, choice) = search?.take(chunk) else { return cleaned(converted(chunk)) }
    guard let choice else { return cleaned(text) }
    return cleaned(decided(choice))
  }

  /// What is left over at the end.
  mutating func finish() -> ArraySlice<UInt8> {
    var text: [UInt8] = []
    if let choice = search?.finish() { text += cleaned(decided(choice)) }
    var rest: [UInt8] = []
    utf16?.finish(into: &rest)
    iconv?.finish(into: &rest)
    text += cleaned(rest[...])
    text += marks.finish()
    return text[...]
  }

  /// Takes up what was decided.
  ///
  /// - Returns: The text that was held back for it.
  private mutating func decided(_ choice: EncodingChoice) -> ArraySlice<UInt8> {
    let held = search?.held ?? []
    search = nil
    encoding = choice.encoding
    reason = choice.reason
    found += choice.warnings
    open()
    return converted(held[...])
  }

  /// Sets up what decodes the encoding.
  private mutating func open() {
    switch encoding.coding {
    case .utf8, .windows1252: break
    case .utf16(let isBigEndian): utf16 = UTF16Decoder(isBigEndian: isBigEndian)
    case .iconv(let name):
      iconv = IconvDecoder(name)
      // The user's encoding and a guess have been opened before: here a system lacks UTF-32, or memory.
      if iconv == nil { encoding = .windows1252 }
    }
  }

  /// The UTF-8 of bytes in the encoding that was decided.
  private mutating func converted(_ chunk: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text: [UInt8] = []
    switch encoding.coding {
    case .utf8: return chunk
    case .windows1252: return Windows1252.decoded(chunk)[...]
    case .utf16: chunk.withUnsafeBytes { utf16?.decode($0, into: &text) }
    case .iconv: iconv?.decode(chunk, into: &text)
    }
    return text[...]
  }

  /// Text without marks, looked at for what was encoded twice.
  private mutating func cleaned(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    doubles.look(at: text)
    return marks.filter(text)
  }
}
