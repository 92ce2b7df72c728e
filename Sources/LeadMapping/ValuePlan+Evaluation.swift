/// What a value came to.
enum FieldValue: Equatable {
  /// Empty, or not wanted.
  case absent
  case text(String)
  /// Two or more texts; or one, where a list was asked for.
  case list([String])
  /// A transform could not be done; with the texts as they were before it.
  case invalid(code: String, original: [String])
}

/// How a value is asked for.
struct ValueDemand {
  /// Whether a list stays one: else it is joined.
  var wantsList = false
  /// Whether a template counts only where every one of its fields has a value.
  var mustBeFilled = false
  /// What the value will be checked by: an alternative of `first` that says `"invalid": "omit"` is passed over by it.
  var check = FieldCheck.none
}

/// What a field's value must be.
enum FieldCheck {
  case none, email, status, picture
  case phone(region: String?, dialCode: String?, isStrict: Bool)

  func passes(_ text: String) -> Bool {
    switch self {
    case .none: true
    case .email: EmailRule.parse(text).first != nil
    case .status: LeadStatusText.status(of: text) != nil
    case .picture: PictureRule.isURL(text)
    case .phone(let region, let dialCode, let isStrict):
      FieldCheck.cell(text, region: region, dialCode: dialCode, isStrict: isStrict).first != nil
    }
  }

  /// The numbers in a cell, with the country that the record or the run gives.
  static func cell(_ text: String, region: String?, dialCode: String?, isStrict: Bool) -> PhoneCell {
    let cell =
      if let dialCode { PhoneRule.parse(text, dialCode: dialCode) } else { PhoneRule.parse(text, region: region) }
    return isStrict ? cell.valid : cell
  }
}

extension FieldSource {
  /// The value, by all its steps but the check.
  func value(of plan: ValuePlan, _ demand: ValueDemand = ValueDemand()) -> FieldValue {
    if plan.isPlain, !demand.wantsList, !demand.mustBeFilled {
      switch plan.source {
      case .template(let template):
        let text = text(of: template)
        trace?.rendered(template, of: self, text)
        return text.map(FieldValue.text) ?? .absent
      case .fields(let fields):
        for field in fields {
          let text = text(field)
          trace?.looked(into: field, of: self)
          if let text { return .text(text) }
        }
        return .absent
      case .first, .all, .columns, .none: break
      }
    }
    if let when = plan.when {
      let holds = holds(when)
      trace?.step(.when, "", holds ? .yes : .no)
      if !holds { return .absent }
    }
    let takenCount = choices?.taken.count ?? 0
    var texts: [String]
    switch sourceTexts(of: plan, demand) {
    case .absent: texts = []
    case .text(let text): texts = [text]
    case .list(let list): texts = list
    case .invalid(let code, let original): return .invalid(code: code, original: original)
    }
    if texts.isEmpty, plan.fallback == nil { return .absent }
    if !plan.transforms.isEmpty {
      let original = texts
      for transform in plan.transforms {
        let code = apply(transform, to: &texts)
        trace?.step(.transform, transform.words, code == nil ? .gave : .failed, texts, reason: code)
        if let code { return .invalid(code: code, original: original) }
      }
      texts.removeAll { Blank.trimmed($0).isEmpty }
    }
    if let separator = plan.split {
      texts = texts.flatMap { ListEntries.entries(of: $0, separator: separator) }
      trace?.step(.split, separator, texts.isEmpty ? .empty : .gave, texts)
    }
    if let join = plan.join, texts.count > 1 {
      texts = [texts.joined(separator: join)]
      trace?.step(.join, join, .gave, texts)
    }
    if let map = plan.map { texts = texts.compactMap { mapped($0, by: map, fallback: plan.fallback) } }
    if texts.isEmpty, let fallback = plan.fallback, let text = text(of: fallback) {
      texts = [text]
      trace?.step(.default, fallback.written(table), .gave, texts)
    }
    if texts.isEmpty {
      choices?.giveBack(to: takenCount)
      return .absent
    }
    if demand.wantsList { return .list(texts) }
    return .text(texts.count == 1 ? texts[0] : texts.joined(separator: ", "))
  }

  /// What stands before the transforms: a list where the source is one.
  private func sourceTexts(of plan: ValuePlan, _ demand: ValueDemand) -> FieldValue {
    switch plan.source {
    case .none: return .absent
    case .template(let template):
      if let single = template.single {
        trace?.looked(into: single, of: self)
        return .list(list(single))
      }
      let text = demand.mustBeFilled ? filledText(of: template) : text(of: template)
      trace?.rendered(template, of: self, text, mustBeFilled: demand.mustBeFilled)
      return text.map(FieldValue.text) ?? .absent
    case .fields(let fields):
      for field in fields {
        let texts = list(field)
        trace?.looked(into: field, of: self)
        if !texts.isEmpty { return .list(texts) }
      }
      return .absent
    case .all(let fields):
      var texts: [String] = []
      for field in fields {
        texts += list(field)
        trace?.looked(into: field, of: self)
      }
      return .list(texts)
    case .columns(let columns):
      // A single text is that of the first, unless the mapping says how they are joined.
      return .list(taken(by: columns, onlyFirst: !demand.wantsList && plan.join == nil))
    case .first(let plans):
      for (index, alternative) in plans.enumerated() {
        trace?.enter(index + 1, of: plans.count)
        let takenCount = choices?.taken.count ?? 0
        let found = value(of: alternative, demand)
        switch (found, alternative.invalid) {
        case (.absent, _):
          trace?.leave()
        case (.invalid, .omit):
          trace?.leave(passingOver: "it cannot be transformed, and \"invalid\" is \"omit\"")
        case (.invalid(_, let original), .keep):
          trace?.leave()
          return .list(original)
        case (.text(let text), .omit) where !demand.check.passes(text):
          if case .phone = demand.check { passOver([text]) }
          trace?.leave(passingOver: "it does not pass the field's check, and \"invalid\" is \"omit\"")
        case (.list(let texts), .omit) where !texts.contains(where: demand.check.passes):
          if case .phone = demand.check { passOver(texts) }
          trace?.leave(passingOver: "it does not pass the field's check, and \"invalid\" is \"omit\"")
        default:
          trace?.leave()
          return found
        }
        choices?.giveBack(to: takenCount)
      }
      return .absent
    }
  }

  /// Transforms each text; the code of the failure where one cannot be.
  private func apply(_ transform: Transform, to texts: inout [String]) -> String? {
    for index in texts.indices {
      switch transform.apply(texts[index]) {
      case .text(let text): texts[index] = text
      case .invalid(let code):
        if code == Transform.limitCode, let pattern = transform.pattern { gaveUp(on: pattern) }
        return code
      }
    }
    return nil
  }

  /// What a text is mapped to.
  ///
  /// A miss keeps it, unless there is a default.
  private func mapped(_ text: String, by map: ValueMap, fallback: Template?) -> String? {
    let template = map[text]
    let replacement = template ?? fallback
    let result = replacement == nil ? text : replacement.flatMap { self.text(of: $0) }
    trace?.step(
      .map, text, template == nil ? .missing : .gave, result.map { [$0] } ?? [],
      reason: template != nil ? nil : "the map does not have it: \(fallback == nil ? "kept" : "the default")")
    return result
  }
}
