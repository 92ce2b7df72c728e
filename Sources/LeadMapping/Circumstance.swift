import LeadModel

/// What is known of a record beside its own fields: paths that begin with `@`.
enum Circumstance: Sendable, Hashable {
  /// `@source.name`: the file's name, or the route's.
  case sourceName
  /// `@source.line`: the physical line at which the record starts.
  case sourceLine
  /// `@now`: the run's start, or the receipt, in ISO 8601.
  case now
  /// `@request.ip`: the sender's address.
  case requestAddress
  /// `@request.header.NAME`.
  case requestHeader(String)
  /// `@request.query.NAME`.
  case requestQuery(String)
  /// `@key`: in `source.columns` an answer's key in the object that it is in, or its place in the list, from 0.
  case answerKey

  /// How they are written, for suggestions and help.
  static let spellings = [
    "@source.name", "@source.line", "@now", "@request.ip", "@request.header.NAME", "@request.query.NAME",
  ]

  /// How an answer's key is written.
  static let answerKeySpelling = "@key"

  /// The circumstance that `text` names, compared without case; `nil`: there is none.
  init?(_ text: String) {
    let folded = text.lowercased()
    switch folded {
    case "@source.name": self = .sourceName
    case "@source.line": self = .sourceLine
    case "@now": self = .now
    case "@request.ip": self = .requestAddress
    case Self.answerKeySpelling: self = .answerKey
    default:
      // Both prefixes are ASCII, so the lower-case text has them where the text has them.
      if folded.hasPrefix("@request.header."), folded.utf8.count > 16 {
        self = .requestHeader(String(folded.dropFirst(16)))
      } else if folded.hasPrefix("@request.query."), folded.utf8.count > 15 {
        self = .requestQuery(String(text.dropFirst(15)))
      } else {
        return nil
      }
    }
  }
}
