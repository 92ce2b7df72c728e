import LeadModel

/// What counts as the address of a picture.
enum PictureRule {
  /// Whether `text` is a URL that the inbox takes: `http` or `https`, a host, no blanks.
  static func isURL(_ text: String) -> Bool {
    let lower = text.prefix(8).lowercased()
    let length = lower.hasPrefix("https://") ? 8 : lower.hasPrefix("http://") ? 7 : 0
    guard length > 0, let first = text.utf8.dropFirst(length).first else { return false }
    guard first != UInt8(ascii: "/"), first != UInt8(ascii: "?"), first != UInt8(ascii: "#") else { return false }
    return text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}

/// The inbox's states as texts spell them.
enum LeadStatusText {
  /// The state that `text` names.
  ///
  /// The API's own spelling costs a comparison.
  static func status(of text: String) -> LeadStatus? {
    LeadStatus(rawValue: text) ?? LeadStatus(spelled: text)
  }
}

/// The words of findings: facts about a field, never its value.
enum FindingWords {
  /// What a transform's code says of a value.
  static func ofTransform(_ code: String) -> String {
    switch code {
    case "number.invalid": "the value is no number"
    case "boolean.invalid": "the value says neither yes nor no"
    case "date.invalid": "the value fits none of the date's patterns, or its day is in no calendar"
    case Transform.limitCode: "a regular expression took more than \(Pattern.matchLimitWords) steps on the value"
    default: "the value cannot be transformed"
    }
  }

  /// What is said of an expression that took too long.
  static func ofSlow(_ pattern: Pattern) -> String {
    "the expression of \(pattern.rule) took more than \(Pattern.matchLimitWords) steps on the record and was given up: "
      + "it counts as not found, and a value that it should have changed as invalid"
  }

  /// The same, where it was on the name of a table's column.
  static func ofSlowName(_ pattern: Pattern) -> String {
    "the expression of \(pattern.rule) took more than \(Pattern.matchLimitWords) steps on a column's name and was given "
      + "up: the column is not taken"
  }
}
