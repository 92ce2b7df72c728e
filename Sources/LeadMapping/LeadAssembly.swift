import LeadModel

/// Makes a lead of one record: the fields in the API's order, then who it is, then whether all is there.
struct LeadAssembly {
  let plan: CompiledPlan
  let source: FieldSource
  var lead = Lead()
  var errors: [Finding] = []
  var warnings: [Finding] = []
  /// Attributes that come with other fields: `email 2`, `phone extension`.
  var extras: [Lead.Attribute] = []
  /// Whether the address is one that identifies.
  var hasIdentifyingEmail = false
  /// Whether the number is one that identifies.
  var hasIdentifyingPhone = false
  /// Fields that were there and invalid: they count as there.
  var failed: Set<LeadField> = []

  init(plan: CompiledPlan, source: FieldSource) {
    self.plan = plan
    self.source = source
  }

  mutating func mapped(rest: RestColumns, restKeys: inout RestKeys) -> Mapped {
    if let outcome = earlyOutcome() { return Mapped(outcome) }
    if let value = plan.lead.name { lead.name = text(of: value, .name) }
    if let value = plan.lead.email { addEmail(value) }
    if let phone = plan.lead.phone { addPhone(phone) }
    if let value = plan.lead.status { addStatus(value) }
    if let value = plan.lead.picture { addPicture(value) }
    if let value = plan.lead.agentId { lead.agentId = text(of: value, .agentId) }
    addTags()
    addNotes()
    addAttributes(rest: rest, restKeys: &restKeys)
    let identity = identity()
    checkRequirements(hasUUID: { if case .uuid = identity { true } else { false } }())
    guard errors.isEmpty else { return Mapped(.rejected(errors), warnings: warnings) }
    let uuid = uuid(of: identity)
    // Taken out, not copied: a lead is a dozen references.
    var done = Lead()
    swap(&done, &lead)
    return Mapped(.lead(done, identity, uuid: uuid), warnings: warnings)
  }

  // MARK: Values

  /// A field's text; `nil`: it is absent, or was left out.
  mutating func text(
    of value: ValuePlan, _ field: LeadField, named name: String? = nil, check: FieldCheck = .none
  ) -> String? {
    source.trace?.begin(name ?? field.rawValue)
    switch source.value(of: value, ValueDemand(check: check)) {
    case .absent: return nil
    case .text(let text):
      source.trace?.gave([text])
      return text
    case .list(let texts):
      source.trace?.gave(texts)
      return texts.joined(separator: ", ")
    case .invalid(let code, let original):
      source.trace?.gave(original)
      let isKept = fails(code, field, named: name, FindingWords.ofTransform(code), value.invalid)
      return isKept && !original.isEmpty ? original.joined(separator: ", ") : nil
    }
  }

  /// The texts of a field's value: of the one number `index`, from 0, where it has several.
  mutating func texts(
    of value: ValuePlan, _ field: LeadField, at index: Int? = nil, check: FieldCheck = .none
  ) -> [String] {
    source.trace?.begin(index.map { "\(field.rawValue) \($0 + 1)" } ?? field.rawValue)
    switch source.value(of: value, ValueDemand(wantsList: true, check: check)) {
    case .absent: return []
    case .text(let text):
      source.trace?.gave([text])
      return [text]
    case .list(let texts):
      source.trace?.gave(texts)
      return texts
    case .invalid(let code, let original):
      source.trace?.gave(original)
      return fails(code, field, FindingWords.ofTransform(code), value.invalid) ? original : []
    }
  }

  /// Notes a value that is not what it must be.
  ///
  /// - Returns: Whether it is kept all the same.
  mutating func fails(
    _ code: String, _ field: LeadField, named name: String? = nil, _ message: String, _ policy: InvalidPolicy
  ) -> Bool {
    let finding = Finding(code, field: name ?? field.rawValue, message)
    source.trace?.failed(finding, policy)
    switch policy {
    case .reject:
      errors.append(finding)
      failed.insert(field)
    case .omit: warnings.append(finding)
    case .keep: warnings.append(finding)
    }
    return policy == .keep
  }

  // MARK: Rules

