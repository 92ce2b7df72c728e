/// Why a text is not JSON.
///
/// Holds no part of the text but for the punctuation that stood in the wrong place.
package struct JSONError: Error, Sendable, Hashable {
  /// What kind of mistake it is; the raw value is fixed text, safe as a metric's label.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// Something else was expected at this place.
    case syntax = "json.syntax"
    /// The text ends before its value does: it was cut off.
    case incomplete = "json.incomplete"
    /// There is nothing in the text but blanks.
    case empty = "json.empty"
    /// There is more text behind the value.
    case trailing = "json.trailing"
    /// Arrays and objects are nested more deeply than the limit.
    case depth = "json.depth"
    /// The text is larger than the limit, or than what can be addressed.
    case size = "json.size"
    /// A sequence of bytes that is not UTF-8.
    case utf8 = "json.utf8"
  }

  package let code: Code
  /// One sentence without a full stop: the fact, with what was expected.
  package let message: String
  package let location: JSONLocation
  /// The byte that it is about, from 0; the length of the text where it ends too early.
  package let offset: Int

  package init(code: Code, message: String, location: JSONLocation, offset: Int) {
    self.code = code
    self.message = message
    self.location = location
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  /// `line:column: fact [code]`.
  package var description: String { "\(location): \(message) [\(code.rawValue)]" }
}
