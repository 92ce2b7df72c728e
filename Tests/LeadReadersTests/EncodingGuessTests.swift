import LeadModel
import TestSupport
import Testing

@testable import LeadReaders

/// What is guessed where nothing says what an input is encoded in.
struct EncodingGuessTests {
  @Test(arguments: LanguageSample.tables + LanguageSample.lines)
  func aLanguageIsReadRight(_ sample: LanguageSample) {
    let bytes = EncodedText.bytes(sample.text, in: sample.iconvName)
    #expect(!bytes.isEmpty)
    let result = ReadResult.reading(bytes, ReaderOptions(format: .csv))
    let plain = ReadResult([Array(sample.text.utf8)[...]], ReaderOptions(format: .csv))
    #expect(result.table == plain.table, "\(result.profile?.warnings.map(\.message) ?? [])")
    #expect(result.warnings == ["encoding.guessed"])
  }

  @Test(arguments: LanguageSample.tables)
  func itsEncodingIsReported(_ sample: LanguageSample) {
    let bytes = EncodedText.bytes(sample.text, in: sample.iconvName)
    #expect(ReadResult([bytes[...]], ReaderOptions()).profile?.encoding == sample.encoding)
  }

  /// How many of twenty names may be read wrong where a single one is all there is.
  ///
  /// A Turkish `ğ` is an `ð`, a Czech `ě` an `ì`, a Hungarian `ő` an `õ`: alone they may be either.
  private static let mistakes = [
    "Polish": 3, "Czech": 10, "Hungarian": 7, "Turkish": 7, "Japanese": 1, "Chinese, simplified": 6,
    "Chinese, traditional": 2, "German and French": 10,
  ]

  @Test(arguments: LanguageSample.names)
  func fourNamesAreEnoughAndOneMostly(_ sample: LanguageSample) {
    let names = sample.text.split(separator: " ").map(String.init)
    #expect(names.count >= 20)
    func isRight(_ names: ArraySlice<String>) -> Bool {
      let text = "name,mail\n" + names.map { "\($0),a@example.com\n" }.joined()
      let bytes = EncodedText.bytes(text, in: sample.iconvName)
      let result = ReadResult([bytes[...]], ReaderOptions())
      return result.rows.map(\.[0]) == Array(names)
    }
    let wrong = names.indices.filter { !isRight(names[$0...$0]) }.map { names[$0] }
    #expect(wrong.count <= Self.mistakes[sample.language] ?? 0, "\(wrong)")
    for start in stride(from: 0, to: names.count, by: 4) {
      #expect(isRight(names[start..<min(start + 4, names.count)]), "\(names[start])")
    }
    #expect(isRight(names[...]))
  }

  @Test func aRunnerUpReadsTheTextOtherwise() {
    // Both of them and ISO-8859-15 have the letter in the same place.
    let guess = EncodingGuess(sample: [0xFC], after: 0x4A)
    #expect(guess.best == .windows1252)
    #expect(guess.next != nil)
    #expect(guess.next != .iso885915)
    #expect(guess.next != .windows(1250))
  }

  @Test func aLargeInputIsGuessedByItsSampleAndReadWhole() {
    // The sample ends within a character for one of the headers at least.
    for header in ["a,b\n", "ab,b\n"] {
      let text = header + String(repeating: "田中,太郎\n山田,花子\n", count: 5000)
      let bytes = EncodedText.bytes(text, in: "CP932")
      #expect(bytes.count > EncodingSearch.sampleBytes)
      let whole = ReadResult([bytes[...]], ReaderOptions())
      #expect(whole.rows.count == 10_000)
      #expect(whole.rows.allSatisfy { [["田中", "太郎"], ["山田", "花子"]].contains($0) })
      #expect(whole.warnings == ["encoding.guessed"])
      #expect(ReadResult(ChunkedDelivery.randomCuts(seed: 3).chunks(of: bytes), ReaderOptions()) == whole)
    }
  }

  @Test func anyBytesHaveAGuess() {
    var generator = SplitMix64(seed: 1)
    for length in [1, 2, 3, 10, 1000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0x80...0xFF, using: &generator) }
      let guess = EncodingGuess(sample: bytes[...], after: 0x0A)
      #expect(guess.choice.warnings.map(\.code) == ["encoding.guessed"])
    }
  }

  /// Found by fuzzing: the sum of floating point numbers went by the order of a dictionary, and the runner-up with it.
  @Test func whatIsAsLikelyIsToldInTheSameWayEachTime() {
    let bytes: [UInt8] = [
      0x06, 0x02, 0x61, 0x7C, 0xCE, 0x7C, 0x62, 0x83, 0xF6, 0x5D, 0x83, 0xF5, 0x7C, 0x62, 0xF6, 0x60, 0xCE, 0x83, 0x83,
      0xDD, 0x85, 0x5C, 0x22, 0x79, 0x22, 0x7C, 0x7C, 0x33, 0x0A,
    ]
    let first = ReadResult([bytes[...]], ReaderOptions(format: .csv)).profile
    for _ in 0..<50 { #expect(ReadResult([bytes[...]], ReaderOptions(format: .csv)).profile == first) }
  }
}
