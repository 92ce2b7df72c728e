import LeadModel

/// Says what is odd about an input's records as they go by: at most ``EventTalk/limit`` of a kind, and then a count.
struct FindingTalk {
  private let quiet: Bool
  private let input: String
  private var counts: [String: Int] = [:]

  init(input: String, quiet: Bool) {
    self.quiet = quiet
    self.input = input
  }

  /// Says one finding; without a place of its own it is at the record's line, or at the whole input.
  mutating func say(_ finding: Finding, severity: Diagnostic.Severity = .warning, recordLine: Int? = nil) {
    guard !quiet || severity == .error else { return }
    counts[finding.code, default: 0] += 1
    guard counts[finding.code, default: 0] <= EventTalk.limit else { return }
    let position = Position(file: input, line: finding.line ?? recordLine, column: finding.byte)
    Terminal.say(Diagnostic(severity, finding.code, finding.message, at: position))
  }

  /// Says how many more there were of each kind.
  func finish() {
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > EventTalk.limit {
      Terminal.say("\(input): \(count - EventTalk.limit) more of these [\(code)]")
    }
  }
}
