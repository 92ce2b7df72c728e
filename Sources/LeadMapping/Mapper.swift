package import LeadModel

/// A mapping at work on one input: bound to its columns, with the words of one run.
///
///     var mapper = try Mapper(mapping, run: run)
///     diagnostics += mapper.bind(profile.header)
///     for record in records { … mapper.map(record) … }
package struct Mapper: Sendable {
  private let mapping: Mapping
  private var run: MappingRun
  private let plan: CompiledPlan
  /// The paths in the run's words.
  private let wordUsages: [FieldUsage]
  private var header: Header?
  private var binding = ColumnBinding()
  private var circumstances: FieldSource.Circumstances
  private var rest = RestColumns()
  /// What `"*"` makes of the keys of records that have no header.
  private var restKeys = RestKeys()
  /// What `columns` may take; `nil`: the mapping has none.
  private var choices: ColumnChoices?

  /// Whether the input has a column that tells the opted out; `nil` where the mapping has no `optOut`.
  ///
  /// Of an input without a header it is known once a record has had such a field.
  package private(set) var optOutKnown: Bool?

  /// What came with a posted form: read by `@request.…` of the records that follow.
  package private(set) var request: MappingRun.Request? {
    didSet {
      circumstances = FieldSource.Circumstances(sourceName: run.sourceName, now: run.now, request: request)
    }
  }

  /// Takes in with what the records that follow were posted, and when: `@now` is the time of their receipt.
  package mutating func receive(_ request: MappingRun.Request, at time: Timestamp) {
    // Nothing asks for the text in most mappings.
    if plan.usesNow { run.now = time.description }
    self.request = request
  }

  /// - Throws: What is wrong with the run's words; the "file" is the option.
  package init(_ mapping: Mapping, run: MappingRun) throws(Diagnostics) {
    var words = RunWords(mapping)
    let lead = words.plan(for: run)
    let region = words.region(run.region)
    if !words.diagnostics.isEmpty, words.diagnostics.contains(where: { $0.severity == .error }) {
      throw Diagnostics(words.diagnostics)
    }
    self.mapping = mapping
    self.run = run
    circumstances = FieldSource.Circumstances(sourceName: run.sourceName, now: run.now)
    wordUsages = words.usages
    plan = CompiledPlan(
      lead: lead, table: words.table, columns: mapping.columns, botId: run.botId, customerId: run.customerId,
      runRegion: region)
    choices = plan.choices
    optOutKnown = lead.optOut == nil ? nil : false
  }

  /// Finds the mapping's columns in a header: once an input.
  ///
  /// - Parameter header: `nil` for an input that has none: its records are looked into one by one.
  /// - Returns: Warnings: columns that the input does not have, literals that are spelled like a column, expressions that
  ///   took too long on a column's name. An error where none of the columns of a required `optOut` is there.
  package mutating func bind(_ header: Header?) -> [Diagnostic] {
    self.header = header
    guard let header else {
      binding = ColumnBinding()
      return []
    }
    binding = ColumnBinding(plan.table, in: header)
    let bound = binding.fields
    let named = Set(plan.lead.namedFields.flatMap { bound[$0].columns })
    rest = RestColumns(plan, in: header, named: named)
    choices?.bind(header, named: Set(plan.lead.leadFields.flatMap { bound[$0].columns }))
    if let optOut = plan.lead.optOut { optOutKnown = optOut.fields.contains { !bound[$0].columns.isEmpty } }
    let usages = mapping.usages + wordUsages
    let check = ColumnCheck(
      mapping: mapping, usages: usages, plan: plan, bound: bound, header: header, input: run.sourceName)
    let slow = (choices?.slowOfTable ?? []).map { Diagnostic(.warning, "regex.slow", FindingWords.ofSlowName($0)) }
    return check.diagnostics(optOutUnknownAllowed: run.optOutUnknownAllowed) + slow
  }

  /// What becomes of a record.
  ///
  /// A row of another header than the bound one binds that first. A record that is rejected is evaluated a second time, with
  /// a trace: its errors name the rule and the columns, and no other record pays for that.
  package mutating func map(_ record: Record) -> Mapped {
    // Told by a flag: to look into what comes would be to copy it.
    var isOdd = false
    let mapped = map(record, tracing: nil, isOdd: &isOdd)
    return isOdd ? explain(record).mapped : mapped
  }

  /// Whether what comes of a record depends on `@now`.
  package var usesNow: Bool { plan.usesNow }

  /// The lead of a record as if `@now` were empty: what two runs over it have in common.
  ///
  /// `nil` where that is what ``map(_:)`` gives: nothing depends on `@now`, or there is no lead.
  package mutating func steadyLead(of record: Record) -> Lead? {
    guard plan.usesNow else { return nil }
    let now = circumstances
    circumstances = FieldSource.Circumstances(sourceName: run.sourceName, request: request)
    defer { circumstances = now }
    guard case .lead(let lead, _, _) = map(record).outcome else { return nil }
    return lead
  }

  /// As ``map(_:)``, with what was done to the record on the way.
  package mutating func explain(_ record: Record) -> (mapped: Mapped, explanation: Explanation) {
    let trace = Trace()
    var isOdd = false
    var mapped = map(record, tracing: trace, isOdd: &isOdd)
    mapped.detail(by: trace.explanation, withValues: run.showsValues)
    return (mapped, trace.explanation)
  }

  /// Columns of the header that go into no lead and no rule; empty where there is no header.
  package var unusedColumns: [UnusedColumn] {
    let bound = binding.fields
    let asked = plan.lead.readFields + (plan.lead.optOut?.fields ?? [])
    guard let header, !bound.isEmpty else { return [] }
    let read = Set(asked.flatMap { bound[$0].columns })
    return rest.unused.filter { column in header.columns(named: column.name).allSatisfy { !read.contains($0) } }
  }

  /// Why a top-level name of records without a header goes into no lead and no rule; `nil`: it goes into one.
  package func unusedReason(of name: String) -> RestReason? {
    let key = FoldedName(FormNames.steps(of: name).first ?? name)
    if plan.named.reach(into: FoldedName(name)) || plan.named.reach(into: key) { return nil }
    let asked = plan.lead.readFields + (plan.lead.optOut?.fields ?? [])
    let isAsked = asked.contains { field in
      let path = plan.table.entries[field].path
      return path.wholeKey?.folded == FoldedName(name) || path.leadingKeys.first?.folded == key
    }
    if isAsked { return nil }
    guard case .stays(let reason) = plan.lead.rest?.verdict(on: name) ?? .stays(.notAsked) else { return nil }
    return reason
  }

  /// As ``map(_:)``.
  ///
  /// `isOdd` becomes whether there is something to be said of the record in detail.
  private mutating func map(_ record: Record, tracing trace: Trace?, isOdd: inout Bool) -> Mapped {
    let content: FieldSource.Content
    switch record.content {
    case .unreadable(let finding): return Mapped(.rejected([finding]))
    case .row(let row):
      if row.header !== header { _ = bind(row.header) }
      content = .row(row)
    case .json(let value):
      var answers = AnswerColumns()
      for entry in plan.columns { entry.append(from: value, to: &answers) }
      content = .json(value, answers)
    case .form(let fields):
      var answers = AnswerColumns()
      if !plan.columns.isEmpty, let tree = FormTree.value(of: fields) {
        for entry in plan.columns { entry.append(from: tree, to: &answers) }
      }
      content = .form(fields, answers)
    }
    let source = FieldSource(
      content: content, table: plan.table, binding: binding, circumstances: circumstances, line: record.line,
      trace: trace)
    if optOutKnown == false, header == nil, plan.lead.optOut?.fields.contains(where: { source.has($0) }) == true {
      optOutKnown = true
    }
    content.answers?.slowPatterns.forEach(source.gaveUp)
    var assembly = LeadAssembly(plan: plan, source: source)
    // Lent, not copied: it grows with the keys that are met.
    choices?.forgetTaken()
    swap(&source.choices, &choices)
    defer { swap(&source.choices, &choices) }
    var mapped = assembly.mapped(rest: rest, restKeys: &restKeys)
    isOdd = run.detailsWarnings && !assembly.warnings.isEmpty
    if case .rejected = mapped.outcome { isOdd = true }
    source.choices?.slow.forEach(source.gaveUp)
    for pattern in source.slowPatterns {
      var finding = Finding("regex.slow", FindingWords.ofSlow(pattern))
      finding.rule = pattern.rule
      mapped.warnings.append(finding)
    }
    return mapped
  }
}
