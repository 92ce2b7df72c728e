import LeadJSON

/// Where a value is in a post's body: keys with points between them, `*` for every element: `entry.*.changes`.
///
/// In a form it is a field's name. Keys are compared to the letter. Plainer than a mapping's paths, as these are ours and
/// not a user's.
package struct BodyPath: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// As written.
  package let description: String
  private let keys: [String]

  package init(_ text: String) {
    description = text
    keys = text.split(separator: ".").map(String.init)
  }

  package init(stringLiteral text: String) { self.init(text) }

  /// The most values of one path that are read; a delivery holds 100 at the most.
  static let maxValues = 256

  /// The name of the one key that it is; `nil` where it leads deeper.
  var onlyKey: String? { keys.count == 1 && keys[0] != "*" ? keys[0] : nil }

  /// The scalars that it leads to, numbers as written, in order: at most ``maxValues``.
  func values(in root: JSONValue) -> [String] {
    var found = [root]
    for key in keys {
      if key == "*" {
        found = Array(found.lazy.flatMap(\.elements).prefix(Self.maxValues))
      } else {
        found = found.compactMap { $0[key] }
      }
    }
    return found.compactMap(\.scalarText)
  }
}
