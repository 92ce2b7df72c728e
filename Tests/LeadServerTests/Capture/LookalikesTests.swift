import LeadModel
import TestSupport
import Testing

@testable import LeadServer

@Suite struct LookalikesTests {
  private let lookalikes = Lookalikes(KeyedHash(key: (1, 2)))

  @Test(
    "What tells nothing of a person, or what a mapping decides by, stays",
    arguments: [
      ("", "first_name"), (" \n", "message"), ("true", "consent"), ("nein", "newsletter"), ("5000", "budget"),
      ("12.50", "price"), ("1,234 €", "price"), ("11-50", "size"), ("2026-01-18T18:07:02Z", "when"),
      ("2026-01-18", "q8"),
      ("2026-02-28T08:01:14+0000", "q"), ("2026-03-26 21:35:57", "fired"), ("18.1.2026", "q"), ("6:52 pm", "Time"),
      ("January 18, 2026", "Date"), ("18 enero, 2026", "Fecha"), ("10:57 PM UTC", "q"), ("form_response", "event_type"),
      ("OPEN", "status"), ("In Progress", "Lead Status"), ("200000000000001", "formID"),
      ("What's your *name*?", "question"),
      ("not_subscribed", "email_consent"), ("1768759622000", "submittedAt"), ("1768759622", "created_at"),
      ("ads", "utm_source"), ("United Kingdom", "country"),
    ])
  func keeps(_ text: String, _ name: String) {
    #expect(lookalikes.text(text, FieldMeaning(name)) == text)
  }

  @Test(
    "A value is replaced by one of the same shape",
    arguments: [
      ("Zoë O'Neil", "name", "Aaä A'Aaaa"), ("علي حسن", "name", "آآآ آآآ"), ("佐藤", "name", "字字"),
      ("No", "last_name", "Aa"), ("SW1A 1AA", "postcode", "AA0A 0AA"), ("00501", "zip", "00000"),
      ("6084250982513018472", "submissionID", "0000000000000000000"), ("jane@", "email", "aaaa@"),
      ("Ad-Hoc Ltd.", "company", "Aa-Aaa Aaa."), ("1980-12-24", "date of birth", "0000-00-00"),
      ("7/4/1980", "birthday", "0/0/0000"), ("Anna's wedding", "event", "Aaaa'a aaaaaaa"),
      ("2015550123", "best time", "0000000000"), ("first = Ann\nlast = Lee", "q", "aaaaa = Aaa\naaaa = Aaa"),
      ("(201) 555-0123", "phone", "(000) 000-0000"), ("+1 201 555 0123", "status", "+0 000 000 0000"),
    ])
  func replaces(_ text: String, _ name: String, _ shape: String) {
    let lookalike = lookalikes.text(text, FieldMeaning(name))
    #expect(lookalike != text)
    #expect(Self.shape(of: lookalike) == shape)
  }

  /// Every letter and digit as the first of its class.
  private static func shape(of text: String) -> String {
    String(
      text.map { character in
        if character.isNumber { return "0" }
        guard character.isLetter else { return character }
        if character.isLowercase { return character.isASCII ? "a" : "ä" }
        if character.isUppercase { return "A" }
        return ("\u{4E00}"..."\u{9FFF}").contains(character) ? "字" : "آ"
      })
  }

