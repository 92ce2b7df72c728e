/// A question about a record, answered with yes or no.
indirect enum Condition: Sendable {
  /// Whether the field, or one of its list, is equal to one of the texts.
  case isOne(FieldTable.ID, of: [Comparand])
  /// Whether the expression is found in the field's raw text.
  case matches(FieldTable.ID, Pattern)
  case isPresent(FieldTable.ID)
  case isAbsent(FieldTable.ID)
  case all([Condition])
  case any([Condition])
  case not(Condition)

  /// A text to compare with.
  enum Comparand: Sendable {
    /// As ``CaselessText`` folds it.
    case folded(String)
    case template(Template)

    var fields: [FieldTable.ID] { if case .template(let template) = self { template.fields } else { [] } }

    init(_ template: Template) {
      self = if let constant = template.constant { .folded(CaselessText.folded(constant)) } else { .template(template) }
    }
  }

  /// Every field that it reads.
  var fields: [FieldTable.ID] {
    switch self {
    case .isOne(let field, let comparands):
      [field] + comparands.flatMap(\.fields)
    case .matches(let field, _), .isPresent(let field), .isAbsent(let field): [field]
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.fields)
    case .not(let condition): condition.fields
    }
  }
}

extension FieldSource {
  /// Whether a condition holds.
  ///
  /// An expression that hits its limit is not found, and is noted.
  func holds(_ condition: Condition) -> Bool {
    let isTrue = isTrue(condition)
    trace?.answered(condition, isTrue, of: self)
    return isTrue
  }

  private func isTrue(_ condition: Condition) -> Bool {
    switch condition {
    case .isOne(let field, let comparands):
      // An empty field is equal to an empty text.
      (isEmpty(field) ? [""] : list(field)).contains { isOne($0, of: comparands) }
    case .matches(let field, let pattern): rawTexts(field).contains { isFound(pattern, in: $0) }
    case .isPresent(let field): !isEmpty(field)
    case .isAbsent(let field): isEmpty(field)
    case .all(let conditions): conditions.allSatisfy(holds)
    case .any(let conditions): conditions.contains(where: holds)
    case .not(let condition): !holds(condition)
    }
  }

  private func isFound(_ pattern: Pattern, in text: String) -> Bool {
    let isFound = pattern.isMatch(text)
    if isFound == nil { gaveUp(on: pattern) }
    return isFound == true
  }

  private func isOne(_ text: String, of comparands: [Condition.Comparand]) -> Bool {
    let folded = CaselessText.folded(text)
    return comparands.contains { comparand in
      switch comparand {
      case .folded(let other): folded == other
      case .template(let template): self.text(of: template).map { folded == CaselessText.folded($0) } ?? false
      }
    }
  }
}
