package import LeadModel

/// What became of one record of a submission.
package struct RecordOutcome: Sendable, Hashable {
  package var outcome: Outcome
  /// Requests that were sent for it.
  package var attempts: Int
  /// Why it was not delivered, as a stable name: `email.invalid`, `http.400`.
  package var code: String?

  package init(_ outcome: Outcome, attempts: Int = 0, code: String? = nil) {
    self.outcome = outcome
    self.attempts = attempts
    self.code = code
  }
}

/// What became of a submission's records, by their ordinals: records in a row that fared alike take one entry.
///
/// What is known of a record stays: an outcome that is told again, or another one, changes nothing.
package struct RecordOutcomes: Sendable, Hashable {
  /// Records in a row that fared alike.
  package struct Run: Sendable, Hashable {
    /// From 1.
    package var ordinals: ClosedRange<Int>
    package var fate: RecordOutcome
  }

  /// In the order of their ordinals, without overlaps; neighbours differ.
  package private(set) var runs: [Run] = []

  package init() {}

  /// Records with an outcome.
  package var count: Int { runs.reduce(0) { $0 + $1.ordinals.count } }

  /// Requests that were sent for all of them.
  package var attempts: Int { runs.reduce(0) { $0 + $1.ordinals.count * $1.fate.attempts } }

  package func count(of outcome: Outcome) -> Int {
    runs.reduce(0) { $0 + ($1.fate.outcome == outcome ? $1.ordinals.count : 0) }
  }

  /// The outcome of a record; `nil`: it has none yet.
  ///
  /// Time grows with the logarithm of the runs.
  package subscript(ordinal: Int) -> RecordOutcome? {
    let place = firstRun(endingFrom: ordinal)
    return place < runs.count && runs[place].ordinals.contains(ordinal) ? runs[place].fate : nil
  }

  /// Whether any of them is a dead letter: what the sender sends again is then taken again.
  var holdsFailures: Bool { runs.contains { $0.fate.outcome == .rejected || $0.fate.outcome == .dead } }

  /// Takes in a record's outcome.
  ///
  /// In order it costs next to nothing; out of order, moving the runs behind. Ordinals are from 1.
  ///
  /// - Returns: Whether it had none.
  @discardableResult
  package mutating func insert(_ fate: RecordOutcome, at ordinal: Int) -> Bool {
    let place = firstRun(endingFrom: ordinal)
    if place < runs.count, runs[place].ordinals.contains(ordinal) { return false }
    let joinsBefore = place > 0 && runs[place - 1].ordinals.upperBound == ordinal - 1 && runs[place - 1].fate == fate
    let joinsBehind = place < runs.count && runs[place].ordinals.lowerBound == ordinal + 1 && runs[place].fate == fate
    switch (joinsBefore, joinsBehind) {
    case (true, true):
      runs[place - 1].ordinals = runs[place - 1].ordinals.lowerBound...runs[place].ordinals.upperBound
      runs.remove(at: place)
    case (true, false): runs[place - 1].ordinals = runs[place - 1].ordinals.lowerBound...ordinal
    case (false, true): runs[place].ordinals = ordinal...runs[place].ordinals.upperBound
    case (false, false): runs.insert(Run(ordinals: ordinal...ordinal, fate: fate), at: place)
    }
    return true
  }

  /// The place of the first run that ends at the ordinal or behind it.
  private func firstRun(endingFrom ordinal: Int) -> Int {
    guard let last = runs.last, last.ordinals.upperBound >= ordinal else { return runs.count }
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].ordinals.upperBound < ordinal { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// How outcomes lie in the spool: a version byte, then numbers as ``LEB128``:
///
///     1 · number of codes · length in bytes, code · …
///       · for each run: records without an outcome before it · its length − 1 · attempts × 8 + outcome · code or 0
///
/// A code is its number in the list, from 1. Outcomes are 0 delivered, 1 unchanged, 2 skipped, 3 rejected, 4 dead. A
/// submission of one record takes 6 bytes, and its code.
extension RecordOutcomes {
  private static let codingVersion: UInt8 = 1
  /// Their places are their numbers: a new one is added at the end.
  private static let outcomes: [Outcome] = [.delivered, .unchanged, .skipped, .rejected, .dead]
  private static let numbers = Dictionary(uniqueKeysWithValues: outcomes.enumerated().map { ($1, $0) })

  var encoded: [UInt8] {
    var codes: [String] = []
    var codeNumbers: [String: Int] = [:]
    for case let code? in runs.lazy.map(\.fate.code) where codeNumbers[code] == nil {
      codes.append(code)
      codeNumbers[code] = codes.count
    }
    var bytes = [Self.codingVersion]
    LEB128.append(codes.count, to: &bytes)
    for code in codes {
      LEB128.append(code.utf8.count, to: &bytes)
      bytes += code.utf8
    }
    var end = 0
    for run in runs {
      LEB128.append(run.ordinals.lowerBound - end - 1, to: &bytes)
      LEB128.append(run.ordinals.count - 1, to: &bytes)
      LEB128.append(run.fate.attempts << 3 | (Self.numbers[run.fate.outcome] ?? 0), to: &bytes)
      LEB128.append(run.fate.code.flatMap { codeNumbers[$0] } ?? 0, to: &bytes)
      end = run.ordinals.upperBound
    }
    return bytes
  }

  /// Reads the compact form back; `nil` for bytes that ``encoded`` never gives.
  init?(encoded bytes: [UInt8]) {
    var input = LengthPrefixedReader(bytes)
    guard input.byte() == Self.codingVersion, let codeCount = input.number(), codeCount <= bytes.count else {
      return nil
    }
    var codes: [String] = []
    for _ in 0..<codeCount {
      guard let code = input.text() else { return nil }
      codes.append(code)
    }
    var end = 0
    while !input.isAtEnd {
      guard let gap = input.number(), let length = input.number(), let fate = input.number(),
        let code = input.number(), Self.outcomes.indices.contains(fate & 7), code <= codes.count,
        gap < Self.maxOrdinal - end, length < Self.maxOrdinal - end - gap
      else { return nil }
      let ordinals = end + gap + 1...end + gap + 1 + length
      runs.append(
        Run(
          ordinals: ordinals,
          fate: RecordOutcome(
            Self.outcomes[fate & 7], attempts: fate >> 3, code: code == 0 ? nil : codes[code - 1])))
      end = ordinals.upperBound
    }
  }

  /// More than any body holds; sums stay below `Int.max`.
  private static let maxOrdinal = 1 << 48
}
