/// Something to tell the user about a file: what happened, where, and what to do next.
///
/// Rooms throw errors of their own; at a room's door they become diagnostics, and only diagnostics are shown. A
/// diagnostic never holds a lead's values or a token.
package struct Diagnostic: Error, Sendable, Hashable {
  /// How much it matters.
  package enum Severity: String, Sendable, Hashable {
    /// Nothing goes on until it is mended.
    case error
    /// Work goes on; something was read, dropped or assumed that the user may not have meant.
    case warning
    /// An addition to what was said before.
    case note
  }

  package var severity: Severity
  /// Where, if it is anywhere.
  package var position: Position?
  /// A stable name such as `mapping.key.unknown`: fixed text, safe as a metric's label.
  package var code: String
  /// One sentence without a full stop: the fact, with what was expected.
  package var message: String
  /// What to do next, where that is truly known.
  package var hint: String?

  package init(
    _ severity: Severity,
    _ code: String,
    _ message: String,
    at position: Position? = nil,
    hint: String? = nil
  ) {
    self.severity = severity
    self.position = position
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// An error.
  package init(_ code: String, _ message: String, at position: Position? = nil, hint: String? = nil) {
    self.init(.error, code, message, at: position, hint: hint)
  }

  /// The same, at another place.
  package func at(_ place: Position?) -> Diagnostic {
    var copy = self
    copy.position = place
    return copy
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: fact [code]`, and a second line `  hint: …` where there is a hint.
  package var description: String {
    let place = position.map { "\($0): " } ?? ""
    let first = "\(place)\(severity.rawValue): \(message) [\(code)]"
    return if let hint { "\(first)\n  hint: \(hint)" } else { first }
  }
}

/// Several diagnostics thrown at once: a mapping or a configuration is reported whole.
package struct Diagnostics: Error, Sendable, Hashable {
  /// In the order of their places.
  ///
  /// Not empty; at least one is an error.
  package var all: [Diagnostic]

  package init(_ all: [Diagnostic]) { self.all = all }
}

extension Diagnostics: CustomStringConvertible {
  /// The diagnostics, a line or two each.
  package var description: String { all.map(\.description).joined(separator: "\n") }
}
