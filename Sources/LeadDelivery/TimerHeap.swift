/// Slots that wait for a moment, the earliest first: a binary heap (CLRS, chapter 6), O(log n) in and out.
///
/// Equal moments come out in any order.
package struct TimerHeap: Sendable {
  private typealias Entry = (at: Moment, slot: Int)
  private var entries: [Entry] = []

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }
  package var count: Int { entries.count }
  /// The earliest moment.
  package var first: Moment? { entries.first?.at }

  package mutating func insert(_ slot: Int, at moment: Moment) {
    var child = entries.count
    entries.append((moment, slot))
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].at < entries[parent].at else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// The earliest slot whose moment has come.
  package mutating func popFirst(at now: Moment) -> Int? {
    guard let top = entries.first, top.at <= now else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    sink()
    return top.slot
  }

  package mutating func removeAll() { entries = [] }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent * 2 + 1
      guard least < entries.count else { return }
      if least + 1 < entries.count, entries[least + 1].at < entries[least].at { least += 1 }
      guard entries[least].at < entries[parent].at else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
