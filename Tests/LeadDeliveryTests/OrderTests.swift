import LeadDelivery
import LeadModel
import Testing

struct OrderTests {
  @Test func oneUuidGoesOneAfterTheOther() {
    var order = Order()
    #expect(order.enter(1, uuid: LeadKey(anyText: "a")) == true)
    #expect(order.enter(2, uuid: LeadKey(anyText: "a")) == false)
    #expect(order.enter(3, uuid: LeadKey(anyText: "a")) == false)
    #expect(order.enter(4, uuid: LeadKey(anyText: "b")) == true)
    #expect(order.leave(4, uuid: LeadKey(anyText: "b")) == nil)
    #expect(order.leave(1, uuid: LeadKey(anyText: "a")) == 2)
    #expect(order.leave(2, uuid: LeadKey(anyText: "a")) == 3)
    #expect(order.leave(3, uuid: LeadKey(anyText: "a")) == nil)
    #expect(order.count == 0)
    #expect(order.enter(1, uuid: LeadKey(anyText: "a")) == true)
  }

  @Test func lateComersGoToTheEnd() {
    var order = Order()
    _ = order.enter(1, uuid: LeadKey(anyText: "a"))
    _ = order.enter(2, uuid: LeadKey(anyText: "a"))
    #expect(order.leave(1, uuid: LeadKey(anyText: "a")) == 2)
    #expect(order.enter(1, uuid: LeadKey(anyText: "a")) == false)
    #expect(order.leave(2, uuid: LeadKey(anyText: "a")) == 1)
  }

  @Test func whoIsGoneIsForgotten() {
    var order = Order()
    for slot in 0..<1_000 {
      _ = order.enter(slot % 7, uuid: LeadKey(anyText: "\(slot)"))
      _ = order.leave(slot % 7, uuid: LeadKey(anyText: "\(slot)"))
    }
    #expect(order.count == 0)
  }
}

struct SlotQueueTests {
  @Test func firstInFirstOutAcrossCompactions() {
    var queue = SlotQueue()
    var expected = 0
    for slot in 0..<20_000 {
      queue.append(slot)
      // Two of three come out on the way, the rest at the end.
      if slot % 3 != 0 {
        #expect(queue.popFirst() == expected)
        expected += 1
      }
    }
    while let slot = queue.popFirst() {
      #expect(slot == expected)
      expected += 1
    }
    #expect(expected == 20_000 && queue.isEmpty && queue.count == 0)
  }
}

struct TimerHeapTests {
  @Test func earliestFirstAndNoneTooEarly() throws {
    let start = Moment.start
    var jitter = Jitter(seed: 11)
    let waits = (0..<2_000).map { _ in Int.random(in: 0...500, using: &jitter) }
    var heap = TimerHeap()
    for (slot, wait) in waits.enumerated() { heap.insert(slot, at: start + .milliseconds(wait)) }
    #expect(heap.count == 2_000)
    var out: [Int] = []
    for now in 0...500 {
      while let slot = heap.popFirst(at: start + .milliseconds(now)) {
        #expect(waits[slot] == now)
        out.append(slot)
      }
      if let first = heap.first { #expect(first > start + .milliseconds(now)) }
    }
    #expect(heap.isEmpty && out.sorted() == Array(0..<2_000))
  }
}
