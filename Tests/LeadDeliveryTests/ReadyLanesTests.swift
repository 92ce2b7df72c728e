import LeadDelivery
import LeadTransport
import Testing

struct ReadyLanesTests {
  /// Slots 0… are bulk, 100… are live.
  func popped(bulk: Int, live: Int) -> [Int] {
    var lanes = ReadyLanes()
    for slot in 0..<bulk { lanes.append(slot, lane: .bulk) }
    for slot in 0..<live { lanes.append(100 + slot, lane: .live) }
    var order: [Int] = []
    while let slot = lanes.popFirst() { order.append(slot) }
    #expect(lanes.isEmpty)
    return order
  }

  @Test func liveGoesFirstAndEachLaneIsFirstInFirstOut() {
    #expect(popped(bulk: 3, live: 2) == [100, 101, 0, 1, 2])
    #expect(popped(bulk: 2, live: 0) == [0, 1])
    #expect(popped(bulk: 0, live: 9) == Array(100..<109))
  }

  @Test func anEighthIsBulkHoweverMuchIsLive() {
    let order = popped(bulk: 3, live: 30)
    #expect(order.enumerated().filter { $0.element < 100 }.map(\.offset) == [7, 15, 23])
  }

  @Test func failedProbesGoBehindEverybodyUntilTheyAreTaken() {
    var lanes = ReadyLanes()
    lanes.append(probed: 7)
    lanes.append(0, lane: .bulk)
    lanes.append(100, lane: .live)
    #expect(lanes.count == 3)
    #expect([lanes.popFirst(), lanes.popFirst(), lanes.popFirst(), lanes.popFirst()] == [100, 0, 7, nil])
    lanes.append(probed: 8)
    #expect(lanes.takeProbed() == [8] && lanes.isEmpty)
  }

  /// Parcels are tickets 0… by the order of offering.
  @Test func aLiveParcelOvertakesAnImportButNotItsOwnUuid() {
    var rehearsal = Rehearsal { $0.concurrency = 1 }
    rehearsal.offer("a", "b", "c")
    rehearsal.offer(live: "d", "b")
    rehearsal.answerAll(.yes)
    #expect(rehearsal.sent == [0, 3, 1, 4, 2])
  }

  @Test func eachProbeIsAnotherLeadWhateverItsLane() {
    var rehearsal = Rehearsal {
      $0.concurrency = 10
      $0.giveUpAfter = nil
    }
    rehearsal.offer((0..<12).map { "\($0)" })
    rehearsal.offer(live: "l")
    for ticket in rehearsal.flying.keys.sorted() { rehearsal.answer(ticket, .failure(.connect, sent: false)) }
    while let ticket = rehearsal.flying.keys.min() { rehearsal.answer(ticket, .failure(.connect, sent: false)) }
    let before = rehearsal.sent.count
    for _ in 0..<200 where rehearsal.sent.count < before + 13 {
      if let ticket = rehearsal.flying.keys.min() { rehearsal.answer(ticket, .failure(.connect, sent: false)) }
      guard rehearsal.wake() else { break }
    }
    let probes = rehearsal.sent[before..<min(before + 13, rehearsal.sent.count)]
    #expect(probes.count == 13 && Set(probes).count == 13)
  }
}