  @Test(
    "An address goes to example.com, its own parts replaced",
    arguments: [
      ("zoe.gross+x@acme.co.uk", #"[a-z]{3}\.[a-z]{5}\+[a-z]@example\.com"#),
      (
        "https://acme.com:8443/uploads/Zoe/cv%20x.pdf?id=7&email=zoe%40a.io",
        #"https://example\.com/uploads/[A-Z][a-z]{2}/[a-z]{2}%20[a-z]\.pdf\?id=[0-9]&email=[a-z]{3}%20[a-z]\.[a-z]{2}"#
      ),
      ("http://acme.com", #"http://example\.com"#),
      ("198.51.100.23", #"203\.0\.113\.[0-9]+"#),
      ("2001:db8:1::abcd", #"2001:db8::[0-9a-f]+"#),
      (
        "6C2b7d0e-1f5a-4c55-9a47-2b7e5d90c3f1",
        #"[0-9][A-F][a-f0-9]{6}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}"#
      ),
    ])
  func addresses(_ text: String, _ expected: String) throws {
    let lookalike = lookalikes.text(text, .open)
    #expect(lookalike != text)
    #expect(try lookalike.wholeMatch(of: Regex(expected)) != nil, "\(lookalike)")
  }

  @Test(
    "A telephone number keeps its calling code, its first digits and its signs",
    arguments: [
      ("+49 30 23125123", "+49 30 2"), ("+1 (201) 555-0123", "+1 (201) "), ("0044 20 7946 0902", "0044 20 7"),
      ("(201) 555-0123", "(201) "), ("+35312345678", "+353123"), ("5550124", "55"), ("0151 23456789", "015"),
    ])
  func phones(_ text: String, _ kept: String) {
    let lookalike = lookalikes.text(text, .open)
    #expect(lookalike.hasPrefix(kept))
    #expect(lookalike.count == text.count)
    let changed = zip(lookalike, text).dropFirst(kept.count).filter { $0.0.isNumber && $0.0 == $0.1 }
    #expect(changed.isEmpty)
  }

  @Test func noLetterOrDigitBecomesItself() {
    let text = "The Quick brown fox 0123456789 Zoë Grüß علي حسن 佐藤 花子 Олена Шевченко Ελένη"
    for seed in 0..<200 as Range<UInt64> {
      var letters = LookalikeLetters(seed)
      let same = zip(letters.replace(text).unicodeScalars, text.unicodeScalars).filter { $0 == $1 && $0 != " " }
      #expect(same.isEmpty, "seed \(seed)")
    }
  }

  @Test func longProseBecomesFillerOfTheSameLength() {
    let text = "I would like to know what it costs to have my house in Springfield painted,\nand when you could come."
    let lookalike = lookalikes.text(text, .open)
    #expect(lookalike.count == text.count)
    #expect(lookalike.split(separator: "\n").map(\.count) == text.split(separator: "\n").map(\.count))
    for word in ["house", "Springfield", "painted"] { #expect(!lookalike.contains(word)) }
  }

  @Test func aValueHasOneLookalikeUnderAKeyAndAnotherUnderAnother() {
    let other = Lookalikes(KeyedHash(key: (3, 4)))
    #expect(lookalikes.text("Springfield", .open) == lookalikes.text("Springfield", .open))
    #expect(lookalikes.text("Zoë Gross", .person).hasSuffix(lookalikes.text("Gross", .person)))
    #expect(lookalikes.text("Springfield", .open) != other.text("Springfield", .open))
    #expect(lookalikes.text("info@one.example", .open) != lookalikes.text("info@two.example", .open))
  }

  @Test(
    "A long number of JSON keeps its length, a short one itself",
    arguments: [
      ("5000", "q", true), ("-12.5", "q", true), ("15550001111", "q", false), ("15550", "phone", false),
      ("40000000001", "form_id", true), ("1768759622000", "submittedAt", true), ("2015550123", "time", false),
      ("1234567e3", "q", false),
    ])
  func numbers(_ text: String, _ name: String, _ isKept: Bool) {
    let lookalike = lookalikes.number(text, FieldMeaning(name))
    #expect((lookalike == text) == isKept)
    #expect(lookalike.count == text.count)
    #expect(lookalike.first != "0")
    #expect(Double(lookalike) != nil)
  }

  /// The paper's appendix A: key 00…0f, input 00…0e.
  @Test func theHashIsThatOfThePaper() {
    let hash = KeyedHash(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
    #expect(hash(Array(UInt8(0)..<15)) == 0xA129_CA61_49BE_45E5)
  }
}
