/// Why a field that nothing names does not pass by `"*"`.
package enum RestReason: Sendable, Hashable {
  /// A path of `lead` or `identity` names it, or something in it.
  case named
  /// The mapping passes nothing that it does not name: it has no `"*"`.
  case notAsked
  /// A name in `except`.
  case except(String)
  /// An address, a user agent, what a form says of itself: see ``Bookkeeping``.
  case bookkeeping
  /// The column has no name, or `key` leaves none of it.
  case nameless

  /// As the end of a sentence.
  package var words: String {
    switch self {
    case .named: "the mapping names it"
    case .notAsked: "the mapping has no \"*\""
    case .except(let name): "\"except\" has '\(name)'"
    case .bookkeeping: "bookkeeping, which passes only by its name"
    case .nameless: "it has no name"
    }
  }
}

/// A column of an input that goes into no lead and no rule.
package struct UnusedColumn: Sendable, Hashable {
  package let name: String
  package let reason: RestReason

  package init(name: String, reason: RestReason) {
    self.name = name
    self.reason = reason
  }
}
