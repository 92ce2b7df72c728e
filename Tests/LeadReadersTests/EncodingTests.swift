import LeadModel
import LeadReaders
import TestSupport
import Testing

/// Encodings, and where they are torn.
struct EncodingTests {
  private static let text = "näme,e\r\n\"𝓐𝓷𝓷 👩‍👩‍👧\",日本\r\n\u{FFFD},z\r\n"

  @Test(arguments: [true, false], [true, false])
  func utf16IsDecodedAsItArrives(isBigEndian: Bool, hasMark: Bool) {
    let units = (hasMark ? [0xFEFF] : []) + Array(Self.text.utf16)
    let bytes = units.flatMap {
      isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
    let name = isBigEndian ? "utf-16be" : "utf-16le"
    let result = ReadResult.reading(bytes, ReaderOptions(encoding: hasMark ? nil : name.uppercased()))
    #expect(result.table == [["näme", "e"], ["𝓐𝓷𝓷 👩‍👩‍👧", "日本"], ["\u{FFFD}", "z"]])
    #expect(result.profile?.encoding == name)
    #expect(result.warnings == [])
  }

  @Test func halvesOfPairsAreReplacedAndFlagged() {
    let units: [UInt16] = [0xFEFF, 0x61, 0x0A, 0xD800, 0x62, 0xDC00, 0x0A, 0xD800]
    var bytes = units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    bytes.append(0x61)
    let result = ReadResult.reading(bytes)
    #expect(result.table == [["a"], ["\u{FFFD}b\u{FFFD}"], ["\u{FFFD}"]])
    #expect(result.warnings == ["encoding.invalid"])
  }

  @Test func aMarkIsNoText() {
    let result = ReadResult.reading([0xEF, 0xBB, 0xBF] + Array("\"a\",b\n1,2\n".utf8))
    #expect(result.table == [["a", "b"], ["1", "2"]])
    #expect(result.profile?.encoding == "utf-8")
    #expect(ReadResult.reading([0xEF, 0xBB, 0xBF] + Array("{\"a\":1}".utf8)).rows == [["{\"a\":1}"]])
  }

  @Test func windows1252IsReadWhereItIsAskedFor() {
    let result = ReadResult.reading([0xE4, 0x2C, 0x62, 0x0A, 0x80, 0x2C, 0x9F], ReaderOptions(encoding: "ISO-8859-1"))
    #expect(result.table == [["ä", "b"], ["€", "Ÿ"]])
    #expect(result.records[0].warnings == [])
    #expect(result.profile?.encoding == "windows-1252")
  }

  @Test func anUnknownEncodingIsRefused() {
    let error = ReadResult.reading("a,b", ReaderOptions(encoding: "klingon", sourceName: "x.csv")).error
    #expect(
      error?.description == """
        x.csv: error: the encoding 'klingon' is not known [encoding.unsupported]
          hint: utf-8, utf-16le, windows-1250 to 1258, iso-8859-15, macintosh, shift_jis, gb18030, big5, euc-kr and all \
        others that `iconv -l` lists are
        """)
    let nearly = ReadResult.reading("a,b", ReaderOptions(encoding: "windows-1521")).error
    #expect(nearly?.hint == "did you mean 'windows-1251'?")
  }

  @Test(arguments: ["", "utf-8//translit", "a/b", "ü", "..", String(repeating: "x", count: 100)])
  func whatIsNoNameIsRefused(_ name: String) {
    #expect(ReadResult.reading("a,b", ReaderOptions(encoding: name)).error?.code == "encoding.unsupported")
  }

  /// The name given, the one that `iconv` writes it by, the name reported, and a text that it can write.
  static let names: [(given: String, iconvName: String, reported: String, text: String)] = [
    ("windows-1250", "CP1250", "windows-1250", "Łódź"), ("CP1251", "CP1251", "windows-1251", "Пётр"),
    ("latin1", "CP1252", "windows-1252", "Zoë €"), ("Windows-1253", "CP1253", "windows-1253", "Άννα"),
    ("iso-8859-9", "CP1254", "windows-1254", "Işık"), ("windows-1255", "CP1255", "windows-1255", "שלום"),
    ("windows_1256", "CP1256", "windows-1256", "سلام"), ("windows-1257", "CP1257", "windows-1257", "Šķūnis"),
    ("windows-1258", "CP1258", "windows-1258", "Đăng"), ("ISO_8859-2", "ISO-8859-2", "iso-8859-2", "Šťastný"),
    ("iso-8859-5", "ISO-8859-5", "iso-8859-5", "Пётр"), ("latin-9", "ISO-8859-15", "iso-8859-15", "Cœur €"),
    ("MacRoman", "MACINTOSH", "macintosh", "Cœur €"), ("Shift_JIS", "CP932", "windows-31j", "髙橋 ～"),
    ("cp932", "CP932", "windows-31j", "表示能十"), ("GBK", "GB18030", "gb18030", "张敏 €"),
    ("gb2312", "GB18030", "gb18030", "张敏"), ("Big5", "BIG5", "big5", "許功蓋"), ("euc-kr", "CP949", "cp949", "뷁햏"),
    ("cp949", "CP949", "cp949", "똠방각하"), ("KOI8-R", "KOI8-R", "koi8-r", "Пётр"), ("koi8-u", "KOI8-U", "koi8-u", "Їжак"),
    ("EUC-JP", "EUC-JP", "euc-jp", "田中"), ("ISO-2022-JP", "ISO-2022-JP", "iso-2022-jp", "田中,佐藤"),
    ("utf-7", "UTF-7", "utf-7", "Jürgen + Zoë"), ("UTF-16LE", "UTF-16LE", "utf-16le", "日本,\u{1F600}"),
    ("utf-32", "UTF-32LE", "utf-32le", "日本,a"), ("ibm850", "IBM850", "ibm850", "Zoë"),
    ("IBM500", "IBM500", "ibm500", "Zoe,1"),
  ]

  @Test(arguments: names.indices)
  func whatIconvKnowsIsReadWhereItIsAskedFor(index: Int) {
    let name = Self.names[index]
    let text = "a,b\n\(name.text)\n"
    let bytes = EncodedText.bytes(text, in: name.iconvName)
    #expect(!bytes.isEmpty)
    let result = ReadResult.reading(bytes, ReaderOptions(encoding: name.given))
    #expect(result.rows.map { $0.filter { !$0.isEmpty }.joined(separator: ",") } == [name.text])
    #expect(result.profile?.encoding == name.reported)
    #expect(result.warnings == [])
  }

  @Test func aByteThatIsNoCharacterIsReplacedAndCounted() {
    // No character of CP932 begins with A0 or ends with a line end, and at the end of the input one is torn.
    let bytes: [UInt8] = Array("a,b\n".utf8) + [0x8E, 0x52, 0xA0, 0x2C, 0x93, 0x63, 0x81, 0x0A, 0x8E, 0x52, 0x2C, 0x8E]
    let result = ReadResult.reading(bytes, ReaderOptions(encoding: "cp932"))
    #expect(result.rows == [["山\u{FFFD}", "田\u{FFFD}"], ["山", "\u{FFFD}"]])
    #expect(
      result.profile?.warnings == [
        Finding("encoding.invalid", "3 bytes are no character in windows-31j, read as U+FFFD")
      ])
  }
}
