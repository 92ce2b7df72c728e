/// Which records of an input are taken: `--only 3,10-20`, `--limit 100`.
package struct RecordSelection: Sendable, Equatable {
  /// Ordinals from 1; `nil`: all.
  package var only: [ClosedRange<Int>]?
  /// At most so many records of the whole run; `nil`: all.
  package var limit: Int?

  package init(only: [ClosedRange<Int>]? = nil, limit: Int? = nil) {
    self.only = only
    self.limit = limit
  }

  /// Reads `N,M-K`; `nil` for anything else, for record 0, and for ranges that run backwards.
  package static func ranges(_ text: String) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0.filter { $0 != " " }) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first > 0, last >= first else {
        return nil
      }
      ranges.append(first...last)
    }
    return ranges
  }

  package var isAll: Bool { only == nil && limit == nil }

  /// Whether the record with this ordinal is asked for.
  package func contains(_ ordinal: Int) -> Bool {
    guard let only else { return true }
    return only.contains { $0.contains(ordinal) }
  }

  /// The last ordinal that is asked for; behind it an input need not be read.
  ///
  /// `nil`: there is none.
  package var last: Int? { only?.map(\.upperBound).max() }
}
