import TestSupport
import Testing

@testable import LeadMapping

/// The numbers of the phone tables, read by the library that is installed.
@Suite(.enabled(if: SharedData.isThere, "the shared tables are not beside the repository"))
struct PhoneTableTests {
  /// A row of a table.
  struct Row: Sendable, CustomTestStringConvertible {
    let input: String
    let region: String?
    let dialCode: String
    let national: String
    let `extension`: String?
    let isPossible: Bool
    let isValid: Bool

    var testDescription: String { "\(input) in \(region ?? "no region")" }

    init(_ row: [String: String]) {
      input = RuleTables.text(row["input_json"]) ?? ""
      region = row["default_region"].flatMap { $0.isEmpty || $0 == "ZZ" ? nil : $0 }
      dialCode = "+" + (row["real_cc"] ?? "")
      national = row["real_nsn"] ?? ""
      `extension` = row["real_ext"].flatMap { $0.isEmpty ? nil : $0 }
      isPossible = row["real_possible"] == "true"
      isValid = row["real_valid"] == "true"
    }
  }

  static let leadRows = RuleTables.rows("phones/lead-phones.tsv").map(Row.init)
  static let libraryRows = RuleTables.rows("phones/libphonenumber-tests.tsv")
    .filter { $0["kind"] == "parse" || $0["kind"] == "isValidNumber" || $0["kind"] == "error" }.map(Row.init)

  /// Inputs whose `real_*` columns come from a library newer than 8.12.57, the version in Debian 12; for no other reason.
  static let newer: Set<String> = [
    // Mexico's obsolete prefixes, which newer metadata no longer know.
    "044 55 1234 5678", "01 (449)978-0001", "044 (33) 1234-5678", "045 33 1234-5678", "+52 1 33 1234-5678",
    // Since 8.13 a malformed phone-context makes the whole no number.
    "tel:033316005;phone-context=++64",
  ]

  /// Inputs that are no number to the library, and of which the rule makes one.
  static let ours: [String: String] = [
    "+1 201 555 0123 ::: +1 201 555 0199": "several numbers in a cell",
    "12015550123.0": "a floating point column",
    "+1 201 555 0123 (mobile)": "a label behind the number",
    "tel:+6433316005;ext=012345678901234567890": "what follows a separator and is neither number nor extension",
    "+12679000000,,1234567890123456#": "what follows a separator and is neither number nor extension",
  ]

  @Test(arguments: leadRows + libraryRows)
  func possibleNumbersAreReadAsTheLibraryDoes(_ row: Row) {
    guard row.isPossible, !Self.newer.contains(row.input) else { return }
    let cell = PhoneRule.parse(row.input, region: row.region)
    #expect(cell.first?.dialCode == row.dialCode)
    #expect(cell.first?.national == row.national)
    #expect(cell.first?.extension == row.extension)
    #expect(cell.first?.isValid == row.isValid)
    #expect(cell.others.isEmpty)
  }

  @Test(arguments: leadRows + libraryRows)
  func impossibleNumbersAreNone(_ row: Row) {
    guard !row.isPossible, !Self.newer.contains(row.input), Self.ours[row.input] == nil else { return }
    let cell = PhoneRule.parse(row.input, region: row.region)
    #expect(cell.first == nil)
    #expect(cell.problem != nil)
  }

  @Test(arguments: RuleTables.rows("phones/example-numbers.tsv"))
  func exampleNumbersOfEveryRegionAreRead(_ row: [String: String]) throws {
    // Benin's numbers grew by two digits in November 2024, after 8.12.57's metadata.
    guard row["region"] != "BJ" else { return }
    let code = try #require(row["country_code"])
    let national = try #require(row["nsn"])
    let region = try #require(row["region"])
    for (text, home) in [(row["e164"], nil), (row["international_format"], nil), (row["national_format"], region)] {
      guard let text, !text.isEmpty, home != "001" else { continue }
      let cell = PhoneRule.parse(text, region: home)
      #expect(cell.first?.dialCode == "+\(code)", "\(text)")
      #expect(cell.first?.national == national, "\(text)")
    }
    let cell = PhoneRule.parse(national, dialCode: "+\(code)")
    #expect(cell.first?.dialCode == "+\(code)")
    #expect(cell.first?.national == national)
  }

  /// Dial codes whose national prefix is another in newer metadata: Mexico and Uzbekistan gave theirs up, Lithuania went
  /// from 8 to 0.
  static let newerPrefixes: Set<Int> = [52, 370, 998]

  @Test(arguments: RuleTables.rows("phones/dial-codes.tsv"))
  func everyDialCodeHasItsRegions(_ row: [String: String]) throws {
    let code = try #require(row["country_code"].flatMap(Int.init))
    let regions = PhoneMetadata.all(of: code)
    #expect(regions.first?.region == row["main_region"])
    #expect(Set(regions.map(\.region)) == Set(try #require(row["all_regions"]).split(separator: ",").map(String.init)))
    guard !Self.newerPrefixes.contains(code) else { return }
    #expect(regions.first?.nationalPrefix == row["national_prefix_of_main"] ?? "")
  }

  @Test(arguments: RuleTables.rows("phones/dial-codes.tsv"))
  func everyRegionWithADialCodeIsACountry(_ row: [String: String]) throws {
    for region in try #require(row["all_regions"]).split(separator: ",") where region != "001" {
      // Ascension and Tristan da Cunha have dial codes, and are no countries in ISO 3166-1.
      guard region != "AC", region != "TA" else { continue }
      #expect(Country.region(named: String(region)) == String(region))
    }
  }
}
