/// What stands between the entries of a list in one cell.
enum ListSeparator: Sendable, Hashable, CaseIterable {
  /// Google's `* myContacts ::: Work`.
  case colons
  /// A CSV within the cell: `"VIP","Blog, News"`.
  case quotedCommas
  case semicolon
  case bar
  case newline
  /// ` / Biceps / Deltoid`.
  case slash
  case comma

  /// The first of the separators that stands in at least every twentieth of the values; `nil`: none does.
  init?(in values: [String]) {
    guard !values.isEmpty else { return nil }
    let found = Self.allCases.first { separator in
      let count = values.count { separator.isIn($0) }
      return count > 0 && count * 20 >= values.count
    }
    guard let found else { return nil }
    self = found
  }

  /// Whether it stands in a value.
  func isIn(_ value: String) -> Bool {
    switch self {
    case .colons: value.contains(":::")
    // One entry in quotes is such a list too.
    case .quotedCommas: value.utf8.count > 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
    case .semicolon: value.contains(";")
    case .bar: value.contains("|")
    case .newline: value.contains { $0.isNewline }
    case .slash: value.contains(" / ") || value.hasPrefix("/ ")
    case .comma: value.contains(",")
    }
  }

  /// What `split` takes.
  var text: String {
    switch self {
    case .colons: ":::"
    // The commas between the entries have become line ends by then: a tag has none.
    case .quotedCommas, .newline: "\n"
    case .semicolon: ";"
    case .bar: "|"
    case .slash: "/"
    case .comma: ","
    }
  }

  /// What has to be replaced before the text can be split: an expression, and what comes in its place.
  var replacements: [(expression: String, with: String)] {
    switch self {
    case .colons: [("(^|:::)\\s*\\*\\s*", "$1")]
    case .quotedCommas: [(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", "\n"), ("\"", "")]
    case .slash: [("(^|\\s)/\\s", "\n"), ("/(?!\\s)", "\u{2215}"), ("\n", "/")]
    case .newline: [("\\r\\n?", "\n")]
    default: []
    }
  }

  /// Whether it stands in hardly anything but lists: a comma stands in sentences and addresses too.
  var isTelling: Bool { self != .comma && self != .newline }

  /// As a reason names it.
  var words: String {
    switch self {
    case .colons: "':::'"
    case .quotedCommas: "commas, entries in quotes"
    case .semicolon: "';'"
    case .bar: "'|'"
    case .newline: "line ends"
    case .slash: "' / '"
    case .comma: "','"
    }
  }

  /// The entries of a value, roughly: to see how long they are and whether they come again.
  func entries(of value: String) -> [Substring] {
    switch self {
    case .colons: value.split(separator: ":::")
    case .quotedCommas, .comma: value.split(separator: ",")
    case .semicolon: value.split(separator: ";")
    case .bar: value.split(separator: "|")
    case .newline: value.split { $0.isNewline }
    case .slash: value.split(separator: "/")
    }
  }
}
