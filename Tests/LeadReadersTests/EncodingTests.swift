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
    #expect(ReadResult.reading("a,b", ReaderOptions(encoding: "klingon")).error?.code == "encoding.unsupported")
  }
}
