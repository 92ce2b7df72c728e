import Foundation
import Testing

@testable import LeadMapping

/// Numbers read by ``PhoneReader`` beside libphonenumber itself: nothing may differ.
struct PhoneComparisonTests {
  /// How many cells are generated; `PHONE_NUMBERS=10000000` for a proof, and `PHONE_SEED` for others.
  static let count = ProcessInfo.processInfo.environment["PHONE_NUMBERS"].flatMap(Int.init) ?? 100_000
  static let seed = ProcessInfo.processInfo.environment["PHONE_SEED"].flatMap(UInt64.init) ?? 1

  /// All kinds of cells at once, so that several threads compile and read the same numberings.
  @Test func generatedNumbersAreReadAsTheLibraryReadsThem() async {
    await withTaskGroup { group in
      for oddity in GeneratedPhones.Oddity.allCases { group.addTask { Self.compare(oddity) } }
    }
  }

  private static func compare(_ oddity: GeneratedPhones.Oddity) {
    var phones = GeneratedPhones(seed: seed, oddity: oddity)
    var asked = 0
    var valid = 0
    var differences: [GeneratedPhones.Cell] = []
    for _ in 0..<count / GeneratedPhones.Oddity.allCases.count {
      let cell = phones.next()
      guard let reading = PhoneReader(.shared).reading(of: cell.text, home: cell.home) else {
        asked += 1
        continue
      }
      if reading != PhoneReading(asking: cell.text, home: cell.home) { differences.append(cell) }
      if reading.rank == 2 { valid += 1 }
    }
    #expect(differences.prefix(20).isEmpty, "\(oddity), seed \(seed): \(differences.count) differ")
    // The comparison means little if the reader leaves much to the library, or if few numbers are any.
    #expect(asked * 4 < count / 3, "\(asked) were left to the library")
    #expect(valid * 5 > count / 3, "only \(valid) are valid")
  }

  @Test func everyRegionAndCallingCodeIsUnderstood() {
    let heads = PhoneMetadata.heads
    #expect(heads.count > 200)
    for head in heads {
      #expect(PhoneDirectory.shared.code(head.callingCode) != nil, "+\(head.callingCode)")
      if head.region != "001" { #expect(PhoneDirectory.shared.region(head.region) != nil, "\(head.region)") }
    }
  }

  @Test(arguments: [
    "[^1]", "1*", "1+", "(?=1)", "a", "1{2", "1{3,2}", "1{99}", "1??", "(1", "1)", "[21-]", ".", "\\D", "^1", "(1){2}",
  ])
  func whatIsNoSimplePatternIsNotUnderstood(_ pattern: String) {
    #expect(PhonePattern(pattern) == nil)
  }

  @Test(arguments: [
    ("0", "0301", 1, ""), ("0|1", "11", 1, ""), ("00(?:1\\d)?", "00177", 4, ""), ("00|001", "0012", 2, ""),
    ("0?(?:(11|2)15)?", "0111599", 5, "11"), ("0?(?:(11|2)15)?", "0111", 1, ""), ("0?(?:(11|2)15)?", "99", 0, ""),
    ("1|([457]\\d{3})$", "4567", 4, "4567"), ("0(1\\d)?", "0177", 3, "17"),
  ])
  func aPrefixMatchesByTheOrderOfItsAlternatives(_ pattern: String, _ text: String, _ count: Int, _ kept: String) throws
  {
    let digits = Self.digits(text)
    let match = try #require(PhonePrefix(pattern)?.match(digits))
    #expect(match.count == count)
    #expect(match.group(1).map { String(digits[$0]) }.joined() == kept)
  }

  static func digits(_ text: String) -> PhoneDigits {
    text.utf8.reduce(into: PhoneDigits()) { digits, byte in _ = digits.append(byte - UInt8(ascii: "0")) }
  }

  @Test func anAutomatonKnowsWhichPatternsANumberIs() throws {
    let parts = try ["[2-9]\\d{2}", "23\\d", "2"].enumerated().map {
      PhoneAutomaton.Part(pattern: try #require(PhonePattern($1)), isPrefix: $0 == 2)
    }
    let automaton = try #require(PhoneAutomaton(parts) { $0.reduce(0) { $0 | 1 << UInt32($1) } })
    for (text, mark) in [
      ("234", 0b111), ("244", 0b101), ("344", 0b001), ("2", 0b100), ("2345", 0b100), ("134", 0), ("", 0),
    ] {
      #expect(automaton.mark(of: Self.digits(text)) == UInt32(mark), "\(text)")
    }
  }
}
