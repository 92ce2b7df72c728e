import LeadModel
import LeadPipeline

/// The differences between two mappings in words.
struct MappingDiffText {
  /// The mappings as they were named.
  var a: String
  var b: String
  /// Of the terminal.
  var width: Int

  /// A record, and below it its fields, each with what it was and what it would be.
  func lines(of item: MappingDiff.Item) -> [String] {
    let place = "\(item.input):\(item.line): record \(item.ordinal)"
    let fields = item.fields.flatMap { field in
      ["  \(field.field)", "    - \(field.one ?? "none")", "    + \(field.other ?? "none")"]
    }
    let head =
      switch item.change {
      case .changed: "\(place): changed"
      case .onlyA: "\(place): a lead by \(a) alone; by \(b) \(words(item.other))"
      case .onlyB: "\(place): a lead by \(b) alone; by \(a) \(words(item.one))"
      case .leftOut: "\(place): no lead by either; by \(a) \(words(item.one)), by \(b) \(words(item.other))"
      }
    return [head] + fields.map(cut)
  }

  /// Counts: of the fields, then of the records.
  func lines(of end: MappingDiff.End) -> [String] {
    let fields = end.fields.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var lines = fields.isEmpty ? [] : ["", "changed fields"] + fields.map { "  \($0.value) × \($0.key)" }
    let counts = [
      ("the same", end.same), ("changed", end.changes[.changed, default: 0]),
      ("by \(a) alone", end.changes[.onlyA, default: 0]), ("by \(b) alone", end.changes[.onlyB, default: 0]),
      ("left out for another reason", end.changes[.leftOut, default: 0]),
    ]
    let words = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    if !lines.isEmpty || !end.isSame { lines.append("") }
    return lines + ["\(end.read) records\(words.isEmpty ? "" : ": ")\(words.joined(separator: ", "))"]
  }

  private func words(_ side: MappingDiff.Side) -> String {
    guard let outcome = side.outcome else { return "no record" }
    return side.codes.isEmpty ? outcome.rawValue : "\(outcome.rawValue) (\(side.codes.joined(separator: ", ")))"
  }

  private func cut(_ line: String) -> String {
    var line = DisplayWidth.fit(line, width)
    while line.last == " " { line.removeLast() }
    return line
  }
}
