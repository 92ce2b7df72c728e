import LeadJSON
import LeadModel

/// The attributes: named ones, those that come with other fields, then what passes by `"*"`.
extension LeadAssembly {
  mutating func addAttributes(rest: RestColumns, restKeys: inout RestKeys) {
    let named = plan.lead.attributes
    lead.attributes.reserveCapacity(named.count + extras.count + rest.columns.count)
    for attribute in named {
      let isPlain = attribute.value.isPlain
      let name = isPlain && source.trace == nil ? nil : "attributes.\(attribute.key)"
      if let text = text(of: attribute.value, .attributes, named: name) {
        lead.attributes.append(Lead.Attribute(key: attribute.key, value: text))
      }
    }
    for extra in extras {
      source.trace?.begin("attributes.\(extra.key)")
      source.trace?.gave([extra.value])
      append(extra.key, extra.value, mayCollide: !named.isEmpty)
    }
    guard let passing = plan.lead.rest else { return }
    switch source.content {
    case .row(let row): addRest(passing, of: row, columns: rest)
    case .json(let root, let answers): addRest(passing, of: root, answers, keys: &restKeys)
    case .form(let fields, let answers): addRest(passing, of: fields, answers, keys: &restKeys)
    }
  }

  /// Adds an attribute, unless one of its key is there: an explicit one wins, and the first of equal ones.
  private mutating func append(_ key: String, _ value: String, mayCollide: Bool) {
    if mayCollide {
      let folded = FoldedName(key)
      if lead.attributes.contains(where: { FoldedName($0.key) == folded }) {
        source.trace?.collided(key)
        return
      }
    }
    lead.attributes.append(Lead.Attribute(key: key, value: value))
  }

  private mutating func addRest(_ passing: RestPlan, of row: Row, columns: RestColumns) {
    let taken = source.takenPlaces
    source.trace?.rest(columns, of: row, taken: taken)
    for column in columns.columns {
      for index in column.columns where !taken.contains(index) {
        guard let text = row.trimmedText(at: index) else { continue }
        pass([text], as: column.key, mayCollide: column.mayCollide, passing)
        break
      }
    }
  }

  private mutating func addRest(
    _ passing: RestPlan, of root: JSONValue, _ answers: AnswerColumns, keys: inout RestKeys
  ) {
    let taken = source.takenPlaces
    var leavesObjectsOut = addAnswers(passing, answers, taken: taken, keys: &keys)
    for (place, member) in root.members.enumerated() where !taken.contains(answers.columns.count + place) {
      let name = member.key
      let value = member.value
      // A text that was entered for its answers does not pass either.
      if answers.hasTaken(member: name) || plan.named.consume(FoldedName(name)) { continue }
      if value.isPassable {
        let decision = keys.decision(name, keys: [name], rest: passing, plan: plan)
        source.trace?.rest(name, value.fieldTexts, decision)
        guard case .passes(let key, let mayCollide) = decision else { continue }
        pass(value.fieldTexts, as: key, mayCollide: mayCollide || !answers.columns.isEmpty, passing)
      } else if passing.flattens, value.kind == .object {
        flatten(value, at: [name], passing, &keys, &leavesObjectsOut)
      } else if !plan.named.reach(into: FoldedName(name)), passing.key(for: name) != nil {
        source.trace?.rest(name, [], key: nil, "an object: it passes with \"flatten\" alone")
        leavesObjectsOut = true
      }
    }
    if leavesObjectsOut { warnOfObjects() }
  }

