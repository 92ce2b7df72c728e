package import LeadJSON
import LeadMapping
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
  }

  /// What the preview came to.
  package struct End: Sendable {
    /// As a dry run's.
    package var summary: Summary
    /// What is odd about the inputs as a whole.
    package var diagnostics: [Diagnostic] = []
    /// The mapping's name of each input.
    package var mappings: [String] = []
  }

  private let plan: PushPlan

  package init(_ plan: PushPlan) { self.plan = plan }

  /// Reads and maps everything.
  ///
  /// - Parameter each: Called for each record, in order; what it throws ends the preview.
  /// - Returns: What it came to.
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` for an input or a mapping that cannot be used.
  package func run(_ each: (Item) throws -> Void) async throws -> End {
    var end = End(summary: Summary())
    var left = plan.selection.limit ?? .max
    for input in plan.inputs {
      let mapped = try await MappedInput(input, plan: plan)
      end.diagnostics += mapped.diagnostics
      end.mappings.append(mapped.mapping.name)
      if mapped.optOutKnown == true { end.summary.optedOut = end.summary.optedOut ?? 0 }
      var count = Summary.InputCount(name: input.name)
      reading: while left > 0, let records = try await mapped.next() {
        for record in records where plan.selection.contains(record.ordinal) {
          guard left > 0 else { break reading }
          left -= 1
          count.read += 1
          let item = Item(mapped.map(record), record: record, input: input)
          end.summary.count(item)
          try each(item)
        }
        if let last = plan.selection.last, let record = records.last, record.ordinal >= last { break }
      }
      mapped.stop()
      end.summary.inputs.append(count)
    }
    return end
  }
}

extension Preview.Item {
  fileprivate init(_ mapped: Mapped, record: Record, input: Input) {
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

  /// One object with every key, as `preview --json` writes it: the lead as the body that would be sent.
  package func write(into json: inout JSONWriter, botId: String?, customerId: String?) {
    json.beginObject()
    json.member("input", input)
    json.member("record", ordinal)
    json.member("line", line)
    json.member("outcome", outcome.rawValue)
    json.key("identity")
    if let identity { json.string(identity.label) } else { json.null() }
    json.key("lead")
    if let lead { lead.writeBody(uuid: uuid, botId: botId, customerId: customerId, into: &json) } else { json.null() }
    json.key("reason")
    if let reason { json.string(reason.code) } else { json.null() }
    Self.write(errors, as: "errors", into: &json)
    Self.write(warnings, as: "warnings", into: &json)
    json.endObject()
  }

  private static func write(_ findings: [Finding], as name: String, into json: inout JSONWriter) {
    json.key(name)
    json.beginArray()
    for finding in findings {
      json.beginObject()
      json.member("code", finding.code)
      json.key("field")
      if let field = finding.field { json.string(field) } else { json.null() }
      json.member("message", finding.message)
      json.endObject()
    }
    json.endArray()
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
