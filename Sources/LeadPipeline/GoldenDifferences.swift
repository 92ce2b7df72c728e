import LeadJSON
import LeadModel

/// What differs between the lines of a golden file and those that came: lines of one record are compared field by field.
struct GoldenDifferences {
  private(set) var lines: [String] = []

  /// A line, with the texts by which it is found again.
  private struct Line {
    let number: Int
    let text: String
    let value: JSONValue?
    /// The line of the input, or who the lead is, the surest first.
    let keys: [String]

    init(number: Int, text: String) {
      self.number = number
      self.text = text
      let value = try? JSONDocument(parsing: text).root
      self.value = value
      let names = ["line", "email", "phone", "name"]
      keys = names.compactMap { name in value?[name]?.scalarText.map { "\(name) \($0)" } }
    }

    /// By which it is looked for first.
    var key: String { keys.first ?? text }
  }

  init(expected: String, got: String) {
    let expected = Self.read(expected)
    let got = Self.read(got)
    // Lines that only one of the files has fall out; the others are pairs, in their order.
    var removed: [Int] = []
    var inserted: [Int] = []
    for change in got.map(\.key).difference(from: expected.map(\.key)) {
      switch change {
      case .remove(let offset, _, _): removed.append(offset)
      case .insert(let offset, _, _): inserted.append(offset)
      }
    }
    var pairs = Array(
      zip(
        expected.enumerated().filter { !removed.contains($0.offset) }.map(\.element),
        got.enumerated().filter { !inserted.contains($0.offset) }.map(\.element)))
    var (left, right) = (removed.sorted().map { expected[$0] }, inserted.sorted().map { got[$0] })
    pairs += Self.pairs(of: &left, &right)
    for line in left {
      lines.append("line \(line.number)\(line.value == nil ? " is no JSON: " : ": expected ")\(line.text)")
      if line.value != nil { lines[lines.count - 1] += ", which did not come" }
    }
    for line in right { lines.append("came and is not expected: \(line.text)") }
    for (one, other) in pairs.sorted(by: { $0.0.number < $1.0.number }) where one.text != other.text {
      compare(one, other)
    }
    // What is left are blanks and line ends.
    if lines.isEmpty { lines = ["the files differ in blank lines or line ends alone"] }
  }

  /// Takes out lines that are of one lead all the same, though its surest key differs: they have another in common; or as
  /// many are left of both files, so that each is what another has become.
  private static func pairs(of left: inout [Line], _ right: inout [Line]) -> [(Line, Line)] {
    var pairs: [(Line, Line)] = []
    func takeOut(_ fits: (Line, Line) -> Bool) {
      left.removeAll { one in
        guard one.value != nil, let place = right.firstIndex(where: { fits(one, $0) }) else { return false }
        pairs.append((one, right.remove(at: place)))
        return true
      }
    }
    takeOut { one, other in one.keys.contains { other.keys.contains($0) } }
    if left.count == right.count { takeOut { _, _ in true } }
    return pairs
  }

  private static func read(_ text: String) -> [Line] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.allSatisfy(\.isWhitespace) }
      .map { Line(number: $0.offset + 1, text: String($0.element)) }
  }

  private mutating func compare(_ one: Line, _ other: Line) {
    guard let wanted = one.value, let value = other.value else {
      lines.append("line \(one.number): expected \(one.text), got \(other.text)")
      return
    }
    if let place = wanted["line"]?.scalarText { return compare(wanted, value, of: place, at: one) }
    let fields = FieldDifference.between(Lead(body: wanted), Lead(body: value))
    for difference in fields {
      let (expected, got) = (difference.one ?? "none", difference.other ?? "none")
      lines.append("line \(one.number): \(difference.field): expected \(expected), got \(got)")
    }
    if fields.isEmpty { lines.append("line \(one.number): the same lead, written otherwise: got \(other.text)") }
  }

  /// Compares what became of a record that is no lead.
  private mutating func compare(_ wanted: JSONValue, _ value: JSONValue, of place: String, at line: Line) {
    func texts(_ value: JSONValue?) -> String {
      let texts = value.map { $0.kind == .array ? $0.elements.compactMap(\.scalarText) : [$0.scalarText ?? ""] } ?? []
      return texts.isEmpty ? "none" : texts.joined(separator: ", ")
    }
    let names = ["outcome", "codes"].filter { texts(wanted[$0]) != texts(value[$0]) }
    for name in names {
      lines.append(
        "line \(line.number): \(name) of the input's line \(place): expected \(texts(wanted[name])), got "
          + texts(value[name]))
    }
    if names.isEmpty { lines.append("line \(line.number): the same, written otherwise: got \(value.compactText)") }
  }
}
