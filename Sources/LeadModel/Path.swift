/// Where a value is in a record: a column's name, or steps into a nested value.
///
/// Written as `Email`, `address.city`, `items[0]`, `items[-1]`, `items[*].name`, `answers[field.ref=email].email` (the
/// first whose nested value is equal), `answers[*field.type=text].text` (all of them), `"a.b"` for a key with dots. A
/// key that is, as a whole, what is written comes before any step: `{Person.Name}` finds a column so called.
package struct Path: Sendable, Hashable {
  /// One step into a value.
  package enum Step: Sendable, Hashable {
    /// The member so called.
    case key(Key)
    /// The element at a place, from 0; below 0 counted from the end.
    case index(Int)
    /// Every element.
    case all
    /// The element, or the elements, in which a nested value is equal to a text.
    case select(Selector)
  }

  /// A key, with the form in which it is compared when none is equal to the letter.
  package struct Key: Sendable, Hashable {
    package let text: String
    package let folded: FoldedName

    package init(_ text: String) {
      self.text = text
      folded = FoldedName(text)
    }
  }

  /// `[field.ref=email]` or `[*field.ref=email]`.
  package struct Selector: Sendable, Hashable {
    /// Where the compared value is in an element.
    package let steps: [Step]
    /// What it is equal to, to the letter.
    package let value: String
    /// Whether all such elements are meant, not the first alone.
    package let takesAll: Bool
  }

  /// As written, without blanks at its ends.
  package let text: String
  /// Not empty.
  package let steps: [Step]
  /// The key that the path is as a whole; `nil`: there is none.
  ///
  /// That is what is written, where none of it is in quotes, or what stands in the quotes, where that is all.
  package let wholeKey: Key?

  init(text: String, steps: [Step], wholeKey: Key?) {
    self.text = text
    self.steps = steps
    self.wholeKey = wholeKey
  }

  /// The keys it begins with, up to the first selector; empty where it begins with one.
  package var leadingKeys: [Key] {
    steps.prefix { if case .key = $0 { true } else { false } }
      .compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  /// The same path with other texts in its selectors.
  ///
  /// - Parameter value: Given a selector's text, the one to compare with; `nil`: the whole path leads nowhere.
  /// - Returns: `nil` where `value` gave `nil`.
  package func replacingSelectors(_ value: (String) -> String?) -> Path? {
    var replaced: [Step] = []
    for step in steps {
      if case .select(let selector) = step {
        guard let text = value(selector.value) else { return nil }
        replaced.append(.select(Selector(steps: selector.steps, value: text, takesAll: selector.takesAll)))
      } else {
        replaced.append(step)
      }
    }
    return Path(text: text, steps: replaced, wholeKey: nil)
  }

  /// Whether one of its steps selects: `[*]`, `[name=value]`.
  package var hasSelectors: Bool {
    steps.contains { step in
      switch step {
      case .all, .select: true
      case .key, .index: false
      }
    }
  }

  /// The texts that its selectors compare with, in order.
  package var selectorValues: [String] {
    steps.compactMap { if case .select(let selector) = $0 { selector.value } else { nil } }
  }
}

extension Path: CustomStringConvertible {
  /// As written.
  package var description: String { text }
}
