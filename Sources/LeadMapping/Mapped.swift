package import LeadModel

/// What a mapping made of a record.
package struct Mapped: Sendable {
  /// One of three, always.
  package enum Outcome: Sendable, Hashable {
    /// To be sent. `uuid` is `nil` where it would be derived and there is no destination to derive it for.
    case lead(Lead, Identity?, uuid: String?)
    /// The mapping says that it is not to be sent.
    case skipped(Finding)
    /// Unreadable or invalid: everything that is wrong with it.
    case rejected([Finding])
  }

  package var outcome: Outcome
  /// What was odd, and taken all the same.
  package var warnings: [Finding]

  package init(_ outcome: Outcome, warnings: [Finding] = []) {
    self.outcome = outcome
    self.warnings = warnings
  }
}

extension Mapped {
  /// Adds to errors and warnings what the trace of the record knows: the rule, the columns, the value where it is asked for.
  mutating func detail(by explanation: Explanation, withValues: Bool) {
    if case .rejected(let findings) = outcome {
      outcome = .rejected(explanation.detailed(findings, withValues: withValues))
    }
    warnings = explanation.detailed(warnings, withValues: withValues)
  }
}
