import LeadDelivery
import LeadModel
import TestSupport

/// A governor that always has leads to send, against a simulated server, in simulated time.
struct SimulatedRun {
  /// Taken in each second, by the server's clock.
  private(set) var taken: [Int]
  /// Refused in each second.
  private(set) var refused: [Int]
  /// Requests at once, at the end.
  private(set) var limit = 0

  /// Who decides what goes.
  enum Governor {
    /// The product's own.
    case whole(concurrency: Int?)
    /// So many at once, whatever happens.
    case fixed(Int)
  }

  private struct Event {
    enum Kind { case arrives, isRefused, isTaken }
    let at: Double
    let kind: Kind
    let sentAt: Moment
  }

  /// The requests under way, the next event first: a binary heap.
  private var events: [Event] = []

  init(_ server: SimulatedServer, _ governor: Governor, seconds: Int) {
    taken = Array(repeating: 0, count: seconds + 2)
    refused = taken
    var server = server
    var random = SplitMix64(seed: 7)
    var flight = FlightLimit(atOnce: nil, rate: nil)
    var fixed: Int?
    switch governor {
    case .whole(let concurrency): flight = FlightLimit(atOnce: concurrency, rate: nil)
    case .fixed(let count): fixed = count
    }
    var inFlight = 0
    var now = 0.0
    while now < Double(seconds) {
      let moment = Self.moment(now)
      while fixed.map({ inFlight < $0 }) ?? flight.take(inFlight: inFlight, now: moment) {
        inFlight += 1
        push(Event(at: now + server.trip(), kind: .arrives, sentAt: moment))
      }
      // A thread wakes by the millisecond, and a little later than it should.
      let wake = fixed == nil ? flight.freeAt(inFlight: inFlight, now: moment).map(Self.seconds(of:)) : nil
      let wakesAt = wake.map { ($0 * 1_000).rounded(.up) / 1_000 + Double.random(in: 0...0.000_3, using: &random) }
      guard let next = events.first, next.at <= wakesAt ?? .infinity else {
        guard let wakesAt else { return }
        now = max(now + 1e-6, wakesAt)
        continue
      }
      now = max(now, next.at)
      pop()
      switch next.kind {
      case .arrives:
        let (leavesAt, isRefused) = server.arrived(at: now)
        if isRefused { refused[Int(now)] += 1 } else { taken[Int(now)] += 1 }
        push(Event(at: leavesAt + server.trip(), kind: isRefused ? .isRefused : .isTaken, sentAt: next.sentAt))
      case .isTaken, .isRefused:
        inFlight -= 1
        if next.kind == .isTaken { server.left() }
        let hold = server.retryAfter.map { Duration.seconds($0) }
        let sign = next.kind == .isTaken ? PaceSign.worked : .tooMany(hold: hold)
        if next.kind == .isRefused, let hold { _ = flight.hold(for: hold, now: Self.moment(now)) }
        flight.ended(sign, sentAt: next.sentAt, inFlight: inFlight, now: Self.moment(now))
      }
    }
    limit = fixed ?? flight.atOnce
  }

  /// Taken a second, on average over these seconds.
  func goodput(_ seconds: Range<Int>) -> Double { Double(taken[seconds].reduce(0, +)) / Double(seconds.count) }

  /// The share of all requests that were refused.
  var refusedShare: Double {
    let refused = Double(refused.reduce(0, +))
    return refused / max(1, refused + Double(taken.reduce(0, +)))
  }

  private static func moment(_ seconds: Double) -> Moment { Moment(nanoseconds: Int64(seconds * 1e9)) }
  private static func seconds(of moment: Moment) -> Double { Double(moment.nanoseconds) / 1e9 }

  private mutating func push(_ event: Event) {
    var child = events.count
    events.append(event)
    while child > 0, events[child].at < events[(child - 1) / 2].at {
      events.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func pop() {
    events.swapAt(0, events.count - 1)
    events.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [parent * 2 + 1, parent * 2 + 2] where child < events.count && events[child].at < events[least].at {
        least = child
      }
      guard least != parent else { return }
      events.swapAt(parent, least)
      parent = least
    }
  }
}
