package import LeadModel

/// What is wrong, or odd, with the records of a preview, by kind: how many there are, and where the first ones stand.
///
/// A kind is a code with its field, rule and columns, so their number is bounded by the mapping's size.
package struct ProblemGroups: Sendable {
  /// Records of one kind that are named; of the others there is a count.
  package static let namedPlaces = 20

  /// One record that has the problem.
  package struct Place: Sendable, Hashable {
    package var input: String
    package var line: Int
    /// The value, where values were asked for.
    package var value: String?
  }

  /// How much it matters.
  package enum Severity: Int, Sendable, Comparable {
    case error, warning, skipped

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  /// One kind of problem.
  package struct Group: Sendable {
    package let severity: Severity
    /// The first one's; its value is no part of it.
    package let finding: Finding
    package fileprivate(set) var count = 0
    /// At most ``namedPlaces``.
    package fileprivate(set) var places: [Place] = []
  }

  private struct Key: Hashable {
    var severity: Severity
    var texts: [String?]
  }

  private var groups: [Key: Group] = [:]

  package init() {}

  /// Counts what a record has.
  package mutating func take(_ item: Preview.Item) {
    for finding in item.errors { take(finding, .error, item) }
    for finding in item.warnings { take(finding, .warning, item) }
    if let reason = item.reason { take(reason, .skipped, item) }
  }

  private mutating func take(_ finding: Finding, _ severity: Severity, _ item: Preview.Item) {
    // The reasons of skip rules differ by their words alone.
    let words = severity == .skipped ? finding.message : nil
    let key = Key(severity: severity, texts: [finding.code, finding.field, finding.rule, finding.column, words])
    var group = groups[key] ?? Group(severity: severity, finding: finding)
    group.count += 1
    if group.places.count < Self.namedPlaces {
      group.places.append(Place(input: item.input, line: item.line, value: finding.value))
    }
    groups[key] = group
  }

  /// Errors first, the frequent before the rare.
  package var sorted: [Group] {
    groups.values.sorted { one, other in
      if one.severity != other.severity { return one.severity < other.severity }
      if one.count != other.count { return one.count > other.count }
      return (one.finding.code, one.finding.column ?? "") < (other.finding.code, other.finding.column ?? "")
    }
  }
}
