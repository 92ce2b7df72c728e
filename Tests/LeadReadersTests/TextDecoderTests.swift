import LeadModel
import TestSupport
import Testing

@testable import LeadReaders

/// What becomes of bytes, wherever they are torn; marks and text that was encoded twice.
struct TextDecoderTests {
  private static func decoded(
    _ chunks: [ArraySlice<UInt8>], named name: String? = nil
  ) throws -> (text: String, warnings: [String]) {
    let head = Array(chunks.joined().prefix(TextDecoder.markBytesNeeded))
    var decoder = try TextDecoder(head: head[...], named: name, sourceName: "x")
    var text: [UInt8] = []
    var toSkip = decoder.markBytes
    for chunk in chunks {
      text += decoder.decode(chunk.dropFirst(toSkip))
      toSkip -= min(toSkip, chunk.count)
    }
    text += decoder.finish()
    return (String(decoding: text, as: UTF8.self), decoder.warnings.map(\.code))
  }

  /// Encodings whose characters have two to four bytes, with texts of all lengths.
  static let torn = [
    ("cp932", "CP932", "表示能十ソ,ﾃｽﾄ,a,髙～\n"), ("gb18030", "GB18030", "张敏,€,a,𠮷野,\u{1F600}\n"),
    ("big5", "BIG5", "許功蓋,a,黃美玲\n"), ("cp949", "CP949", "똠방각하,a,민준\n"), ("euc-jp", "EUC-JP", "田中,a,ﾃｽﾄ\n"),
    ("iso-2022-jp", "ISO-2022-JP", "田中,a,佐藤\n"), ("utf-16be", "UTF-16BE", "日本,a,\u{1F600}\n"),
    ("utf-32le", "UTF-32LE", "日本,a,\u{1F600}\n"), ("utf-7", "UTF-7", "Jürgen,a,日本\n"),
  ]

  @Test(arguments: torn)
  func aCharacterMayBeTornAnywhere(_ name: String, _ iconvName: String, _ text: String) throws {
    let bytes = EncodedText.bytes(text, in: iconvName)
    #expect(!bytes.isEmpty)
    for first in bytes.indices {
      for second in first..<bytes.count {
        let decoded = try Self.decoded([bytes[..<first], bytes[first..<second], bytes[second...]], named: name)
        #expect(decoded.text == text)
        #expect(decoded.warnings == [])
      }
    }
  }

  @Test(arguments: 0..<60)
  func anyBytesAreReadAlikeHoweverTheyArrive(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let names = [nil, "cp932", "gb18030", "big5", "cp949", "utf-32le", "iso-2022-jp", "koi8-r", "big5-hkscs", "utf-7"]
    let name = names[seed % names.count]
    let pieces: [[UInt8]] = [
      [0x61], [0x0A], [0x0D], [0xEF, 0xBB, 0xBF], [0xEF], [0xBB], [0xC3, 0x83, 0xC2, 0xBC], [0xC3], [0x81], [0xFF],
      [0x8E, 0x52], [0x1B, 0x24, 0x42], [0x1B], [0x00], [0x2B], Array("Jürgen\n".utf8), [0x4A, 0xFC], [0xC0, 0xCC],
    ]
    for _ in 0..<20 {
      let count = Int.random(in: 0...40, using: &generator)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      let whole = try Self.decoded([bytes[...]], named: name)
      for delivery in ChunkedDelivery.all {
        let other = try Self.decoded(delivery.chunks(of: bytes), named: name)
        #expect(other == whole, "\(name ?? "-") \(delivery) \(bytes)")
      }
    }
  }

  @Test(arguments: [
    ("a\n\u{FEFF}b\n", "a\nb\n", 1), ("a\r\u{FEFF}b", "a\rb", 1), ("a\u{FEFF}b\n", "a\u{FEFF}b\n", 0),
    ("a\n\u{FEFF}\u{FEFF}b", "a\nb", 1), ("a\n\u{FEFF}", "a\n", 1), ("a\n\u{FEFF}\n\u{FEFF}\u{FEFF}\nb", "a\n\n\nb", 1),
    ("\u{FEFF}\u{FEFF}a", "a", 1), ("\u{FEFF}a", "a", 0), ("a\n\u{FF21}b\n\u{FEFE}", "a\n\u{FF21}b\n\u{FEFE}", 0),
  ])
  func aMarkAtTheStartOfALineIsDropped(_ input: String, _ expected: String, _ warnings: Int) throws {
    let bytes = Array(input.utf8)
    for delivery in ChunkedDelivery.all {
      let decoded = try Self.decoded(delivery.chunks(of: bytes))
      #expect(Array(decoded.text.utf8) == Array(expected.utf8), "\(delivery)")
      #expect(decoded.warnings == Array(repeating: "encoding.mark", count: warnings))
    }
  }

  @Test func marksOfJoinedInputsAreCounted() {
    let first = "\u{FEFF}a,b\n1,2\n"
    let other = "\u{FEFF}c,d\n3,4\n"
    let result = ReadResult.reading(first + other + other)
    #expect(result.table == [["a", "b"], ["1", "2"], ["c", "d"], ["3", "4"], ["c", "d"], ["3", "4"]])
    #expect(
      result.profile?.warnings == [
        Finding(
          "encoding.mark",
          "2 byte-order marks were dropped at the start of a line: the input may be several that were joined")
      ])
    let utf16 = EncodedText.bytes(first + other, in: "UTF-16LE")
    #expect(ReadResult.reading(utf16).rows == [["1", "2"], ["c", "d"], ["3", "4"]])
  }

  @Test func halfAMarkAtTheEndIsKept() throws {
    for bytes: [UInt8] in [[0x61, 0x0A, 0xEF, 0xBB], [0x61, 0x0A, 0xEF]] {
      var decoder = try TextDecoder(head: bytes[...], named: "utf-8", sourceName: "x")
      #expect(Array(decoder.decode(bytes[...]) + decoder.finish()) == bytes)
    }
  }

  @Test(arguments: [
    "MÃ¼ller", "GroÃŸ", "Ã–sterreich", "Ãœbel", "cafÃ©", "10 â‚¬", "donâ€™t", "â€“", "ÐžÐ»ÑŒÐ³Ð°", "æ—¥æœ¬",
    "Å\u{81}Ã³dÅº",
    "Ã\u{84}rger",
  ])
  func textThatWasEncodedTwiceIsKeptAndFlagged(_ text: String) throws {
    let bytes = Array("a\n\(text)\nMÃ¼ller\n".utf8)
    for delivery in ChunkedDelivery.all {
      let decoded = try Self.decoded(delivery.chunks(of: bytes))
      #expect(decoded.text.utf8.elementsEqual(bytes))
      #expect(decoded.warnings == ["encoding.double"])
    }
    let alone = Array(text.utf8)
    #expect(try Self.decoded([alone[...]]).warnings == ["encoding.double"])
  }

  @Test(arguments: [
    "Müller", "São João", "“IRMÔ", "IRMû", "MAÇÃ ", "„MENÜ“", "«DÉJÀ»", "Â«", "Ñ…", "ÀÉÎÕÜ", "Đà Nẵng – “Ã”", "Ольга",
    "日本", "Ç™",
    "â", "ÃO", "1ª AVENIDAª",
  ])
  func textThatIsAsItShouldBeIsNotFlagged(_ text: String) throws {
    for delivery in ChunkedDelivery.all {
      #expect(try Self.decoded(delivery.chunks(of: Array("a\n\(text)\n\(text)\n".utf8))).warnings == [], "\(text)")
    }
  }
}
