/// Slots that wait for an instant, the earliest first: a binary heap (CLRS, chapter 6). O(log n) in and out.
///
/// Equal instants come out in any order.
package struct TimerHeap: Sendable {
  private typealias Entry = (at: ContinuousClock.Instant, slot: Int)
  private var entries: [Entry] = []

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }
  package var count: Int { entries.count }
  /// The earliest instant.
  package var first: ContinuousClock.Instant? { entries.first?.at }

  package mutating func insert(_ slot: Int, at instant: ContinuousClock.Instant) {
    var child = entries.count
    entries.append((instant, slot))
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].at < entries[parent].at else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// The earliest slot whose instant has come.
  package mutating func popFirst(at now: ContinuousClock.Instant) -> Int? {
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
