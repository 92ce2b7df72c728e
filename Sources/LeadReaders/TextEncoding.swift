import LeadModel

/// An encoding of text, by its name and by what decodes it.
struct TextEncoding: Sendable, Equatable {
  /// What decodes it.
  enum Coding: Sendable, Equatable {
    case utf8
    case utf16(isBigEndian: Bool)
    case windows1252
    /// `iconv(3)`, which knows it under this name.
    case iconv(String)
  }

  /// As IANA spells it, in lower case; `cp949`, which IANA does not list, as everyone calls it.
  let name: String
  let coding: Coding

  static let utf8 = TextEncoding(name: "utf-8", coding: .utf8)
  static let utf16LittleEndian = TextEncoding(name: "utf-16le", coding: .utf16(isBigEndian: false))
  static let utf16BigEndian = TextEncoding(name: "utf-16be", coding: .utf16(isBigEndian: true))
  static let utf32LittleEndian = TextEncoding(name: "utf-32le", coding: .iconv("UTF-32LE"))
  static let utf32BigEndian = TextEncoding(name: "utf-32be", coding: .iconv("UTF-32BE"))
  static let windows1252 = TextEncoding(name: "windows-1252", coding: .windows1252)
  static let iso885915 = TextEncoding(name: "iso-8859-15", coding: .iconv("ISO-8859-15"))
  static let macintosh = TextEncoding(name: "macintosh", coding: .iconv("MACINTOSH"))
  static let cp932 = TextEncoding(name: "windows-31j", coding: .iconv("CP932"))
  static let gb18030 = TextEncoding(name: "gb18030", coding: .iconv("GB18030"))
  static let big5 = TextEncoding(name: "big5", coding: .iconv("BIG5"))
  static let cp949 = TextEncoding(name: "cp949", coding: .iconv("CP949"))

  /// The encoding `windows-125x` with this number.
  static func windows(_ number: Int) -> TextEncoding {
    number == 1252 ? windows1252 : TextEncoding(name: "windows-\(number)", coding: .iconv("CP\(number)"))
  }

  /// The encodings whose names mean more than they say, or something else, by their names' letters and digits.
  ///
  /// After the WHATWG Encoding Standard (4.2, names and labels), from experience: what calls itself ISO-8859-1,
  /// ISO-8859-9, Shift_JIS, EUC-KR or GB2312 holds the characters of Microsoft's extension of it.
  private static let known: [String: TextEncoding] = {
    var known: [String: TextEncoding] = [
      "utf16": utf16LittleEndian, "utf16le": utf16LittleEndian, "utf16be": utf16BigEndian,
      "utf32": utf32LittleEndian, "utf32le": utf32LittleEndian, "utf32be": utf32BigEndian,
    ]
    let names: [(TextEncoding, String)] = [
      (utf8, "utf8 ascii usascii"),
      (windows1252, "iso88591 latin1 l1"),
      (windows(1254), "iso88599 latin5 l5"),
      (iso885915, "iso885915 latin9 l9"),
      (macintosh, "macintosh macroman mac xmacroman cp10000"),
      (cp932, "windows31j cp932 ms932 shiftjis sjis xsjis mskanji"),
      (gb18030, "gb18030 gbk gb2312 cp936 ms936 windows936 euccn xgbk"),
      (big5, "big5 cp950 ms950 windows950 bigfive"),
      (cp949, "cp949 ms949 windows949 uhc euckr ksc5601 ksc56011987"),
    ]
    for (encoding, labels) in names {
      for label in labels.split(separator: " ") { known[String(label)] = encoding }
    }
    for number in 1250...1258 {
      for prefix in ["windows", "cp", "xcp", "ms"] { known["\(prefix)\(number)"] = windows(number) }
    }
    for part in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 16] {
      known["iso8859\(part)"] = TextEncoding(name: "iso-8859-\(part)", coding: .iconv("ISO-8859-\(part)"))
    }
    return known
  }()

  /// The names to suggest: the usual ones, as they are written.
  private static let suggestions =
    ["utf-8", "utf-16le", "utf-16be"] + (1250...1258).map { "windows-\($0)" } + [
      "iso-8859-1", "iso-8859-2", "iso-8859-15", "macintosh", "shift_jis", "gb18030", "gbk", "big5", "euc-kr", "euc-jp",
      "koi8-r", "koi8-u",
    ]

  /// The encoding that a user names, in any case, with or without hyphens: those above, and all that `iconv` has.
  ///
  /// - Parameters:
  ///   - label: As the user wrote it.
  ///   - sourceName: For the diagnostic.
  /// - Throws: `encoding.unsupported` where there is no such encoding.
  init(labelled label: String, sourceName: String) throws(Diagnostic) {
    let letters = label.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    if let known = Self.known[letters] {
      self = known
    } else {
      self.init(name: label.lowercased(), coding: .iconv(label))
    }
    if case .iconv(let name) = coding, !IconvDecoder.isName(name) || IconvDecoder(name) == nil {
      let nearest = NearestName.of(label, among: Self.suggestions)
      throw Diagnostic(
        "encoding.unsupported", "the encoding '\(label)' is not known", at: Position(file: sourceName),
        hint: nearest.map { "did you mean '\($0)'?" }
          ?? "utf-8, utf-16le, windows-1250 to 1258, iso-8859-15, macintosh, shift_jis, gb18030, big5, euc-kr and all "
          + "others that `iconv -l` lists are")
    }
  }

  private init(name: String, coding: Coding) {
    self.name = name
    self.coding = coding
  }

  /// Whether each byte below 0x80 that stands alone is the ASCII character of that number.
  ///
  /// So it is in all but UTF-16, UTF-32, UTF-7, EBCDIC and those that switch by escape sequences (ISO-2022, HZ).
  var isASCIIAlike: Bool {
    switch coding {
    case .utf8, .windows1252: return true
    case .utf16: return false
    case .iconv(let name):
      guard var decoder = IconvDecoder(name) else { return false }
      // All of it, and the sequences of ISO-2022-JP, ISO-2022-KR and HZ, which are ASCII as well.
      let ascii = [UInt8](0..<0x80) + Array("\u{1B}$B!!\u{1B}(B\u{1B}$)C\u{0E}!!\u{0F}~{!!~}".utf8)
      var text: [UInt8] = []
      decoder.decode(ascii[...], into: &text)
      decoder.finish(into: &text)
      return text == ascii
    }
  }
}
