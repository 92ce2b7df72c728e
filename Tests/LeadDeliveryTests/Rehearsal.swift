import LeadDelivery
import LeadModel

/// A dispatcher with a clock that only goes when told, and the requests that are under way.
struct Rehearsal {
  var dispatcher: Dispatcher
  let start = Moment.start
  var now: Moment
  /// Ticket → id of the request under way.
  var flying: [Int: Int] = [:]
  /// Tickets in the order in which they were sent.
  var sent: [Int] = []
  /// How each ticket ended.
  var ends: [Int: Settlement] = [:]
  /// Tickets in the order in which they were settled.
  var settled: [Int] = []
  var events: [DeliveryEvent] = []
  private var nextTicket = 0

  init(seed: UInt64 = 1, _ change: (inout DeliveryOptions) -> Void = { _ in }) {
    var options = DeliveryOptions()
    // Most tests are not about how many at once.
    options.concurrency = 8
    change(&options)
    now = start
    dispatcher = Dispatcher(options, seed: seed, clock: WallClock(start: Ending.wall))
  }

  var statistics: DeliveryStatistics { dispatcher.statistics(at: now) }

  /// Since the start.
  var elapsed: Duration { start.duration(to: now) }

  /// Offers a parcel with this uuid, and turns; tickets count from 0.
  mutating func offer(_ uuids: String...) { offer(uuids) }

  /// Offers live parcels.
  mutating func offer(live uuids: String...) { offer(uuids, lane: .live) }

  /// Offers parcels; `nil`: one of which the caller knows that no other has its uuid.
  mutating func offer(_ uuids: [String?], lane: Parcel.Lane = .bulk) {
    for uuid in uuids {
      dispatcher.offer(Parcel(ticket: nextTicket, uuid: uuid, body: Array("\(nextTicket)".utf8), lane: lane))
      nextTicket += 1
    }
    turn()
  }

  /// Sends what is due, and takes in what happened.
  mutating func turn() {
    var sends: [Dispatcher.Send] = []
    dispatcher.due(now: now, into: &sends)
    for send in sends {
      // The body is the ticket's decimal digits, so it is a number.
      let ticket = Int(String(decoding: send.body, as: UTF8.self)) ?? -1
      flying[ticket] = send.id
      sent.append(ticket)
    }
    collect()
  }

  mutating func collect() {
    for end in dispatcher.settled {
      precondition(ends[end.ticket] == nil, "ticket \(end.ticket) was settled twice")
      ends[end.ticket] = end.settlement
      settled.append(end.ticket)
    }
    dispatcher.settled.removeAll()
    events += dispatcher.events
    dispatcher.events.removeAll()
  }

  /// Ends a ticket's request, and turns.
  mutating func answer(_ ticket: Int, _ ending: Ending) { answer(ticket, ending.verdict) }

  mutating func answer(_ ticket: Int, _ verdict: Verdict) {
    guard let id = flying.removeValue(forKey: ticket) else { preconditionFailure("\(ticket) is not under way") }
    dispatcher.answered(id, verdict, now: now)
    turn()
  }

  /// Lets time pass, and turns.
  mutating func pass(_ wait: Duration) {
    now += wait
    turn()
  }

  /// Goes to the next moment at which something is due, and turns; `false` where there is none.
  mutating func wake() -> Bool {
    guard let next = dispatcher.nextWake(now: now) else { return false }
    now = max(next, now)
    turn()
    return true
  }

  /// Answers everything that is sent in the same way, as soon as it is sent, until nothing happens any more.
  mutating func answerAll(_ ending: Ending, atMost limit: Int = 100_000) {
    for _ in 0..<limit {
      if let ticket = flying.keys.min() { answer(ticket, ending) } else if !wake() { return }
    }
  }
}

extension Settlement {
  /// `delivered`, `unsettled`, or a dead letter's code.
  var name: String {
    switch self {
    case .delivered: "delivered"
    case .dead(let report): report.code
    case .unsettled: "unsettled"
    }
  }

  /// A dead letter's report.
  var report: DeathReport? { if case .dead(let report) = self { report } else { nil } }
}
