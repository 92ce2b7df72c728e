/// First in, first out, over an array with a read index: no shifting, and no allocation once it has grown.
package struct SlotQueue: Sendable {
  private var slots: [Int] = []
  private var head = 0

  package init() {}

  package var isEmpty: Bool { head == slots.count }
  package var count: Int { slots.count - head }

  package mutating func append(_ slot: Int) { slots.append(slot) }

  package mutating func popFirst() -> Int? {
    guard head < slots.count else { return nil }
    defer {
      head += 1
      if head == slots.count {
        slots.removeAll(keepingCapacity: true)
        head = 0
      } else if head >= 1_024, head * 2 >= slots.count {
        // At least as many are dropped as are moved, so a slot is moved once on average.
        slots.removeFirst(head)
        head = 0
      }
    }
    return slots[head]
  }

  package mutating func removeAll() {
    slots = []
    head = 0
  }
}
