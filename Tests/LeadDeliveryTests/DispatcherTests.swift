import LeadDelivery
import LeadModel
import LeadTransport
import Testing

struct DispatcherTests {
  // MARK: How many, in which order

  @Test func sendsAtMostSoManyAtOnceFirstInFirstOut() {
    var rehearsal = Rehearsal { $0.concurrency = 3 }
    rehearsal.offer("a", "b", "c", "d", "e")
    #expect(rehearsal.sent == [0, 1, 2])
    rehearsal.answer(1, .yes)
    #expect(rehearsal.sent == [0, 1, 2, 3])
    rehearsal.answerAll(.yes)
    #expect(rehearsal.ends.values.allSatisfy { $0 == .delivered(attempts: 1) } && rehearsal.ends.count == 5)
    #expect(rehearsal.statistics.attempts == 5 && rehearsal.statistics.retries == 0)
  }

  @Test func fourAtOnceAndMoreByTheRoundWhereNobodySays() {
    var rehearsal = Rehearsal { $0.concurrency = nil }
    rehearsal.offer((0..<100).map { "\($0)" })
    #expect(rehearsal.sent.count == 4 && rehearsal.statistics.limit == 4)
    for ticket in 0..<4 { rehearsal.answer(ticket, .yes) }
    #expect(rehearsal.statistics.limit == 8 && rehearsal.statistics.inFlight == 8)
  }

