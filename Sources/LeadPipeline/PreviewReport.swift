import LeadModel

/// What a preview found out about an input as a whole: problems by kind, coverage, leads that are one.
///
/// Memory is bounded, whatever the input's size: see its parts.
package struct PreviewReport: Sendable {
  package private(set) var problems = ProblemGroups()
  package private(set) var coverage = LeadCoverage()
  package private(set) var shared = SharedIdentities()
  /// The inputs' names by their numbers.
  package private(set) var inputs: [String] = []

  package init() {}

  /// Takes a record into account; records come input by input.
  package mutating func take(_ item: Preview.Item) {
    if inputs.last != item.input { inputs.append(item.input) }
    problems.take(item)
    if let lead = item.lead { coverage.take(lead) }
    if let identity = item.identity { shared.take(identity, input: inputs.count - 1, line: item.line) }
  }
}
