package import LeadModel

/// Why records did not make it: what the summary says beside the counts.
extension Summary {
  /// A place in one of the run's inputs.
  package struct Place: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The input's number in the run, from 0.
    package var input: Int
    /// The input as it was named.
    package var name: String
    /// From 1.
    package var line: Int

    /// `contacts.csv:4`.
    package var description: String { "\(name):\(line)" }

    /// With the last part of the input's name alone.
    package var shortened: String { "\(Input.fileName(of: name)):\(line)" }

    package static func < (one: Self, other: Self) -> Bool { (one.input, one.line) < (other.input, other.line) }
  }

  /// A code with its count, where it was met first, and what to do about it.
  package struct Reason: Sendable, Hashable {
    package var code: String
    package var count: Int
    package var first: Place?
    package var hint: String?
  }

  /// Why records were rejected or are dead, the most frequent first.
  package var reasons: [Reason] {
    errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, count in
      Reason(code: code, count: count, first: firstPlaces[code], hint: CodeHint.of(code))
    }
  }

  /// Whether records were read, from the first on, and the mapping found nothing to send in any of them: the input's columns
  /// are others than the mapping reads.
  package var isUnmapped: Bool {
    let unmapped = skips["row.unmapped", default: 0]
    return unmapped > 0 && unmapped + skips["row.empty", default: 0] == read
      && inputs.allSatisfy { $0.resumedAt == nil }
  }

  /// What to say where it ``isUnmapped``.
  package static func nothingMapped(_ severity: Diagnostic.Severity, at position: Position? = nil) -> Diagnostic {
    Diagnostic(
      severity, "mapping.nothing", "no column that the mapping reads has a value in any record: nothing was sent",
      at: position, hint: "'leadbridge records' shows the columns there are")
  }

  /// Takes in where a code was met; the first place in the inputs counts, whenever it comes.
  mutating func saw(_ code: String, input: Int, line: Int) {
    if let known = firstPlaces[code], (known.input, known.line) <= (input, line) { return }
    firstPlaces[code] = Place(input: input, name: inputs[input].name, line: line)
  }
}
