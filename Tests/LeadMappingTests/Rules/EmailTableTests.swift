import TestSupport
import Testing

@testable import LeadMapping

/// The addresses of the shared tables: a cell is an address where HTML's rule says so, but for what is listed here.
@Suite(.enabled(if: SharedData.isThere, "the shared tables are not beside the repository"))
struct EmailTableTests {
  /// A row of a table.
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let isValid: Bool

    var testDescription: String { text.debugDescription }
  }

  static let rows = ["lead-emails", "isemail", "wpt-email-validity"].flatMap { table in
    RuleTables.rows("emails/\(table).tsv").compactMap { row in
      RuleTables.text(row["address_json"]).map {
        Row(text: $0, isValid: (row["valid_html5"] ?? row["valid_html5_regex"]) == "true")
      }
    }
  }

  /// Cells that are no address to HTML and hold one all the same, with why.
  static let taken: [String: (address: String, reason: String)] = [
    "User Name <user@example.com>": ("user@example.com", "a name before angle brackets"),
    "<user@example.com>": ("user@example.com", "angle brackets"),
    "user@example.com, other@example.com": ("user@example.com", "several addresses in a cell"),
    "user@example.com;": ("user@example.com", "a separator at the end"),
    "user@example.com,": ("user@example.com", "a separator at the end"),
    "\u{A0}user@example.com": ("user@example.com", "blanks at the ends"),
  ]

  @Test func theTablesAreThere() { #expect(Self.rows.count > 200) }

  @Test(arguments: rows)
  func aCellIsJudgedAsHTMLDoes(_ row: Row) {
    let cell = EmailRule.parse(row.text)
    if let taken = Self.taken[row.text] {
      #expect(!row.isValid, "it is listed as a difference: \(taken.reason)")
      #expect(cell.first == taken.address)
    } else if case let trimmed = Blank.trimmed(row.text), trimmed != row.text, HTMLEmail(trimmed)?.hasDot == true {
      // Blanks at the ends: a browser takes them off before it looks (HTML, "value sanitization algorithm").
      #expect(!row.isValid)
      #expect(cell.first == trimmed)
    } else if row.isValid, let domain = row.text.split(separator: "@").last, !domain.contains(".") {
      // HTML takes `user@localhost`; in an inbox such an address reaches nobody.
      #expect(cell.first == nil)
    } else {
      #expect((cell.first != nil) == row.isValid)
      if row.isValid { #expect(cell.first?.lowercased() == row.text.lowercased()) }
    }
  }

  @Test func whatIsListedIsInTheTables() {
    let texts = Set(Self.rows.map(\.text))
    for text in Self.taken.keys { #expect(texts.contains(text)) }
  }
}
