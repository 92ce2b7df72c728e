import LeadMapping
import LeadModel
import LeadPipeline

/// How a record became a lead, or why not, as text: a part a paragraph, a step a line.
///
/// Shows the record's values, cut where a line is too narrow for them; `--json` has them whole, and every step by itself.
struct ExplanationText {
  private let item: Preview.Item
  private let width: Int

  init(_ item: Preview.Item, width: Int) {
    self.item = item
    self.width = width
  }

  /// The lines, none wider than the terminal.
  var lines: [String] {
    guard let explanation = item.explanation else { return [] }
    var lines = [
      ExplanationLine("", [.words("\(item.input):\(item.line): record \(item.ordinal)")]),
      ExplanationLine("  ", [.words("\(outcome), by '\(item.mapping ?? "")'")]),
    ]
    lines += facts.map { ExplanationLine("  ", [.words($0)]) } + [ExplanationLine("", [])]
    let nameWidth = min(24, width / 3)
    for part in explanation.parts { lines += part.lines(nameWidth: nameWidth) }
    lines += rest(explanation.rest)
    return lines.flatMap { $0.lines(width: width) }
  }

  private var outcome: String {
    switch item.outcome {
    case .lead: "a lead"
    case .skipped: "skipped"
    case .rejected: "rejected"
    }
  }

  private var facts: [String] {
    var facts: [String] = []
    if let reason = item.reason { facts.append("\(reason.message) [\(reason.code)]") }
    if let identity = item.identity {
      facts.append("identity: \(DisplayWidth.isolated(DisplayWidth.visible(identity.label)))")
    }
    if let uuid = item.uuid { facts.append("uuid: \(uuid)") }
    facts += item.errors.map { "error: \($0.field.map { "\($0): " } ?? "")\($0.message) [\($0.code)]" }
    facts += item.warnings.map { "warning: \($0.field.map { "\($0): " } ?? "")\($0.message) [\($0.code)]" }
    return facts
  }

  private func name(_ field: Explanation.Rest) -> String {
    DisplayWidth.isolated(DisplayWidth.visible(field.name))
  }

  private func rest(_ fields: [Explanation.Rest]) -> [ExplanationLine] {
    guard !fields.isEmpty else { return [] }
    let passing = fields.filter { $0.key != nil }
    let staying = fields.filter { $0.key == nil }
    return [ExplanationLine("", [.words("what no part names")])]
      + passing.map { field in
        let arrow = field.key == field.name ? "passes" : "passes as '\(field.key ?? "")'"
        return ExplanationLine(
          "  \(arrow.padded(to: 10)) ", [.words("\(name(field)) ="), .value(Explanation.quoted(field.values))])
      }
      + staying.map { field in
        ExplanationLine("  \("stays".padded(to: 10)) ", [.words("\(name(field)): \(field.reason ?? "")")])
      }
  }
}

extension Explanation {
  /// Texts in quotes, with commas between them.
  fileprivate static func quoted(_ texts: [String]) -> String {
    texts.map { "\"\(DisplayWidth.isolated(DisplayWidth.visible($0)))\"" }.joined(separator: ", ")
  }
}

extension Explanation.Part {
  /// The part's result, then its steps; names that the record has not, one behind another, are one line.
  fileprivate func lines(nameWidth: Int) -> [ExplanationLine] {
    [ExplanationLine("\(DisplayWidth.visible(name).padded(to: nameWidth)) ", result)]
      + StepGroup.groups(of: steps).map { group in
        let indent = String(repeating: "  ", count: group.steps[0].depth)
        return ExplanationLine("  \(indent)\(group.steps[0].kind.rawValue.padded(to: 10)) ", group.pieces)
      }
  }

  private var result: [ExplanationLine.Piece] {
    let why = [reason, code.map { "[\($0)]" }].compactMap(\.self).joined(separator: " ")
    let shown = Explanation.quoted(values)
    switch verdict {
    case .given: return [.value(shown)]
    case .absent: return [.words(why.isEmpty ? "none" : "none: \(why)")]
    case .omitted: return [.words("left out: \(why)")]
    case .kept: return [.value(shown), .words("is kept: \(why)")]
    case .rejected: return [.words("rejected: \(why)")]
    case .holds: return [.words("yes: \(why)")]
    case .passes: return [.words("no objection")]
    }
  }
}