  /// Why the record is no lead to be sent, or cannot be one, judged before any check; `nil`: it may be one.
  private func earlyOutcome() -> Mapped.Outcome? {
    if source.isBlank { return .skipped(judged("row", Finding("row.empty", "every field of the record is empty"))) }
    if let optOut = plan.lead.optOut {
      source.trace?.begin("optOut")
      if judged(isOptedOut(optOut), Self.optedOut) { return .skipped(Self.optedOut) }
    }
    for (index, rule) in plan.lead.skip.enumerated() {
      source.trace?.begin("skip \(index + 1)")
      let finding = Finding("skip.rule", rule.reason)
      if judged(source.holds(rule.when), finding) { return .skipped(finding) }
    }
    // Before it is seen that a thin record has nothing in it: the reason says what to fetch.
    for (index, rule) in plan.lead.reject.enumerated() {
      source.trace?.begin("reject \(index + 1)")
      let finding = Finding("mapping.rejected", rule.reason)
      if judged(source.holds(rule.when), finding) { return .rejected([finding]) }
    }
    if !plan.sourceFields.isEmpty || !plan.sourceColumns.isEmpty, isUnmapped {
      return .skipped(
        judged(
          "row",
          Finding(
            "row.unmapped", "no field from which a lead's name, email, phone, notes or identity come has a value")))
    }
    return nil
  }

  private static let optedOut = Finding("opted-out", "the record says that this person has opted out")

  /// A rule that needs no question: it holds.
  private func judged(_ name: String, _ finding: Finding) -> Finding {
    source.trace?.begin(name)
    source.trace?.judged(true, finding)
    return finding
  }

  /// Whether a rule holds, which is told to who asks.
  private func judged(_ holds: Bool, _ finding: @autoclosure () -> Finding) -> Bool {
    source.trace?.judged(holds, finding())
    return holds
  }

  /// Whether no field from which a lead comes has a value.
  private var isUnmapped: Bool {
    for field in plan.sourceFields where !source.isEmpty(field) { return false }
    return !plan.sourceColumns.contains(where: source.has)
  }

  private func isOptedOut(_ optOut: LeadPlan.OptOut) -> Bool {
    optOut.fields.contains { field in
      source.trace?.looked(into: field, of: source)
      guard let values = optOut.values else { return !source.isEmpty(field) }
      return source.list(field).contains { values.contains(CaselessText.folded($0)) }
    }
  }

  /// `require`: of each group one must be there.
  ///
  /// A field that is invalid has its own error.
  private mutating func checkRequirements(hasUUID: Bool) {
    for (index, group) in plan.lead.require.enumerated() {
      source.trace?.begin("require \(index + 1)")
      let isMet = group.contains { requirement in
        switch requirement {
        case .template(let template): source.text(of: template) != nil
        case .field(let field): has(field, hasUUID: hasUUID) || failed.contains(field)
        }
      }
      source.trace?.judged(!isMet, nil)
      if isMet { continue }
      let names = group.map { name(of: $0) }
      let words =
        names.count == 1 ? "the lead has no \(names[0])" : "the lead has none of \(names.joined(separator: ", "))"
      let field: LeadField? = if case .field(let field) = group.first { field } else { nil }
      let finding = Finding("require.missing", field: field?.rawValue, words)
      source.trace?.rejected(finding)
      errors.append(finding)
    }
  }

  /// What is required, by its name.
  private func name(of requirement: LeadPlan.Requirement) -> String {
    switch requirement {
    case .field(let field): field.rawValue
    case .template(let template):
      template.fields.map { "'\(plan.table.entries[$0].path.text)'" }.joined(separator: " or ")
    }
  }

  private func has(_ field: LeadField, hasUUID: Bool) -> Bool {
    switch field {
    case .uuid: hasUUID
    case .name: lead.name != nil
    case .email: lead.email != nil
    case .phone: lead.phone != nil
    case .status: lead.status != nil
    case .picture: lead.picture != nil
    case .agentId: lead.agentId != nil
    case .tags: !lead.tags.isEmpty
    case .notes: !lead.notes.isEmpty
    case .attributes: !lead.attributes.isEmpty
    }
  }
}