  /// Passes the answers that nothing names.
  ///
  /// - Returns: Whether some were left out, being objects.
  private mutating func addAnswers(
    _ passing: RestPlan, _ answers: AnswerColumns, taken: Set<Int>, keys: inout RestKeys
  ) -> Bool {
    var leavesObjectsOut = false
    for (place, column) in answers.columns.enumerated() where !taken.contains(place) {
      // An answer that is named under one of its names passes under none.
      guard let first = column.names.first,
        !column.names.contains(where: { plan.named.hold([FoldedName($0)], dotted: FoldedName($0)) })
      else { continue }
      if column.value.isPassable {
        let decision = keys.decision(first, keys: [first], rest: passing, plan: plan)
        source.trace?.rest(first, column.value.fieldTexts, decision)
        guard case .passes(let key, _) = decision else { continue }
        pass(column.value.fieldTexts, as: key, mayCollide: true, passing)
      } else {
        leavesObjectsOut = true
      }
    }
    return leavesObjectsOut
  }

  /// Passes the scalars in an object under dotted keys.
  ///
  /// Recurses as deep as the record is nested, which is limited.
  private mutating func flatten(
    _ object: JSONValue, at path: [String], _ passing: RestPlan, _ keys: inout RestKeys, _ leavesObjectsOut: inout Bool
  ) {
    for member in object.members {
      let inner = path + [member.key]
      if member.value.isPassable {
        let name = inner.joined(separator: ".")
        let decision = keys.decision(name, keys: inner, rest: passing, plan: plan)
        source.trace?.rest(name, member.value.fieldTexts, decision)
        guard case .passes(let key, _) = decision else { continue }
        pass(member.value.fieldTexts, as: key, mayCollide: true, passing)
      } else if member.value.kind == .object {
        flatten(member.value, at: inner, passing, &keys, &leavesObjectsOut)
      } else {
        leavesObjectsOut = true
      }
    }
  }

  private mutating func addRest(
    _ passing: RestPlan, of fields: [FormField], _ answers: AnswerColumns, keys: inout RestKeys
  ) {
    if addAnswers(passing, answers, taken: source.takenPlaces, keys: &keys) { warnOfObjects() }
    // Collected in one pass: a form may have ten thousand names.
    let texts = Dictionary(grouping: fields, by: \.name).mapValues { $0.map(\.value) }
    var done: Set<String> = []
    let taken = source.takenPlaces
    for (place, name) in fields.lazy.map(\.name).enumerated() where done.insert(name).inserted {
      guard !taken.contains(answers.columns.count + place), !isAnswer(name, answers) else { continue }
      let decision = keys.decision(name, keys: plan.named.keys(ofFormField: name), rest: passing, plan: plan)
      source.trace?.rest(name, texts[name] ?? [], decision)
      guard case .passes(let key, let mayCollide) = decision else { continue }
      pass(texts[name] ?? [], as: key, mayCollide: mayCollide || !answers.columns.isEmpty, passing)
    }
  }

  /// Whether a form's field became a column, or a part of one.
  private func isAnswer(_ name: String, _ answers: AnswerColumns) -> Bool {
    guard !plan.columns.isEmpty, let first = FormNames.steps(of: name).first else { return false }
    return plan.named.consume(FoldedName(first)) || answers.hasTaken(member: first)
  }

  private mutating func warnOfObjects() {
    warnings.append(
      Finding("attributes.objects", field: "attributes", "objects do not pass by \"*\"; with \"flatten\" they do"))
  }

  /// Passes one field: its texts trimmed, transformed and joined, if something is left.
  private mutating func pass(_ texts: [String], as key: String, mayCollide: Bool, _ passing: RestPlan) {
    var passed: [String] = []
    for text in texts {
      var text = Blank.trimmed(text)
      for transform in passing.transforms where !text.isEmpty {
        switch transform.apply(text) {
        case .text(let result): text = result
        case .invalid(let code):
          if code == Transform.limitCode, let pattern = transform.pattern { source.gaveUp(on: pattern) }
          warnings.append(Finding(code, field: "attributes.\(key)", FindingWords.ofTransform(code)))
          source.trace?.failedToPass(as: key, FindingWords.ofTransform(code))
          text = ""
        }
      }
      if !Blank.trimmed(text).isEmpty { passed.append(text) }
    }
    if passed.isEmpty { return }
    append(key, passed.count == 1 ? passed[0] : passed.joined(separator: ", "), mayCollide: mayCollide)
  }
}
