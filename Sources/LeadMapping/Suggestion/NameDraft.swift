/// The lead's name in a suggested mapping.
struct NameDraft {
  private let plan: SuggestionPlan
  private var sample: Sample { plan.reading.sample }

  init(_ plan: SuggestionPlan) { self.plan = plan }

  /// `nil` where no column has names.
  var json: DraftJSON? {
    let alternatives = alternatives
    guard let first = alternatives.first else { return nil }
    var members = [DraftJSON.Member("$comment", .text(comment))]
    if alternatives.count == 1, case .text = first {
      members.append(.init("template", first))
    } else {
      members.append(.init("first", .list(alternatives)))
    }
    let transforms = transforms
    if !transforms.isEmpty { members.append(.init("transform", .list(transforms))) }
    return .object(members)
  }

  /// Full names, then names in parts, then the company's: the first that is not empty.
  private var alternatives: [DraftJSON] {
    var alternatives = plan.name.full.map { DraftJSON.text(placeholder($0)) }
    if plan.name.hasEastAsian, !plan.name.first.isEmpty, let last = plan.name.last.first {
      let parts = plan.name.last + plan.name.middle + plan.name.first
      alternatives.append(
        .members([
          "$comment": .text("family names come first in Chinese, Japanese and Korean"),
          "template": .text(joined(parts)),
          "when": .members([
            "field": .text(sample.columns[last].path.reference),
            "matches": .text("[\\x{3041}-\\x{30FF}\\x{3400}-\\x{9FFF}\\x{AC00}-\\x{D7A3}]"),
          ]),
        ]))
    }
    if !plan.name.parts.isEmpty { alternatives.append(.text(joined(plan.name.parts))) }
    if let company = plan.name.company { alternatives.append(.text(placeholder(company))) }
    return alternatives
  }

  private var transforms: [DraftJSON] {
    var transforms: [DraftJSON] = []
    if plan.name.isReversed { transforms.append(.text("first-last")) }
    if plan.name.hasCourtesies {
      let words = CellShape.courtesies.joined(separator: "|")
      transforms.append(SuggestedMapping.replace("^(?:\(words))(?:\\.\\s*|\\s+)(?=\\S)", ""))
    }
    return transforms
  }

  private var comment: String {
    let columns = plan.name.full + plan.name.parts
    let verdicts = columns.map { plan.reading.verdicts[$0] }
    let weakest = verdicts.min { $0.confidence < $1.confidence }
    var words = weakest?.comment ?? "guess: the company's, as there is no other"
    if plan.name.isReversed { words += "; written 'Last, First'" }
    if plan.name.company != nil { words += "; who has no name is called by the company" }
    return words
  }

  private func placeholder(_ index: Int) -> String { sample.columns[index].path.placeholder }

  private func joined(_ columns: [Int]) -> String { columns.map(placeholder).joined(separator: " ") }
}
