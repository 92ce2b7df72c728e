/// Who waits for nothing but leave to go, in two lanes: what is live overtakes an import.
///
/// The rule: live first, but after seven live ones in a row a bulk one goes, so that an import keeps an eighth of what is
/// sent, however much comes in. Within a lane it is first in, first out. That lane and uuid may not fit each other is the
/// `Order`'s to know: a live parcel behind a bulk one with its uuid is in no lane yet.
///
/// A probe that failed goes behind everybody of both lanes, so that the next is another lead.
package struct ReadyLanes: Sendable {
  /// Live ones in a row, where bulk ones wait.
  package static let liveInRow = 7

  private var live = SlotQueue()
  private var bulk = SlotQueue()
  /// Failed probes, while the breaker is open.
  private var probed = SlotQueue()
  private var row = 0

  package init() {}

  package var isEmpty: Bool { live.isEmpty && bulk.isEmpty && probed.isEmpty }
  package var count: Int { live.count + bulk.count + probed.count }

  package mutating func append(_ slot: Int, lane: Parcel.Lane) {
    switch lane {
    case .bulk: bulk.append(slot)
    case .live: live.append(slot)
    }
  }

  /// Takes a failed probe.
  package mutating func append(probed slot: Int) { probed.append(slot) }

  /// The breaker has closed: failed probes come first again.
  ///
  /// - Returns: Their slots, which are in no lane any more.
  package mutating func takeProbed() -> [Int] {
    var slots: [Int] = []
    while let slot = probed.popFirst() { slots.append(slot) }
    return slots
  }

  package mutating func popFirst() -> Int? {
    if row < Self.liveInRow || bulk.isEmpty, let slot = live.popFirst() {
      row = bulk.isEmpty ? 0 : row + 1
      return slot
    }
    row = 0
    return bulk.popFirst() ?? probed.popFirst()
  }

  package mutating func removeAll() {
    live.removeAll()
    bulk.removeAll()
    probed.removeAll()
  }
}
