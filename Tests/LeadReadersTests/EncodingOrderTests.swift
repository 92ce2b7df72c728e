import LeadModel
import TestSupport
import Testing

@testable import LeadReaders

/// What goes before what where an encoding is found out.
struct EncodingOrderTests {
  /// Bytes, what the user gave, and what comes of it.
  struct Case: Sendable, CustomStringConvertible {
    let description: String
    let bytes: [UInt8]
    let given: String?
    let encoding: String
    /// The first cell below the header.
    let cell: String
    let warnings: [String]

    init(
      _ description: String, _ bytes: [UInt8], given: String? = nil, _ encoding: String, _ cell: String,
      _ warnings: [String] = []
    ) {
      self.description = description
      (self.bytes, self.given, self.encoding, self.cell, self.warnings) = (bytes, given, encoding, cell, warnings)
    }
  }

  private static let german = "name,mail\nJürgen Müller,a@example.com\n"
  private static let russian = "name,mail\nИван Петров,a@example.com\n"
  private static func bytes(_ text: String, _ encoding: String) -> [UInt8] { EncodedText.bytes(text, in: encoding) }

  static let cases = [
    Case("mark of UTF-8", [0xEF, 0xBB, 0xBF] + german.utf8, "utf-8", "Jürgen Müller"),
    Case(
      "mark of UTF-8, against the user", [0xEF, 0xBB, 0xBF] + german.utf8, given: "windows-1252", "utf-8",
      "Jürgen Müller", ["encoding.ignored"]),
    Case("mark of UTF-16LE", [0xFF, 0xFE] + bytes(german, "UTF-16LE"), given: "utf-16", "utf-16le", "Jürgen Müller"),
    Case("mark of UTF-16BE", [0xFE, 0xFF] + bytes(german, "UTF-16BE"), given: "utf-16", "utf-16be", "Jürgen Müller"),
    Case("mark of UTF-32LE", [0xFF, 0xFE, 0, 0] + bytes(german, "UTF-32LE"), "utf-32le", "Jürgen Müller"),
    Case("mark of UTF-32BE", [0, 0, 0xFE, 0xFF] + bytes(german, "UTF-32BE"), "utf-32be", "Jürgen Müller"),
    Case("UTF-16LE by its NULs", bytes(german, "UTF-16LE"), "utf-16le", "Jürgen Müller"),
    Case("UTF-16BE by its NULs", bytes(german, "UTF-16BE"), "utf-16be", "Jürgen Müller"),
    Case(
      "UTF-16LE by its NULs, against the user", bytes(german, "UTF-16LE"), given: "windows-1252", "utf-16le",
      "Jürgen Müller", ["encoding.ignored"]),
    Case("Cyrillic in UTF-16LE", bytes("Имя,Адрес\nИван,1\n", "UTF-16LE"), "utf-16le", "Иван"),
    Case("Greek in UTF-16BE", bytes("Όνομα,Πόλη\nΝίκος,1\n", "UTF-16BE"), "utf-16be", "Νίκος"),
    Case(
      "Japanese in UTF-16LE", bytes("お名前,電子メール\n田中,tanaka@example.com\n", "UTF-16LE"), "utf-16le", "田中"),
    Case("名, which is a CR and a T", bytes("名,a\n田中,t@example.com\n", "UTF-16LE"), "utf-16le", "田中"),
    Case("氏名, which has a control", bytes("氏名,a\n田中,t@example.com\n", "UTF-16LE"), "utf-16le", "田中"),
    Case("UTF-8", Array(german.utf8), "utf-8", "Jürgen Müller"),
    Case("UTF-8, one letter", Array("a,b\né,1\n".utf8), "utf-8", "é"),
    Case("UTF-8 with NULs", Array("na\0me,b\nJ\0ürgen,1\n".utf8), "utf-8", "Jürgen", ["csv.nul"]),
    Case(
      "UTF-8, against the user", Array(german.utf8), given: "windows-1252", "utf-8", "Jürgen Müller",
      ["encoding.ignored"]),
    Case("ASCII", Array("a,b\n1,2\n".utf8), "utf-8", "1"),
    Case("ASCII, by the user", Array("a,b\n1,2\n".utf8), given: "cp1251", "windows-1251", "1"),
    Case("by the user", bytes(russian, "CP1251"), given: "windows-1251", "windows-1251", "Иван Петров"),
    Case("by the user, wrongly", bytes("a,b\nИван,1\n", "CP1251"), given: "windows-1252", "windows-1252", "Èâàí"),
    Case("by a guess", bytes(russian, "CP1251"), "windows-1251", "Иван Петров", ["encoding.guessed"]),
    Case("by a guess, one letter", bytes(german, "CP1252"), "windows-1252", "Jürgen Müller", ["encoding.guessed"]),
  ]

