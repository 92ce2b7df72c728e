import LeadJournal
package import LeadMapping
package import LeadModel
import LeadReaders

/// What a push would make of every record of the inputs; sends nothing, writes nothing.
package struct Preview: Sendable {
  /// What one record would become.
  package struct Item: Sendable {
    /// The outcomes that a mapping can give.
    package enum Outcome: String, Sendable { case lead, skipped, rejected }

    package var input: String
    package var ordinal: Int
    package var line: Int
    package var outcome: Outcome
    package var identity: Identity?
    package var lead: Lead?
    package var uuid: String?
    /// Why it is skipped.
    package var reason: Finding?
    package var errors: [Finding] = []
    package var warnings: [Finding] = []
    /// The mapping's name, where the record is explained.
    package var mapping: String?
    /// What was done to it, step by step, where that was asked for.
    package var explanation: Explanation?
  }

  /// What the preview came to.
  package struct End: Sendable {
    /// As a dry run's.
    package var summary: Summary
    /// What is odd about the inputs as a whole.
    package var diagnostics: [Diagnostic] = []
    /// The mapping's name of each input.
    package var mappings: [String] = []
    /// Columns of the inputs that go into no lead and no rule, each once.
    package var unused: [UnusedColumn] = []
    /// How the leads stand to what the inbox has; `nil` without a destination.
    package var standing: LeadStanding?
  }

  private let plan: PushPlan
  private let explains: Bool

  /// - Parameters:
  ///   - plan: What would be pushed.
  ///   - explains: Whether the items come with explanations.
  package init(_ plan: PushPlan, explains: Bool = false) {
    self.plan = plan
    self.explains = explains
  }

  /// Reads and maps everything.
  ///
  /// - Parameter each: Called for each record, in order; what it throws ends the preview.
  /// - Returns: What it came to.
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` for an input or a mapping that cannot be used.
  package func run(_ each: (Item) throws -> Void) async throws -> End {
    var end = End(summary: Summary())
    if let destination = plan.destination {
      end.summary.proven = try DestinationProof(of: destination, stateFolder: plan.stateFolder).isProven
    }
    var standings = try openedStandings()
    let suppression = try await SuppressionList(of: plan.destination)
    var left = plan.selection.limit ?? .max
    for input in plan.inputs {
      let mapped = try await MappedInput(input, plan: plan)
      end.diagnostics += mapped.diagnostics
      end.mappings.append(mapped.mapping.name)
      if mapped.optOutKnown == true { end.summary.optedOut = end.summary.optedOut ?? 0 }
      var count = Summary.InputCount(name: input.name)
      var names = MetNames()
      while left > 0, let records = try await mapped.next() {
        var taken: [(record: Record, item: Item)] = []
        for record in records where left > 0 && plan.selection.contains(record.ordinal) {
          left -= 1
          count.read += 1
          names.take(record)
          var item = item(of: record, by: mapped)
          if let lead = item.lead, suppression.holds(lead) { item.suppress() }
          taken.append((record, item))
        }
        try Self.diagnosed { try standings?.take(&taken, by: mapped) }
        for (_, item) in taken {
          end.summary.count(item)
          try each(item)
        }
        if let last = plan.selection.last, let record = records.last, record.ordinal >= last { break }
      }
      mapped.stop()
      end.summary.inputs.append(count)
      for column in mapped.unusedColumns(among: names.inOrder) where !end.unused.contains(column) {
        end.unused.append(column)
      }
    }
    end.standing = standings?.standing
    return end
  }

  private func openedStandings() throws -> LeadStandings? {
    guard let destination = plan.destination else { return nil }
    return try Self.diagnosed { try LeadStandings(of: destination, stateFolder: plan.stateFolder) }
  }

  @discardableResult
  private static func diagnosed<Value>(_ action: () throws -> Value) throws -> Value {
    do { return try action() } catch let error as JournalError { throw error.diagnostic }
  }

  private func item(of record: Record, by mapped: MappedInput) -> Item {
    guard explains else { return Item(mapped.map(record), record: record, input: mapped.input) }
    let (result, explanation) = mapped.explain(record)
    var item = Item(result, record: record, input: mapped.input)
    item.mapping = mapped.mapping.name
    item.explanation = explanation
    return item
  }
}

extension Preview.Item {
  /// Makes it a skipped one: nothing of its lead is sent.
  fileprivate mutating func suppress() {
    outcome = .skipped
    reason = SuppressionList.finding
    lead = nil
    identity = nil
    uuid = nil
  }

  /// What a mapping made of a record.
  init(_ mapped: Mapped, record: Record, input: Input) {
    self.input = input.name
    ordinal = record.ordinal
    line = record.line
    warnings = record.warnings + mapped.warnings
    switch mapped.outcome {
    case .lead(let lead, let identity, let uuid):
      outcome = .lead
      self.lead = lead
      self.identity = identity
      self.uuid = uuid
    case .skipped(let reason):
      outcome = .skipped
      self.reason = reason
    case .rejected(let findings):
      outcome = .rejected
      errors = findings
    }
  }
}

extension Summary {
  /// Counts a record of a preview, as a dry run would.
  fileprivate mutating func count(_ item: Preview.Item) {
    read += 1
    for warning in item.warnings { warnings[warning.code, default: 0] += 1 }
    switch item.outcome {
    case .lead:
      delivered += 1
    case .skipped:
      skipped += 1
      if let code = item.reason?.code {
        skips[code, default: 0] += 1
        if code == "opted-out" { optedOut = (optedOut ?? 0) + 1 }
      }
    case .rejected:
      rejected += 1
      for code in Set(item.errors.map(\.code)) { errors[code, default: 0] += 1 }
    }
  }
}
