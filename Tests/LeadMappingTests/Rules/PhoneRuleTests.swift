import Testing

@testable import LeadMapping

struct PhoneRuleTests {
  /// A cell and the numbers in it, as `+44 2079460958`, ` x45` behind it for an extension.
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let region: String?
    let numbers: [String]

    init(_ text: String, _ region: String?, _ numbers: String...) {
      self.text = text
      self.region = region
      self.numbers = numbers
    }

    var testDescription: String { "\(text) in \(region ?? "no region")" }
  }

  static func shown(_ cell: PhoneCell) -> [String] {
    ([cell.first].compactMap { $0 } + cell.others).map { number in
      "\(number.dialCode) \(number.national)" + (number.extension.map { " x\($0)" } ?? "")
    }
  }

  @Test(arguments: [
    Case("020 7946 0958", "GB", "+44 2079460958"),
    Case("020 7946 0958", "gb", "+44 2079460958"),
    Case("+44 20 7946 0958", nil, "+44 2079460958"),
    Case("0044 20 7946 0958", nil, "+44 2079460958"),
    Case("00 44 (0)20 7946 0958", nil, "+44 2079460958"),
    Case("+0044 20 7946 0958", nil, "+44 2079460958"),
    // The USA dial 011; a number with 00 needs no region there either.
    Case("0049 30 23125123", "US", "+49 3023125123"),
    Case("0049 30 23125123", "JP", "+49 3023125123"),
    // São Paulo through a carrier: the 00 that is a country's own.
    Case("0 15 11 96123-4567", "BR", "+55 11961234567"),
    Case("+39 06 698 12345", nil, "+39 0669812345"),
    Case("06 698 12345", "IT", "+39 0669812345"),
    Case("tel:+44-20-7946-0958", nil, "+44 2079460958"),
    Case("\u{202A}+44 20 7946 0958\u{202C}", nil, "+44 2079460958"),
    Case("\u{FEFF} +44 20 7946 0958\u{A0}", nil, "+44 2079460958"),
    Case("=\"+442079460958\"", nil, "+44 2079460958"),
    Case("442079460958.0", "GB", "+44 2079460958"),
    Case("WhatsApp: +44 20 7946 0958", nil, "+44 2079460958"),
    Case("+44 20 7946 0958 (work)", nil, "+44 2079460958"),
    Case("020 7946 0958 home", "GB", "+44 2079460958"),
    Case("+1 201 555 0123 x45", nil, "+1 2015550123 x45"),
    Case("1-800-FLOWERS", "US", "+1 8003569377"),
  ])
  func oneNumberIsRead(_ one: Case) {
    #expect(Self.shown(PhoneRule.parse(one.text, region: one.region)) == one.numbers)
  }

  @Test(arguments: [
    Case("030/23125-123", "DE", "+49 3023125123"),
    Case("+49 (0) 30 / 23125-123", nil, "+49 3023125123"),
    Case("030/23125-123/0171 3920012", "DE", "+49 3023125123", "+49 1713920012"),
    Case("030/23125-123 / 0171/3920012", "DE", "+49 3023125123", "+49 1713920012"),
    Case("030 23125-123/-124", "DE", "+49 3023125123"),
    Case("07700/900123", "GB", "+44 7700900123"),
    Case("201-555-0123, ext 45", "US", "+1 2015550123 x45"),
    Case("201-555-0123,201-555-0199", "US", "+1 2015550123", "+1 2015550199"),
    Case("201-555-0123;201-555-0199", "US", "+1 2015550123", "+1 2015550199"),
    Case("+1 201 555 0123 ::: +1 201 555 0199", nil, "+1 2015550123", "+1 2015550199"),
    Case("+442079460958|+442079460959", nil, "+44 2079460958", "+44 2079460959"),
    Case("+442079460958 +442079460959", nil, "+44 2079460958", "+44 2079460959"),
    Case("020 7946 0958 or 020 7946 0959", "GB", "+44 2079460958", "+44 2079460959"),
    Case("030 23125123 ODER 0171 3920012", "DE", "+49 3023125123", "+49 1713920012"),
    Case("020 7946 0958\n020 7946 0959\r\n020 7946 0960", "GB", "+44 2079460958", "+44 2079460959", "+44 2079460960"),
    Case("07700 900123 / 07700 900124", "GB", "+44 7700900123", "+44 7700900124"),
    // The first usable one; each once; what is no number is left out.
    Case("n/a, 020 7946 0958", "GB", "+44 2079460958"),
    Case("123; 020 7946 0958", "GB", "+44 2079460958"),
    Case("+442079460958; 020 7946 0958", "GB", "+44 2079460958"),
    Case("020 7946 0958, office", "GB", "+44 2079460958"),
    Case("020 7946 0958;", "GB", "+44 2079460958"),
    Case("tel:020-7946-0958;phone-context=+44", nil, "+44 2079460958"),
  ])
  func severalNumbersAreToldFromOne(_ one: Case) {
    #expect(Self.shown(PhoneRule.parse(one.text, region: one.region)) == one.numbers)
  }

  @Test(arguments: [
    ("4.91E+11", PhoneProblem.damaged), ("4,91E+11", .damaged), ("'4.91713E+11", .damaged), ("9E11", .damaged),
    ("=\"4.91E+11\"", .damaged), ("n/a", .noNumber), ("", .noNumber), (" \u{A0}", .noNumber), ("-", .noNumber),
    ("user@example.com", .noNumber), ("+1 201 555 012", .impossible), ("123", .impossible),
  ])
  func whatIsNoNumberSaysWhy(_ text: String, _ problem: PhoneProblem) {
    #expect(PhoneRule.parse(text, region: "US") == PhoneCell(problem: problem))
  }

  @Test(arguments: [nil, "", "XX", "XYZ"])
  func aNumberWithoutCountryNeedsARegion(_ region: String?) {
    #expect(PhoneRule.parse("020 7946 0958", region: region).problem == .noCountry)
  }

  @Test func possibleButNotValidIsSaid() {
    let cell = PhoneRule.parse("07700 900123", region: "GB")
    #expect(cell.first == PhoneNumber(dialCode: "+44", national: "7700900123", extension: nil, isValid: false))
  }

  @Test(arguments: [
    ("020 7946 0958", "+44", "+44 2079460958"), ("20 7946 0958", "44", "+44 2079460958"),
    ("020 7946 0958", "0044", "+44 2079460958"), ("020 7946 0958", "+44 (UK)", "+44 2079460958"),
    ("020 7946 0958", "GB", "+44 2079460958"), ("020 7946 0958", "United Kingdom", "+44 2079460958"),
    ("44 20 7946 0958", "+44", "+44 2079460958"), ("06 698 12345", "39", "+39 0669812345"),
    ("242 359 1234", "+1", "+1 2423591234"), ("1234 5678", "+800", "+800 12345678"),
    ("359 1234", "+1-242", "+1 2423591234"), ("359 1234", "1242", "+1 2423591234"),
    ("(242) 359-1234", "+1-242", "+1 2423591234"),
    // A number that says its own country keeps it.
    ("+33 1 99 00 12 34", "+1-242", "+33 199001234"), ("+33 1 99 00 12 34", "+44", "+33 199001234"),
    ("0033 1 99 00 12 34", "+44", "+33 199001234"),
  ])
  func aDialCodeMayHaveAColumn(_ text: String, _ dialCode: String, _ number: String) {
    #expect(Self.shown(PhoneRule.parse(text, dialCode: dialCode)) == [number])
  }

  @Test(arguments: ["", "+", "+999", "abc", "99999999999"])
  func anUnknownDialCodeIsNoCountry(_ dialCode: String) {
    #expect(PhoneRule.parse("020 7946 0958", dialCode: dialCode).problem == .noCountry)
    #expect(PhoneRule.parse("+44 20 7946 0958", dialCode: dialCode).first?.national == "2079460958")
  }

  @Test func aHugeCellIsNoNumber() {
    #expect(PhoneRule.parse(String(repeating: "1/", count: 100_000), region: "DE").first == nil)
    let many = String(repeating: "1,", count: 100) + "+442079460958"
    #expect(PhoneRule.parse(many, region: "DE").first == nil)
  }

  @Test func manyThreadsMayReadAtOnce() async {
    let answers = await withTaskGroup(of: String?.self) { group in
      for index in 0..<200 {
        group.addTask {
          PhoneRule.parse("020 7946 \(1000 + index)", region: "GB").first?.national
        }
      }
      return await group.reduce(into: Set<String>()) { all, one in if let one { all.insert(one) } }
    }
    #expect(answers == Set((0..<200).map { "207946\(1000 + $0)" }))
  }
}
