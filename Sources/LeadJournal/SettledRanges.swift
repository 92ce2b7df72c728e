/// The ordinals of an input that are settled: a mark, and the ranges above it.
///
/// Everything from 1 up to ``mark`` is settled; one record in backoff leaves a hole above which settling goes on, and
/// the mark jumps when it closes. Records settle nearly in order, so an insert nearly always extends the mark or the
/// last range. Others find their place by binary search and move what is above them: at most as many ranges as there
/// are records open above the mark (65,536, see ``Journal``), a few microseconds.
package struct SettledRanges: Sendable {
  /// All ordinals from 1 up to this one are settled.
  ///
  /// 0: none is known to be.
  package private(set) var mark = 0
  /// How many ordinals are settled, below the mark and above it.
  package private(set) var count = 0
  /// Ascending, disjoint, not touching each other nor the mark.
  ///
  /// Those before `first` are absorbed by the mark: they are removed now and then, all at once, so that closing one
  /// hole after the other stays linear.
  private var stored: [ClosedRange<Int>] = []
  private var first = 0

  package init() {}

  /// The settled ranges above the mark, ascending, neither touching nor overlapping.
  package var above: ArraySlice<ClosedRange<Int>> { stored[first...] }

  package var isEmpty: Bool { count == 0 }

  /// The highest settled ordinal; 0 if none is.
  package var last: Int { above.last?.upperBound ?? mark }

  /// How many ordinals below the highest settled one are not settled.
  package var holes: Int { last - count }

  /// Whether an ordinal is settled.
  ///
  /// Logarithmic in the number of ranges.
  package func contains(_ ordinal: Int) -> Bool {
    if ordinal <= mark { return ordinal >= 1 }
    let index = firstRange(endingAtOrAfter: ordinal)
    return index < stored.count && stored[index].contains(ordinal)
  }

  /// Settles one ordinal, from 1, in any order.
  ///
  /// - Returns: `false` if it was settled before.
  @discardableResult
  package mutating func insert(_ ordinal: Int) -> Bool {
    let before = count
    insert(ordinal...ordinal)
    return count > before
  }

  /// Settles a range of ordinals, some of which may be settled already.
  ///
  /// - Precondition: the range starts at 1 or above.
  package mutating func insert(_ range: ClosedRange<Int>) {
    precondition(range.lowerBound >= 1, "ordinals are counted from 1")
    guard range.upperBound > mark else { return }
    var low = max(range.lowerBound, mark + 1)
    var high = range.upperBound
    // All ranges that it overlaps or touches melt into it.
    let start = firstRange(endingAtOrAfter: low - 1)
    var end = start
    var swallowed = 0
    while end < stored.count, stored[end].lowerBound <= (high == .max ? high : high + 1) {
      low = min(low, stored[end].lowerBound)
      high = max(high, stored[end].upperBound)
      swallowed += stored[end].count
      end += 1
    }
    count += high - low + 1 - swallowed
    if low == mark + 1 {
      // Nothing lies between the mark and it, so what it swallowed are the first ranges there are.
      mark = high
      first = end
      compact()
    } else if start == end {
      stored.insert(low...high, at: start)
    } else {
      stored.replaceSubrange(start..<end, with: CollectionOfOne(low...high))
    }
  }

  /// The index of the first range above the mark whose end is not below `ordinal`.
  private func firstRange(endingAtOrAfter ordinal: Int) -> Int {
    if let end = stored.last?.upperBound, end < ordinal { return stored.count }
    var low = first
    var high = stored.count
    while low < high {
      let middle = (low + high) / 2
      if stored[middle].upperBound < ordinal { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func compact() {
    guard first == stored.count || (first >= 64 && first * 2 > stored.count) else { return }
    stored.removeFirst(first)
    first = 0
  }
}

extension SettledRanges: Hashable {
  package static func == (one: Self, other: Self) -> Bool { one.mark == other.mark && one.above == other.above }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(mark)
    hasher.combine(above)
  }
}

extension SettledRanges: CustomStringConvertible {
  /// `1-5000, 5003, 5007-5010`.
  package var description: String {
    let ranges = (mark > 0 ? [1...mark] : []) + above
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
