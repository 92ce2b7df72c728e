import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// A dispatcher against a simulated server, over and over, each time with other sizes, speeds and faults.
///
/// What a run does
/// follows from its seed alone, which the test's name shows.
struct DispatcherPropertyTests {
  /// A server with latency, faults and outages; and who offers, closes and interrupts.
  struct World {
    var random: SplitMix64
    let uuids: Int
    let concurrency: Int
    let rate: Int?
    let parcels: Int
    /// Out of a hundred requests, so many get something other than a yes.
    let faults: Int
    let outage: Range<Int>?
    let interruptAt: Int?

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      uuids = Int.random(in: 1...200, using: &random)
      concurrency = Int.random(in: 1...20, using: &random)
      rate = Bool.random(using: &random) ? Int.random(in: 5...500, using: &random) : nil
      parcels = Int.random(in: 1...300, using: &random)
      faults = [0, 5, 30, 80].randomElement(using: &random) ?? 0
      let down = Int.random(in: 0...20_000, using: &random)
      outage = Bool.random(using: &random) ? down..<down + Int.random(in: 1...400_000, using: &random) : nil
      interruptAt = Int.random(in: 0...3, using: &random) == 0 ? Int.random(in: 0...30_000, using: &random) : nil
      self.random = random
    }

    /// The end of a request that is sent at so many milliseconds.
    mutating func ending(at milliseconds: Int) -> Ending {
      if let outage, outage.contains(milliseconds) {
        return Bool.random(using: &random) ? .failure(.connect, sent: false) : .status(502)
      }
      guard Int.random(in: 0..<100, using: &random) < faults else { return .yes }
      let faults: [Ending] = [
        .status(500), .status(503), .status(503, retryAfter: "2"), .status(429), .status(429, retryAfter: "1"),
        .status(502, retryAfter: "3"), .failure(.cut), .failure(.timedOut), .failure(.dns, sent: false),
        .status(200, body: "<html>"), .envelope(422), .envelope(400), .status(403, body: "<html>"), .status(408),
        .status(200, body: #"{"success":false}"#),
      ]
      // A token is refused now and then, or nearly every run would stop for it.
      if Int.random(in: 0..<2_000, using: &random) == 0 { return .envelope(401) }
      return faults.randomElement(using: &random) ?? .yes
    }
  }

  @Test(arguments: 0..<UInt64(300))
  func conservesLimitsAndOrders(seed: UInt64) throws {
    var world = World(seed: seed)
    var rehearsal = Rehearsal(seed: seed) {
      $0.concurrency = world.concurrency
      $0.rate = world.rate.map { Rate(perSecond: Double($0)) }
    }
    let uuids = (0..<world.parcels).map { _ in "\(Int.random(in: 0..<world.uuids, using: &world.random))" }
    var offered = 0
    var answers: [(at: Int, ticket: Int, ending: Ending)] = []
    var seen = 0
    var sentAt: [Int] = []
    var isInterrupted = false
    var steps = 0

    while !rehearsal.dispatcher.isFinished {
      steps += 1
      try #require(steps < 200_000, "it does not end")
      let now = Int(rehearsal.elapsed / .microseconds(1))

      // The caller's side: more parcels now and then, the end, an interruption.
      if offered < uuids.count {
        let count = Int.random(in: 0...20, using: &world.random)
        rehearsal.offer(Array(uuids[offered..<min(uuids.count, offered + count)]))
        offered = min(uuids.count, offered + count)
        if offered == uuids.count { rehearsal.dispatcher.close(now: rehearsal.now) }
      }
      if let at = world.interruptAt, now / 1_000 >= at, !isInterrupted {
        isInterrupted = true
        rehearsal.dispatcher.interrupt(now: rehearsal.now)
      }
      rehearsal.turn()

      // The server's side.
      for ticket in rehearsal.sent[seen...] {
        let latency = Int.random(in: 100...2_000_000, using: &world.random)
        answers.append((now + latency, ticket, world.ending(at: now / 1_000)))
        sentAt.append(now)
      }
      seen = rehearsal.sent.count
      #expect(rehearsal.flying.count <= world.concurrency)
      #expect(Set(rehearsal.flying.keys.map { uuids[$0] }).count == rehearsal.flying.count, "one uuid twice under way")

      // On to whatever comes first.
      answers.sort { $0.at > $1.at }
      let wake = rehearsal.dispatcher.nextWake(now: rehearsal.now).map {
        Int(rehearsal.start.duration(to: $0) / .microseconds(1))
      }
      if let next = answers.last, wake.map({ next.at <= $0 }) ?? true {
        answers.removeLast()
        rehearsal.now = max(rehearsal.now, rehearsal.start + .microseconds(next.at))
        // It may have been given up after a stop; the dispatcher ignores it then.
        rehearsal.answer(next.ticket, next.ending)
      } else if wake != nil {
        #expect(rehearsal.wake() == true)
      } else {
        try #require(
          offered < uuids.count || rehearsal.dispatcher.isFinished, "nothing flies, nothing is due, and it is not over")
      }
    }

    // Conservation: what was offered ended once (Rehearsal traps on twice).
    #expect(rehearsal.ends.count == offered)
    #expect(rehearsal.dispatcher.open == 0 && rehearsal.dispatcher.inFlight == 0)
    let unsettled = rehearsal.ends.values.filter { $0 == .unsettled }.count
    if rehearsal.dispatcher.stop == nil { #expect(unsettled == 0) }

    // Order: for each uuid the sent tickets never go back.
    var latest: [String: Int] = [:]
    for ticket in rehearsal.sent {
      #expect(ticket >= latest[uuids[ticket]] ?? 0)
      latest[uuids[ticket]] = ticket
    }

    // Numbers.
    var requests: [Int: Int] = [:]
    for ticket in rehearsal.sent { requests[ticket, default: 0] += 1 }
    for case (let ticket, .delivered(let attempts)) in rehearsal.ends { #expect(requests[ticket] == attempts) }
    let statistics = rehearsal.statistics
    #expect(statistics.attempts == rehearsal.sent.count)
    #expect(statistics.retries == rehearsal.sent.count - requests.count)
    #expect(statistics.delivered == rehearsal.ends.values.filter { $0.name == "delivered" }.count)

    // Rate: no second holds more than the rate and the bucket.
    if let rate = world.rate {
      let most = rate + TokenBucket(Rate(perSecond: Double(rate))).capacity
      var last = 0
      for (first, moment) in sentAt.enumerated() {
        while last < sentAt.count, sentAt[last] < moment + 1_000_000 { last += 1 }
        #expect(last - first <= most)
      }
    }
  }

  @Test func sameSeedSameRun() {
    func run() -> [Int] {
      var rehearsal = Rehearsal(seed: 5)
      rehearsal.offer((0..<40).map { "\($0 % 9)" })
      rehearsal.dispatcher.close(now: rehearsal.now)
      rehearsal.answerAll(.failure(.cut))
      return rehearsal.sent
    }
    #expect(run() == run())
  }
}
