/// Yes and no as forms and exports spell them.
enum BooleanText {
  /// Whether `text` says yes; `nil` where it says neither.
  ///
  /// Blanks at its ends and case do not count.
  static func value(of text: String) -> Bool? {
    let word = Blank.trimmed(text).lowercased()
    if yes.contains(word) { return true }
    return no.contains(word) ? false : nil
  }

  /// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish; what spreadsheets write in those languages.
  static let yes: Set<String> = [
    "true", "t", "yes", "y", "1", "on", "x", "✓", "✔", "☑", "checked", "selected", "enabled", "ja", "j", "wahr", "oui",
    "vrai", "o", "sí", "si", "s", "verdadero", "sim", "verdadeiro", "sì", "vero", "waar", "tak", "prawda",
  ]

  /// The same languages.
  static let no: Set<String> = [
    "false", "f", "no", "n", "0", "off", "✗", "✘", "☐", "unchecked", "unselected", "disabled", "nein", "falsch", "non",
    "faux", "falso", "não", "nao", "nee", "onwaar", "nie", "fałsz",
  ]
}