/// Steps that are told of in one line: one, or several of which there is no more to say than their names.
private struct StepGroup {
  var steps: [Explanation.Step]

  /// The steps in their order: fields that the record has not are one, and so are alternatives that have nothing else.
  static func groups(of steps: [Explanation.Step]) -> [StepGroup] {
    var groups: [StepGroup] = []
    var index = 0
    while index < steps.count {
      let end = endOfMissing(steps, from: index) ?? endOfEmptyAlternatives(steps, from: index) ?? index + 1
      groups.append(StepGroup(steps: Array(steps[index..<end])))
      index = end
    }
    return groups
  }

  /// Behind the fields that are not there, if there are several of them.
  private static func endOfMissing(_ steps: [Explanation.Step], from start: Int) -> Int? {
    let end = steps[start...].firstIndex { !$0.isMissing || $0.depth != steps[start].depth } ?? steps.count
    return end > start + 1 ? end : nil
  }

  /// Behind the alternatives that look into nothing but fields that are not there, if there are several of them.
  private static func endOfEmptyAlternatives(_ steps: [Explanation.Step], from start: Int) -> Int? {
    guard steps[start].kind == .first else { return nil }
    var count = 0
    var end = start
    while end < steps.count, steps[end].kind == .first, steps[end].depth == steps[start].depth {
      let inner = steps[(end + 1)...].prefix { $0.depth > steps[start].depth }
      let isEmpty = inner.allSatisfy { $0.isMissing || $0.kind == .template && $0.verdict == .empty }
      guard isEmpty, inner.contains(where: \.isMissing) else { break }
      count += 1
      end = inner.endIndex
    }
    return count > 1 ? end : nil
  }

  var pieces: [ExplanationLine.Piece] {
    guard steps.count > 1 else { return steps[0].pieces }
    let names = steps.filter(\.isMissing).map { DisplayWidth.isolated(DisplayWidth.visible($0.what)) }
    let list = ExplanationLine.Piece.value(names.joined(separator: ", "))
    guard steps[0].kind == .first else { return [.words("none of \(names.count) names:"), list] }
    let alternatives = steps.filter { $0.kind == .first }.map(\.what)
    let first = alternatives.first?.prefix { $0 != " " } ?? ""
    return [.words("alternatives \(first) to \(alternatives.last ?? ""), none of \(names.count) names:"), list]
  }
}

extension Explanation.Step {
  /// Whether it is a field that the record has not.
  fileprivate var isMissing: Bool { kind == .from && verdict == .missing }

  /// What it did, and what came of it.
  fileprivate var pieces: [ExplanationLine.Piece] {
    let why = reason.map { "(\($0))" } ?? ""
    let what = DisplayWidth.isolated(DisplayWidth.visible(what))
    let shown = Explanation.quoted(values)
    let gave = ExplanationLine.Piece.value(verdict == .gave ? shown : "")
    switch kind {
    case .from:
      switch verdict {
      case .gave: return [.words("\(what) ="), gave]
      case .missing: return [.words("\(what): the record has no such field")]
      default: return [.words("\(what): empty")]
      }
    case .template:
      return verdict == .gave ? [.words("\"\(what)\" →"), gave] : [.words("\"\(what)\": empty"), .words(why)]
    case .first: return [.words("alternative \(what)")]
    case .when: return [.words(verdict == .yes ? "holds" : "does not hold")]
    case .field:
      return [.words("\(what)? \(verdict == .yes ? "yes" : "no"):"), values.isEmpty ? .words("empty") : .value(shown)]
    case .transform: return verdict == .gave ? [.words("\(what) →"), gave] : [.words("\(what): failed"), .words(why)]
    case .split, .join: return [.words("at \"\(what)\" →"), verdict == .gave ? gave : .words("nothing")]
    case .map:
      return [.value("\"\(what)\""), .words("→"), values.isEmpty ? .words("nothing") : .value(shown), .words(why)]
    case .default: return [.words("→"), gave]
    case .check:
      switch verdict {
      case .gave: return [.words("\(what):"), gave, .words(why)]
      case .empty: return [.words("\(what): none"), .words(why)]
      default: return [.words("failed: \(reason ?? what)")]
      }
    case .note: return [.words((reason ?? "") + (values.isEmpty ? "" : ":")), .value(values.isEmpty ? "" : shown)]
    }
  }
}

extension String {
  /// The text with blanks behind it, as wide as `width` or wider.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
  }
}