  @Test func oneUuidIsNeverUnderWayTwiceAndKeepsItsOrder() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a", "a", "b", "a")
    #expect(rehearsal.sent == [0, 2])
    // A retry of the first blocks the second.
    rehearsal.answer(0, .status(500))
    #expect(rehearsal.sent == [0, 2])
    rehearsal.pass(.seconds(1))
    #expect(rehearsal.sent == [0, 2, 0])
    rehearsal.answer(0, .yes)
    #expect(rehearsal.sent == [0, 2, 0, 1])
    // So does a refusal that is final.
    rehearsal.answer(1, .status(422))
    #expect(rehearsal.sent == [0, 2, 0, 1, 3])
  }

  @Test func parcelsWithoutAUuidWaitForNobody() {
    var rehearsal = Rehearsal { $0.concurrency = 3 }
    rehearsal.offer([nil, nil, "a", nil])
    #expect(rehearsal.sent == [0, 1, 2])
    rehearsal.answer(1, .status(422))
    rehearsal.answer(0, .yes)
    rehearsal.answerAll(.yes)
    #expect(rehearsal.sent == [0, 1, 2, 3])
    #expect(rehearsal.ends.count == 4)
  }

  @Test func rateIsKept() {
    var rehearsal = Rehearsal { $0.rate = Rate(perSecond: 10) }
    rehearsal.offer("a", "b", "c")
    #expect(rehearsal.sent == [0])
    #expect(rehearsal.dispatcher.nextWake(now: rehearsal.now) == rehearsal.start + .milliseconds(100))
    rehearsal.pass(.milliseconds(99))
    #expect(rehearsal.sent == [0])
    rehearsal.pass(.milliseconds(1))
    #expect(rehearsal.sent == [0, 1])
  }

  // MARK: Attempts

  @Test(arguments: [
    (Ending.status(500), 8), (.status(503), 8), (.failure(.cut), 8), (.failure(.timedOut), 8),
    (.status(200, body: "<html>"), 8),
  ])
  func attemptsAreUsedUp(_ ending: Ending, attempts: Int) throws {
    var rehearsal = Rehearsal()
    rehearsal.offer("proof")
    rehearsal.answer(0, .yes)
    rehearsal.offer("a")
    rehearsal.answerAll(ending)
    let report = try #require(rehearsal.ends[1]?.report)
    #expect(report.code == "attempts.exhausted" && report.attempts == attempts)
    #expect(report.message.hasSuffix("ended with \(ending.verdict.code)"))
    #expect(report.firstAt < report.lastAt)
    #expect(rehearsal.statistics.retries == attempts - 1)
  }

  @Test(arguments: [
    Ending.status(408), .status(425), .status(429), .status(429, retryAfter: "1"), .status(503, retryAfter: "1"),
    .status(500, retryAfter: "1"), .failure(.dns, sent: false), .failure(.connect, sent: false),
    .failure(.tls, sent: false), .failure(.cut, sent: false), .failure(.timedOut, sent: false),
  ])
  func otherEndsUseUpNone(_ ending: Ending) {
    var rehearsal = Rehearsal {
      $0.maxAttempts = 2
      $0.giveUpAfter = nil
    }
    rehearsal.offer("a")
    rehearsal.answerAll(ending, atMost: 60)
    #expect(rehearsal.ends.isEmpty)
    #expect(rehearsal.sent.count >= 30)
    rehearsal.answerAll(.yes)
    #expect(rehearsal.ends[0] == .delivered(attempts: rehearsal.sent.count))
  }

  @Test func attemptsAreTheLeadsOwn() {
    var rehearsal = Rehearsal { $0.maxAttempts = 2 }
    rehearsal.offer("proof")
    rehearsal.answer(0, .yes)
    rehearsal.offer("a", "b")
    rehearsal.answer(1, .status(500))
    rehearsal.answer(2, .yes)
    rehearsal.pass(.seconds(1))
    rehearsal.answer(1, .status(500))
    #expect(rehearsal.ends.mapValues(\.name) == [0: "delivered", 1: "attempts.exhausted", 2: "delivered"])
  }

  @Test func nobodyAgesWhileTheBreakerIsOpen() {
    var rehearsal = Rehearsal {
      $0.maxAttempts = 2
      $0.giveUpAfter = nil
    }
    rehearsal.offer((0..<20).map { "\($0)" })
    rehearsal.answerAll(.status(500), atMost: 400)
    #expect(rehearsal.statistics.isDown)
    #expect(rehearsal.ends.isEmpty)
    rehearsal.answerAll(.yes)
    #expect(rehearsal.ends.count == 20 && rehearsal.ends.values.allSatisfy { $0.name == "delivered" })
  }

  // MARK: Waiting

  @Test func retryAfterOfOneLeadHoldsIt() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a")
    rehearsal.answer(0, .status(500, retryAfter: "20"))
    rehearsal.offer("b")
    #expect(rehearsal.sent == [0, 1])
    rehearsal.pass(.milliseconds(19_999))
    #expect(rehearsal.sent == [0, 1])
    rehearsal.pass(.milliseconds(1))
    #expect(rehearsal.sent == [0, 1, 0])
  }

  @Test(arguments: [429, 503])
  func retryAfterOfTheDestinationHoldsAll(_ status: Int) {
    var rehearsal = Rehearsal()
    rehearsal.offer("a")
    rehearsal.answer(0, .status(status, retryAfter: "20"))
    rehearsal.offer("b")
    #expect(rehearsal.sent == [0])
    #expect(rehearsal.dispatcher.nextWake(now: rehearsal.now) == rehearsal.start + .seconds(20))
    rehearsal.pass(.seconds(20))
    #expect(Set(rehearsal.sent.dropFirst()) == [0, 1])
    #expect(rehearsal.events.contains(.held(code: "http.\(status)", for: .seconds(20))))
    #expect(rehearsal.events.last == .resumed)
  }

  @Test func afterATooManyWithoutRetryAfterOneGoesAndThenTheOthers() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a")
    rehearsal.answer(0, .status(429))
    rehearsal.offer("b", "c", "d")
    #expect(rehearsal.sent == [0])
    #expect(rehearsal.dispatcher.nextWake(now: rehearsal.now) == rehearsal.start + .milliseconds(20))
    rehearsal.pass(.milliseconds(20))
    #expect(rehearsal.sent == [0, 1])
    rehearsal.answer(1, .yes)
    #expect(rehearsal.sent == [0, 1, 2, 3])
    // It is the pace's own silence, not a hold that the server asked for.
    #expect(rehearsal.events.isEmpty && rehearsal.statistics.heldUntil == nil)
  }

  // MARK: Breaker

  @Test func opensAfterTenFailuresOverAllLeadsAndProbesOneAfterTheOther() {
    var rehearsal = Rehearsal { $0.concurrency = 10 }
    rehearsal.offer((0..<12).map { "\($0)" })
    for ticket in 0..<10 { rehearsal.answer(ticket, .failure(.connect, sent: false)) }
    // Two more had been sent in place of the first two.
    rehearsal.answer(10, .failure(.connect, sent: false))
    rehearsal.answer(11, .failure(.connect, sent: false))
    #expect(rehearsal.statistics.isDown)
    let before = rehearsal.sent.count
    var probes: [Int] = []
    var at: [Duration] = []
    for _ in 0..<6 {
      #expect(rehearsal.wake() == true)
      guard let probe = rehearsal.flying.keys.first else { continue }
      #expect(rehearsal.flying.count == 1)
      probes.append(probe)
      at.append(rehearsal.elapsed)
      rehearsal.answer(probe, .failure(.connect, sent: false))
    }
    #expect(rehearsal.sent.count - before == probes.count)
    #expect(probes.count >= 3)
    #expect(Set(probes).count == probes.count, "each probe is another lead")
    #expect(zip(at, at.dropFirst()).allSatisfy { $1 > $0 })
    // An answer, and all go again.
    rehearsal.pass(.seconds(60))
    rehearsal.answer(rehearsal.sent[rehearsal.sent.count - 1], .yes)
    #expect(rehearsal.flying.count >= 8)
    #expect(rehearsal.events.contains(.breakerClosed))
  }

  @Test func anOutageMakesNobodysBackoffLonger() {
    var rehearsal = Rehearsal {
      $0.concurrency = 10
      $0.giveUpAfter = nil
    }
    rehearsal.offer((0..<10).map { "\($0)" })
    rehearsal.answerAll(.failure(.connect, sent: false), atMost: 200)
    #expect(rehearsal.statistics.isDown && rehearsal.sent.count > 80)
    while rehearsal.flying.isEmpty { #expect(rehearsal.wake() == true) }
    rehearsal.answerAll(.yes, atMost: 1)
    // All go again, and who fails now waits as after a first or second attempt.
    #expect(rehearsal.flying.count == 9)
    for ticket in rehearsal.flying.keys { rehearsal.answer(ticket, .status(408)) }
    rehearsal.pass(.seconds(1))
    #expect(rehearsal.flying.count == 9)
  }

  @Test func givesUpInTheEndAndKeepsEveryLead() {
    var rehearsal = Rehearsal { $0.giveUpAfter = .seconds(120) }
    rehearsal.offer("a", "b", "c")
    rehearsal.answerAll(.failure(.connect, sent: false))
    #expect(rehearsal.dispatcher.stop?.reason == .unreachable)
    #expect(rehearsal.dispatcher.stop?.code == "transport.connect")
    #expect(rehearsal.elapsed == .seconds(120))
    #expect(rehearsal.ends.count == 3 && rehearsal.ends.values.allSatisfy { $0 == .unsettled })
    #expect(rehearsal.dispatcher.isFinished)
  }

  @Test func saysTheFirstFailureAtOnceWithTheTimeOfGivingUp() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a")
    rehearsal.pass(.seconds(3))
    rehearsal.answer(0, .failure(.dns, sent: false))
    let end = Timestamp(millisecondsSince1970: Ending.wall.millisecondsSince1970 + 900_000)
    #expect(rehearsal.events == [.firstFailure(code: "transport.dns", givesUpAt: end)])
    rehearsal.answerAll(.failure(.dns, sent: false), atMost: 30)
    #expect(rehearsal.events.count == 2)
    #expect(rehearsal.events.last == .breakerOpened(code: "transport.dns", failures: 10, givesUpAt: end))
  }

  @Test func aHoldThatTheServerAskedForIsNotCountedAsSilence() {
    var rehearsal = Rehearsal { $0.giveUpAfter = .seconds(60) }
    rehearsal.offer("a")
    rehearsal.answerAll(.status(503, retryAfter: "600"), atMost: 100)
    #expect(rehearsal.dispatcher.stop == nil)
    #expect(rehearsal.elapsed > .seconds(6_000))
  }

  // MARK: Wrong destination

  @Test func twentyEqualRefusalsKillNobody() {
    var rehearsal = Rehearsal()
    rehearsal.offer((0..<100).map { "\($0)" })
    rehearsal.answerAll(.status(404))
    #expect(rehearsal.dispatcher.stop == Stop(.destinationRefuses, code: "http.404", count: 20))
    #expect(rehearsal.ends.count == 100 && rehearsal.ends.values.allSatisfy { $0 == .unsettled })
    #expect(rehearsal.sent.count <= 20 + 8)
  }

  @Test func refusalsBeforeTheFirstDeliveryDieWithIt() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a", "b", "c")
    rehearsal.answer(0, .status(422, body: "why"))
    rehearsal.answer(1, .status(422))
    #expect(rehearsal.ends.isEmpty)
    rehearsal.answer(2, .yes)
    #expect(rehearsal.ends.mapValues(\.name) == [0: "http.422", 1: "http.422", 2: "delivered"])
    #expect(rehearsal.ends[0]?.report?.body == "why")
  }

  @Test func oneBadLeadAloneIsDeadWhenTheRunEnds() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a")
    rehearsal.answer(0, .envelope(400))
    #expect(rehearsal.ends.isEmpty && !rehearsal.dispatcher.isFinished)
    rehearsal.dispatcher.close(now: rehearsal.now)
    rehearsal.turn()
    #expect(rehearsal.ends[0]?.name == "http.400")
    #expect(rehearsal.dispatcher.isFinished && rehearsal.dispatcher.stop == nil)
  }

  @Test(arguments: [Ending.status(404), .envelope(400)])
  func aSmallFileForAWrongBotStops(_ ending: Ending) {
    var rehearsal = Rehearsal()
    rehearsal.offer("a", "b", "c", "d", "e")
    rehearsal.dispatcher.close(now: rehearsal.now)
    rehearsal.answerAll(ending)
    #expect(rehearsal.dispatcher.stop?.reason == .destinationRefuses)
    #expect(rehearsal.ends.count == 5 && rehearsal.ends.values.allSatisfy { $0 == .unsettled })
  }

  @Test(arguments: [
    (Ending.envelope(401), StopReason.tokenRefused), (.envelope(403), .tokenRefused), (.status(302), .redirected),
    (.failure(.certificate, sent: false), .certificateUntrusted),
  ])
  func stopsAtOnce(_ ending: Ending, _ reason: StopReason) {
    var rehearsal = Rehearsal()
    rehearsal.offer((0..<30).map { "\($0)" })
    rehearsal.answer(0, .yes)
    rehearsal.answer(1, ending)
    #expect(rehearsal.dispatcher.stop?.reason == reason)
    #expect(rehearsal.sent.count == 9)
    // What flies lands: taken is taken, all else is for the next run.
    rehearsal.answer(2, .yes)
    rehearsal.answer(3, .status(422))
    rehearsal.answer(4, .status(500))
    rehearsal.answerAll(.envelope(401))
    #expect(rehearsal.ends.count == 30 && rehearsal.dispatcher.isFinished)
    #expect(rehearsal.ends.filter { $0.value.name == "delivered" }.keys.sorted() == [0, 2])
    #expect(rehearsal.ends.values.filter { $0 == .unsettled }.count == 28)
  }

  @Test func tenBlockedInARowAreTheTokenAndKillNobody() {
    var rehearsal = Rehearsal()
    rehearsal.offer((0..<30).map { "\($0)" })
    rehearsal.answer(0, .yes)
    rehearsal.answerAll(.status(403, body: "<html>"))
    #expect(rehearsal.dispatcher.stop == Stop(.tokenRefused, code: "http.403", count: 10))
    #expect(rehearsal.ends.filter { $0.value == .unsettled }.count == 29)
  }

  @Test func aBlockedLeadBetweenOthersIsDead() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a", "b", "c")
    rehearsal.answer(0, .yes)
    rehearsal.answer(1, .status(403, body: "<html>"))
    rehearsal.answer(2, .yes)
    #expect(rehearsal.ends.mapValues(\.name) == [0: "delivered", 1: "http.403", 2: "delivered"])
  }

  // MARK: Interruption

  @Test func interruptionLetsLandWhatFlies() {
    var rehearsal = Rehearsal { $0.concurrency = 4 }
    rehearsal.offer((0..<10).map { "\($0)" })
    rehearsal.answer(0, .yes)
    rehearsal.dispatcher.interrupt(now: rehearsal.now)
    rehearsal.collect()
    #expect(rehearsal.ends.count == 6)
    rehearsal.answer(1, .yes)
    rehearsal.answer(2, .status(422))
    rehearsal.answer(3, .status(500))
    #expect(rehearsal.ends[1]?.name == "delivered")
    #expect(rehearsal.ends[2]?.name == "http.422")
    #expect(rehearsal.ends[3] == .unsettled)
    #expect(!rehearsal.dispatcher.isFinished)
    rehearsal.pass(.milliseconds(29_999))
    #expect(!rehearsal.dispatcher.isFinished)
    #expect(rehearsal.dispatcher.nextWake(now: rehearsal.now) == rehearsal.start + .seconds(30))
    rehearsal.pass(.milliseconds(1))
    #expect(rehearsal.dispatcher.isFinished && rehearsal.ends[4] == .unsettled && rehearsal.ends.count == 10)
    // Too late: it is settled already.
    rehearsal.answer(4, .yes)
    #expect(rehearsal.ends[4] == .unsettled)
  }

  @Test func offersAfterTheEndComeBack() {
    var rehearsal = Rehearsal()
    rehearsal.dispatcher.close(now: rehearsal.now)
    #expect(rehearsal.dispatcher.isFinished)
    rehearsal.offer("a")
    #expect(rehearsal.ends[0] == .unsettled && rehearsal.sent.isEmpty)
  }

  @Test func theFirstStopStays() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a", "b")
    rehearsal.answer(0, .envelope(401))
    rehearsal.dispatcher.interrupt(now: rehearsal.now)
    #expect(rehearsal.dispatcher.stop?.reason == .tokenRefused)
    #expect(rehearsal.events.filter { if case .stopped = $0 { true } else { false } }.count == 1)
  }
}
