import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadMapping

/// Whatever an input's columns are called and hold: what is suggested is a mapping that passes its own test.
struct SuggestionPropertyTests {
  private static let names = [
    "", " ", "Email", "E-mail", "email", "Phone", "Mobile Phone", "Name", "First Name", "Last Name", "Tags", "Status",
    "Notes", "Company", "Country", "Id", "Email Opt Out", "Created", "*", "$comment", "@now", "@x", "a.b", "a[0]",
    "a[*]",
    "{x}", "{{x}}", "{", "}", "x}", "\"", "\"\"", "say \"hi\"", "\\", "a\\\"b", "[]", "[", "]", "Email#2", "Tags[]",
    "a\nb", "\u{FEFF}", "\u{200B}", "Schlüssel {Name}", "Phone.Work", "e{m}ail \"work\"", "Notes }}", "{\"Email\"}",
    "ad. *", "Dial code", "Photo", "愛", "👩‍👩‍👧", "e\u{301}mail", "Test Lead", "*name*", "name*", "Email.", ".Phone",
  ]
  private static let values = [
    "", "ann@example.com", "+1 201 555 0123", "Ann Lee", "Lee, Ann", "Mr. Ann", "DE", "+49", "true", "no", "a;b",
    "a, b",
    "\"a\",\"b\"", "* a ::: b", " / a / b", "A\nB", "NEW", "unsubscribed", "2026-01-02", "01/02/2026", "7", "{x}", "{{",
    "https://example.com/a.png", "愛", "Please call me back tomorrow, or the day after; I am in.", "p:+12015550123",
    "33639981234", "<test lead: dummy>", "\u{0}", "\"", "\\",
  ]

  @Test(arguments: 0..<40) func tableOfAnything(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<10 {
      let header = Header((0..<Int.random(in: 1...9, using: &random)).map { _ in Self.name(&random) })
      let records = (0..<Int.random(in: 0...4, using: &random)).map { ordinal in
        Fixtures.row(
          header, header.names.map { _ in Self.values.randomElement(using: &random) ?? "" }, ordinal: ordinal + 1)
      }
      try check(Sample(records: records, format: .csv, header: header), header.names)
    }
  }

  @Test(arguments: 0..<20) func nestedAnything(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 1_000)
    for _ in 0..<10 {
      let text = Self.object(depth: 0, &random).formatted
      let document = try JSONDocument(parsing: Array(text.utf8))
      let record = Record(ordinal: 1, line: 1, content: .json(document.root), rawBytes: document.bytes[...])
      try check(Sample(records: [record], format: .json), [text])
    }
  }

  @Test(arguments: 0..<20) func formOfAnything(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 2_000)
    for _ in 0..<10 {
      let fields = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        FormField(name: Self.name(&random), value: Self.values.randomElement(using: &random) ?? "")
      }
      let record = Record(ordinal: 1, line: 1, content: .form(fields), rawBytes: [])
      try check(Sample(records: [record], format: .form), fields.map(\.name))
    }
  }

  private func check(_ sample: Sample, _ names: [String]) throws {
    let suggestion = Suggestion(sample, inputName: "x.csv")
    let mapping: Mapping
    do throws(Diagnostics) {
      mapping = try Mapping(parsing: Array(suggestion.text.utf8), file: "m.json")
    } catch {
      Issue.record("\(names): \(error.all.map(\.description))\n\(suggestion.text)")
      return
    }
    #expect(mapping.warnings.filter { $0.code != "mapping.literal.column" } == [], "\(names)")
    let differences = mapping.runTests().map(\.differences)
    #expect(differences == [[]], "\(names)\n\(suggestion.text)")
  }

  private static func name(_ random: inout SplitMix64) -> String {
    let one = names.randomElement(using: &random) ?? ""
    return Bool.random(using: &random) ? one : one + (names.randomElement(using: &random) ?? "")
  }

  private static func object(depth: Int, _ random: inout SplitMix64) -> DraftJSON {
    var seen: Set<String> = []
    let members = (0..<Int.random(in: 1...5, using: &random)).compactMap { _ -> DraftJSON.Member? in
      let key = name(&random)
      // Keys that are one key to a mapping need not stand twice.
      guard seen.insert(FoldedName(key).text).inserted else { return nil }
      return .init(key, value(depth: depth + 1, &random))
    }
    return .object(members)
  }

  private static func value(depth: Int, _ random: inout SplitMix64) -> DraftJSON {
    let text = DraftJSON.text(values.randomElement(using: &random) ?? "")
    if depth > 3 { return text }
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return object(depth: depth, &random)
    case 1: return .list([text, .text("b")])
    case 2: return .list((0..<2).map { _ in object(depth: depth, &random) })
    case 3:
      return .list(["Your email", "Phone", name(&random)].map { .members(["label": .text($0), "value": .text("x")]) })
    case 4: return .null
    case 5: return .number(7)
    default: return text
    }
  }
}
