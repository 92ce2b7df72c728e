package import LeadModel

/// A mapping at work on one input: bound to its columns, with the words of one run.
///
///     var mapper = try Mapper(mapping, run: run)
///     diagnostics += mapper.bind(profile.header)
///     for record in records { … mapper.map(record) … }
package struct Mapper: Sendable {
  private let mapping: Mapping
  private let run: MappingRun
  private let plan: CompiledPlan
  /// The paths in the run's words.
  private let wordUsages: [FieldUsage]
  private var header: Header?
  private var binding = ColumnBinding()
  private var circumstances: FieldSource.Circumstances
  private var rest = RestColumns()
  /// What `"*"` makes of the keys of records that have no header.
  private var restKeys = RestKeys()

  /// Whether the input has a column that tells the opted out; `nil` where the mapping has no `optOut`.
  ///
  /// Of an input without a header it is known once a record has had such a field.
  package private(set) var optOutKnown: Bool?

  /// What came with a posted form: read by `@request.…` of the records that follow.
  package var request: MappingRun.Request? {
    didSet {
      circumstances = FieldSource.Circumstances(sourceName: run.sourceName, now: run.now, request: request)
    }
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
    optOutKnown = lead.optOut == nil ? nil : false
  }

  /// Finds the mapping's columns in a header: once an input.
  ///
  /// - Parameter header: `nil` for an input that has none: its records are looked into one by one.
  /// - Returns: Warnings: columns that the input does not have, literals that are spelled like a column. An error where
  ///   none of the columns of a required `optOut` is there.
  package mutating func bind(_ header: Header?) -> [Diagnostic] {
    self.header = header
    guard let header else {
      binding = ColumnBinding()
      return []
    }
    binding = ColumnBinding(plan.table, in: header)
    let bound = binding.fields
    let named = Set(plan.lead.namedFields.flatMap { bound[$0].columns })
    rest = plan.lead.rest.map { RestColumns($0, in: header, named: named, ownKeys: plan.ownKeys) } ?? RestColumns()
    if let optOut = plan.lead.optOut { optOutKnown = optOut.fields.contains { !bound[$0].columns.isEmpty } }
    let usages = mapping.usages + wordUsages
    return ColumnCheck(mapping: mapping, usages: usages, plan: plan, bound: bound, header: header).diagnostics(
      optOutUnknownAllowed: run.optOutUnknownAllowed)
  }

  /// What becomes of a record.
  ///
  /// A row of another header than the bound one binds that first.
  package mutating func map(_ record: Record) -> Mapped {
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
      content: content, table: plan.table, binding: binding, circumstances: circumstances, line: record.line)
    if optOutKnown == false, header == nil, plan.lead.optOut?.fields.contains(where: { source.has($0) }) == true {
      optOutKnown = true
    }
    var assembly = LeadAssembly(plan: plan, source: source)
    var mapped = assembly.mapped(rest: rest, restKeys: &restKeys)
    for pattern in source.slowPatterns {
      mapped.warnings.append(Finding("regex.slow", FindingWords.ofSlow(pattern)))
    }
    return mapped
  }
}
