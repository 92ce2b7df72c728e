/// A ready mapping's name, with the revision that is wanted where one is said: `hubspot-contacts@1`.
package struct MappingName: Sendable, Hashable {
  package let name: String
  /// `nil`: whichever there is.
  package let revision: Int?

  /// Reads `name` or `name@N`; an `@` with no number from 1 behind it is part of the name.
  package init(_ word: String) {
    guard let mark = word.lastIndex(of: "@"), mark > word.startIndex,
      case let digits = word[word.index(after: mark)...], digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int(digits), number > 0
    else {
      name = word
      revision = nil
      return
    }
    name = String(word[..<mark])
    revision = number
  }

  package init(name: String, revision: Int?) {
    self.name = name
    self.revision = revision
  }
}

extension MappingName: CustomStringConvertible {
  /// `name@N`, or the name alone.
  package var description: String { revision.map { "\(name)@\($0)" } ?? name }
}
