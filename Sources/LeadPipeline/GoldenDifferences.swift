import LeadJSON
import LeadModel

/// What differs between the lines of a golden file and those that came: lines of one record are compared field by field.
struct GoldenDifferences {
  private(set) var lines: [String] = []

  /// A line, with the text by which it is found again.
  private struct Line {
    let number: Int
    let text: String
    let value: JSONValue?
    let key: String

    init(number: Int, text: String) {
      self.number = number
      self.text = text
      value = try? JSONDocument(parsing: text).root
      key = value.flatMap(Line.key) ?? text
    }

    /// The line of the input, or who the lead is; `nil`: neither is there.
    private static func key(of value: JSONValue) -> String? {
      if let line = value["line"]?.scalarText { return "line \(line)" }
      for name in ["email", "phone", "name"] {
        if let text = value[name]?.scalarText { return "\(name) \(text)" }
      }
      return nil
    }
  }

  init(expected: String, got: String) {
    let expected = Self.read(expected)
    let got = Self.read(got)
    // Lines that only one of the files has fall out; the others are pairs, in their order.
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in got.map(\.key).difference(from: expected.map(\.key)) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    for (index, line) in expected.enumerated() where removed.contains(index) {
      lines.append("line \(line.number): expected \(line.text), which did not come")
    }
    for (index, line) in got.enumerated() where inserted.contains(index) {
      lines.append("came and is not expected: \(line.text)")
    }
    let pairs = zip(
      expected.enumerated().filter { !removed.contains($0.offset) }.map(\.element),
      got.enumerated().filter { !inserted.contains($0.offset) }.map(\.element))
    for (one, other) in pairs where one.text != other.text { compare(one, other) }
    // What is left are blanks and line ends.
    if lines.isEmpty { lines = ["the files differ in blank lines or line ends alone"] }
  }

  private static func read(_ text: String) -> [Line] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.allSatisfy(\.isWhitespace) }
      .map { Line(number: $0.offset + 1, text: String($0.element)) }
  }

  private mutating func compare(_ one: Line, _ other: Line) {
    guard let wanted = one.value, let value = other.value, wanted["line"] == nil else {
      lines.append("line \(one.number): expected \(one.text), got \(other.text)")
      return
    }
    let fields = FieldDifference.between(Lead(body: wanted), Lead(body: value))
    for difference in fields {
      let (expected, got) = (difference.one ?? "none", difference.other ?? "none")
      lines.append("line \(one.number): \(difference.field): expected \(expected), got \(got)")
    }
    if fields.isEmpty { lines.append("line \(one.number): the same lead, written otherwise: got \(other.text)") }
  }
}