  @Test(arguments: cases)
  func isFound(_ test: Case) {
    #expect(!test.bytes.isEmpty)
    let result = ReadResult.reading(test.bytes, ReaderOptions(format: .csv, encoding: test.given))
    #expect(result.profile?.encoding == test.encoding)
    #expect(result.rows.first?.first == test.cell)
    #expect(result.warnings == test.warnings)
  }

  @Test func aGuessNamesItsRunnerUp() {
    let result = ReadResult.reading(Self.bytes(Self.russian, "CP1251"))
    #expect(
      result.profile?.warnings == [
        Finding(
          "encoding.guessed", "read as windows-1251, a guess; next likely windows-1253; --encoding says otherwise")
      ])
  }

  @Test(arguments: [(1, 3), (3, 9), (10, 30), (1, 100)])
  func badLinesAmongGoodOnesAreReadAsWindows1252(bad: Int, good: Int) {
    var bytes = Array("name,mail\n".utf8)
    for index in 0..<(bad + good) {
      let line = "Jörg,\(index)\n"
      bytes += index < bad ? Self.bytes(line, "CP1252") : Array(line.utf8)
    }
    let result = ReadResult.reading(bytes)
    #expect(result.profile?.encoding == "utf-8")
    #expect(result.rows.allSatisfy { $0[0] == "Jörg" })
    #expect(result.records.count { $0.warnings == ["encoding.invalid"] } == bad)
  }

  @Test func aFewGoodLinesDoNotMakeUTF8() {
    let line = Self.bytes("Jörg,1\n", "CP1252")
    let bytes = Array("name,mail\n".utf8) + Array(repeating: line, count: 20).joined() + Array("Jörg,2\n".utf8)
    let result = ReadResult.reading(bytes)
    #expect(result.profile?.encoding == "windows-1252")
    #expect(result.rows.last == ["JÃ¶rg", "2"])
    #expect(result.warnings == ["encoding.guessed", "encoding.double"])
  }

  @Test func sequencesOfUTF8ByChanceDoNotMakeUTF8() {
    // 천 in CP949 and 梅 in GBK are valid UTF-8.
    for (text, iconvName, encoding) in [
      ("천,민수", "CP949", "cp949"), ("梅,小明", "GB18030", "gb18030"),
      ("施诗,小明", "GB18030", "gb18030"),
    ] {
      let result = ReadResult.reading(Self.bytes("last,first\n\(text)\n", iconvName))
      #expect(result.profile?.encoding == encoding)
      #expect(result.rows == [text.split(separator: ",").map(String.init)])
    }
  }

  @Test func asciiIsUTF8UntilProvenOtherwise() {
    let start = "name,mail\n" + String(repeating: "Ann,ann@example.com\n", count: 10_000)
    let bytes = Array(start.utf8) + Self.bytes("Ольга,olga@example.com\nПётр,petr@example.com\n", "CP1251")
    let result = ReadResult(ChunkedDelivery.randomCuts(seed: 3).chunks(of: bytes), ReaderOptions())
    #expect(result == ReadResult([bytes[...]], ReaderOptions()))
    #expect(result.rows.suffix(2).map(\.[0]) == ["Ольга", "Пётр"])
    #expect(result.profile?.encoding == "windows-1251")
  }

  @Test func textIsHeldBackOnlyUntilTheEncodingIsKnown() throws {
    var decoder = try TextDecoder(head: Array("{\"a\"".utf8)[...], named: nil, sourceName: "x")
    func read(_ decoder: inout TextDecoder, _ bytes: [UInt8]) -> String {
      String(decoding: decoder.decode(bytes[...]), as: UTF8.self)
    }
    // The first line waits for its end, others in ASCII are out at once, those with an umlaut in a word as well.
    let line = "{\"name\":\"Ann Lee\"}"
    #expect(read(&decoder, Array(line.utf8)) == "")
    #expect(read(&decoder, [0x0A]) == line + "\n")
    #expect(read(&decoder, Array("{\"a\":2}".utf8)) == "{\"a\":2}")
    #expect(read(&decoder, Array("\n{\"a\":\"Jürg\"".utf8)) == "\n{\"a\":\"Jürg\"")
    #expect(read(&decoder, Array("}".utf8)) == "}")
  }

  @Test func whatIsNotUTF8IsHeldBackUpToTheSamplesEnd() throws {
    let start = Array("name and address\nJ".utf8)
    var decoder = try TextDecoder(head: start[...], named: nil, sourceName: "x")
    #expect(Array(decoder.decode(start[...])) == start)
    #expect(decoder.name == "utf-8")
    var count = 0
    while count < EncodingSearch.sampleBytes {
      let piece = [0xFC] + [UInt8](repeating: 0x61, count: 999)
      let text = decoder.decode(piece[...])
      count += piece.count
      #expect(text.isEmpty == (count < EncodingSearch.sampleBytes))
    }
    #expect(decoder.name == "windows-1252")
  }
}
