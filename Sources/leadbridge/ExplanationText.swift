import LeadMapping
import LeadModel
import LeadPipeline

/// How a record became a lead, or why not, as text: a part a paragraph, a step a line.
///
/// Shows the record's values, cut to the terminal's width; `--json` has them whole.
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
    let head = ["\(item.input):\(item.line): record \(item.ordinal)", "  \(outcome), by '\(item.mapping ?? "")'"]
    var lines = head + facts.map { "  " + $0 } + [""]
    for part in explanation.parts { lines += part.lines }
    lines += rest(explanation.rest)
    return lines.map { DisplayWidth.cut($0, width) }
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

  private func rest(_ fields: [Explanation.Rest]) -> [String] {
    guard !fields.isEmpty else { return [] }
    let passing = fields.filter { $0.key != nil }
    let staying = fields.filter { $0.key == nil }
    return ["what no part names"]
      + passing.map { field in
        let arrow = field.key == field.name ? "passes" : "passes as '\(field.key ?? "")'"
        return "  \(arrow.padded(to: 10)) \(name(field)) = \(Explanation.quoted(field.values))"
      }
      + staying.map { "  \("stays".padded(to: 10)) \(name($0)): \($0.reason ?? "")" }
  }
}

extension Explanation {
  /// Texts in quotes, with commas between them.
  fileprivate static func quoted(_ texts: [String]) -> String {
    texts.map { "\"\(DisplayWidth.isolated(DisplayWidth.visible($0)))\"" }.joined(separator: ", ")
  }
}

extension Explanation.Part {
  /// The part's result, then its steps.
  fileprivate var lines: [String] {
    ["\(DisplayWidth.visible(name).padded(to: 24)) \(result)"]
      + steps.map { step in
        "  \(String(repeating: "  ", count: step.depth))\(step.kind.rawValue.padded(to: 10)) \(step.words)"
      }
  }

  private var result: String {
    let why = [reason, code.map { "[\($0)]" }].compactMap(\.self).joined(separator: " ")
    let shown = Explanation.quoted(values)
    switch verdict {
    case .given: return shown
    case .absent: return why.isEmpty ? "none" : "none: \(why)"
    case .omitted: return "left out: \(why)"
    case .kept: return "\(shown), kept: \(why)"
    case .rejected: return "rejected: \(why)"
    case .holds: return "yes: \(why)"
    case .passes: return "no objection"
    }
  }
}

extension Explanation.Step {
  /// What it did, and what came of it.
  fileprivate var words: String {
    let why = reason.map { " (\($0))" } ?? ""
    let what = DisplayWidth.isolated(DisplayWidth.visible(what))
    let gave = verdict == .gave ? Explanation.quoted(values) : ""
    switch kind {
    case .from:
      switch verdict {
      case .gave: return "\(what) = \(gave)"
      case .missing: return "\(what): the record has no such field"
      default: return "\(what): empty"
      }
    case .template: return verdict == .gave ? "\"\(what)\" → \(gave)" : "\"\(what)\": empty\(why)"
    case .first: return "alternative \(what)"
    case .when: return verdict == .yes ? "holds" : "does not hold"
    case .field:
      return "\(what)? \(verdict == .yes ? "yes" : "no"): \(values.isEmpty ? "empty" : Explanation.quoted(values))"
    case .transform: return verdict == .gave ? "\(what) → \(gave)" : "\(what): failed\(why)"
    case .split, .join: return "at \"\(what)\" → \(verdict == .gave ? gave : "nothing")"
    case .map: return "\"\(what)\" → \(values.isEmpty ? "nothing" : Explanation.quoted(values))\(why)"
    case .default: return "→ \(gave)"
    case .check:
      switch verdict {
      case .gave: return "\(what): \(gave)\(why)"
      case .empty: return "\(what): none\(why)"
      default: return "failed: \(reason ?? what)"
      }
    case .note:
      return [reason, values.isEmpty ? nil : Explanation.quoted(values)].compactMap(\.self).joined(separator: ": ")
    }
  }
}

extension String {
  /// The text with blanks behind it, as wide as `width` or wider.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
  }
}
