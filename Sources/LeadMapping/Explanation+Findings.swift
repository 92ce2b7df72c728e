import LeadModel

/// Which rule and which columns a finding is about, read off the trace of its record.
extension Explanation {
  /// The findings with the rule that failed and the columns that the value came from; with the value itself only where
  /// that is asked for.
  func detailed(_ findings: [Finding], withValues: Bool) -> [Finding] {
    var taken: Set<Int> = []
    return findings.map { finding in
      let place = parts.indices.first { index in
        parts[index].code == finding.code && !taken.contains(index)
          && (parts[index].name == finding.field || parts[index].fieldName == finding.field || finding.field == nil
            || parts[index].isRule)
      }
      if let place { taken.insert(place) }
      // What is odd about a value that is taken is no verdict on its part: that is found by the field.
      let part = place.map { parts[$0] } ?? parts.first { $0.name == finding.field && $0.hasPassed }
      guard let part else { return finding }
      var detailed = finding
      detailed.rule = part.failedRule
      let columns = part.columns
      if !columns.isEmpty { detailed.column = columns.map(\.what).joined(separator: ", ") }
      if withValues, !columns.isEmpty {
        detailed.value = columns.map { $0.values.joined(separator: ", ") }.joined(separator: " ")
      }
      return detailed
    }
  }
}

extension Explanation.Part {
  /// The name without its number: `tags` of `tags 2`.
  fileprivate var fieldName: String { String(name.prefix { $0 != " " }) }

  /// Whether the value was checked, and is what it must be.
  fileprivate var hasPassed: Bool { steps.contains { $0.kind == .check && $0.verdict == .gave } }

  fileprivate var isRule: Bool { ["require", "identity", "skip", "reject", "optOut"].contains(fieldName) }

  /// What failed: a transform, the check, or the rule itself.
  fileprivate var failedRule: String {
    guard let last = steps.last(where: { $0.verdict == .failed }) else { return hasPassed ? "check" : name }
    return last.kind == .transform ? "transform \(last.what)" : last.kind == .check ? "check" : name
  }

  /// The fields that the value came from, without those of alternatives that were passed over.
  fileprivate var columns: [Explanation.Step] {
    // With values it is one of several cells that is left out: the others are of the same value.
    let start = steps.lastIndex { $0.verdict == .passed && $0.values.isEmpty } ?? 0
    return steps[start...].filter { $0.kind == .from && $0.verdict == .gave && !$0.what.hasPrefix("@") }
  }
}
