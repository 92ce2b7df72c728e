import LeadModel

/// Collects what the evaluation of one record does, for an ``Explanation``.
///
/// The evaluation has one, or `nil`: then each call is a comparison, and its arguments are not made. There is no other
/// interpreter of the language that an explanation could come from, so that none can drift. Used by one thread.
final class Trace {
  private(set) var explanation = Explanation()
  private var depth = 0

  init() {}

  /// Begins a part; what follows belongs to it.
  func begin(_ name: String) {
    explanation.parts.append(Explanation.Part(name: name))
    depth = 0
  }

  /// The part came to these texts so far.
  func gave(_ values: [String]) {
    change { part in
      part.verdict = values.isEmpty ? .absent : .given
      part.values = values
    }
  }

  /// The value of the part is not what it must be.
  func failed(_ finding: Finding, _ policy: InvalidPolicy) {
    let isTransform = explanation.parts.last?.steps.last.map { $0.kind == .transform && $0.verdict == .failed } ?? false
    if !isTransform { step(.check, finding.code, .failed, reason: finding.message) }
    change { part in
      part.code = finding.code
      part.reason = finding.message
      switch policy {
      case .reject: part.verdict = .rejected
      case .omit: part.verdict = .omitted
      case .keep: part.verdict = .kept
      }
    }
  }

  /// The value is what it must be, and became these texts; beside `others`, which become attributes.
  func checked(_ what: String, _ values: [String], _ others: [String] = []) {
    step(.check, what, .gave, values)
    if !others.isEmpty { step(.note, "", .gave, others, reason: "further ones become attributes") }
    change { $0.values = values }
  }

  /// The text is in the list already.
  func repeated(_ text: String) { step(.note, text, .passed, reason: "it is a tag already") }

  /// A phone number's country was found, or not.
  func country(_ region: String?, _ origin: String?) {
    if explanation.parts.last?.name != "phone.region" { begin("phone.region") }
    let values = region.map { [$0] } ?? []
    let isUnknown = region == nil && origin == nil
    step(
      .check, "a country", isUnknown ? .failed : region == nil ? .empty : .gave, values,
      reason: isUnknown ? "the country is not known" : origin)
    gave(values)
  }

  /// Who the lead is.
  func identified(_ identity: Identity?) {
    guard let identity else { return }
    gave([identity.label])
    switch identity {
    case .email: step(.note, "email", .gave, reason: "the address identifies")
    case .phone: step(.note, "phone", .gave, reason: "the number identifies")
    case .uuid, .key: break
    }
  }

  /// The rule holds, or has nothing against the record.
  func judged(_ holds: Bool, _ finding: Finding?) {
    change { part in
      part.verdict = holds ? .holds : .passes
      part.reason = holds ? finding?.message : nil
      part.code = holds ? finding?.code : nil
    }
  }

  /// Something that must be there is not.
  func rejected(_ finding: Finding) {
    change { part in
      part.verdict = .rejected
      part.reason = finding.message
      part.code = finding.code
    }
  }

  // MARK: Steps

  func step(
    _ kind: Explanation.Step.Kind, _ what: String, _ verdict: Explanation.Step.Verdict, _ values: [String] = [],
    reason: String? = nil
  ) {
    let step = Explanation.Step(
      kind: kind, depth: depth, what: what, verdict: verdict, values: values, reason: reason)
    change { $0.steps.append(step) }
  }

  /// A field was looked into.
  func looked(into field: FieldTable.ID, of source: FieldSource, as kind: Explanation.Step.Kind = .from) {
    let raw = source.rawTexts(field)
    let isFilled = !source.isEmpty(field)
    step(
      kind, source.table.entries[field].path.text, isFilled ? .gave : source.has(field) ? .empty : .missing,
      isFilled ? raw : [])
  }

  /// A field was taken by `columns`, which had these texts; none of the record's, where there is no `name`.
  func took(_ name: String?, _ texts: [String], by plan: ColumnsPlan) {
    step(.from, name ?? plan.words, name == nil ? .missing : .gave, texts)
  }

  /// One of several cells holds nothing that the field could take, and others do.
  func leftOut(cell text: String, _ reason: String) { step(.note, "", .passed, [text], reason: reason) }

  /// A template was rendered; `text` is what it gave.
  func rendered(_ template: Template, of source: FieldSource, _ text: String?, mustBeFilled: Bool = false) {
    if let field = template.single { return looked(into: field, of: source) }
    depth += 1
    for field in template.fields { looked(into: field, of: source) }
    depth -= 1
    let lacks = mustBeFilled && text == nil && template.fields.contains { !source.isEmpty($0) }
    step(
      .template, template.written(source.table), text == nil ? .empty : .gave, text.map { [$0] } ?? [],
      reason: lacks ? "every field of it must have a value here" : nil)
  }

  /// Goes into an alternative of `first`.
  func enter(_ number: Int, of count: Int) {
    step(.first, "\(number) of \(count)", .gave)
    depth += 1
  }

  /// Comes out of it; what it gave is passed over for this reason, if for one.
  func leave(passingOver reason: String? = nil) {
    if let reason { step(.note, "", .passed, reason: reason) }
    depth -= 1
  }

  /// A condition was answered; groups are answered by what is in them.
  func answered(_ condition: Condition, _ isTrue: Bool, of source: FieldSource) {
    guard let question = condition.question(source.table) else { return }
    step(.field, question.words, isTrue ? .yes : .no, source.rawTexts(question.field))
  }

  /// Changes the part that was begun last.
  private func change(_ body: (inout Explanation.Part) -> Void) {
    guard !explanation.parts.isEmpty else { return }
    body(&explanation.parts[explanation.parts.count - 1])
  }

  func change(_ body: (inout Explanation) -> Void) { body(&explanation) }
}
