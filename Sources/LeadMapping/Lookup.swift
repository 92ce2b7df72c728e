import LeadJSON
import LeadModel

/// A path in the record whose selectors compare with fields of an answer: `fields[id={field.id}].title`.
struct Lookup: Sendable {
  /// A text in a selector.
  enum SelectorText: Sendable {
    case literal(String)
    /// A path in the answer.
    case field(Path)
    /// The answer's own key.
    case key
  }

  let path: Path
  /// The selectors' texts as written, and what they mean.
  let selectors: [(written: String, meant: SelectorText)]

  /// The most values that are looked up for one answer.
  private static let maxKeys = 1000

  /// The first value that the first of the answer's keys leads to.
  func first(for answer: Path.KeyedValue, in record: JSONValue) -> JSONValue? {
    paths(for: answer).first.flatMap { $0.values(in: record).first }
  }

  /// What each of the answer's keys leads to, in order.
  func values(for answer: Path.KeyedValue, in record: JSONValue) -> [JSONValue] {
    paths(for: answer).flatMap { $0.values(in: record) }
  }

  /// The path with the answer's texts in its selectors: one for each text of a list.
  private func paths(for answer: Path.KeyedValue) -> [Path] {
    var choices: [[String: String]] = [[:]]
    for (written, meant) in selectors {
      let texts: [String] =
        switch meant {
        case .literal(let text): [text]
        case .field(let field): field.values(in: answer.value).flatMap(\.fieldTexts)
        case .key: [answer.key]
        }
      choices = choices.flatMap { choice in
        texts.prefix(Self.maxKeys / choices.count).map { choice.merging([written: $0]) { _, new in new } }
      }
      if choices.isEmpty { return [] }
    }
    return choices.compactMap { choice in path.replacingSelectors { choice[$0] ?? $0 } }
  }
}
