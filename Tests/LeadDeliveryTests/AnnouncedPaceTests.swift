import LeadDelivery
import LeadModel
import LeadTransport
import Testing

struct AnnouncedLimitTests {
  @Test(arguments: [
    ("seconds", RateLimitFields(remaining: "50", reset: "30"), 50, Duration.seconds(30)),
    ("with a policy behind it", RateLimitFields(remaining: "50, 100;w=60", reset: "30"), 50, .seconds(30)),
    ("a fraction", RateLimitFields(remaining: "5", reset: "0.5"), 5, .milliseconds(500)),
    ("a moment in seconds", RateLimitFields(remaining: "0", reset: "1769853610"), 0, .seconds(10)),
    ("a moment in milliseconds", RateLimitFields(remaining: "0", reset: "1769853610500"), 0, .milliseconds(10_500)),
    ("a moment that has passed", RateLimitFields(remaining: "3", reset: "1769853599"), 3, .milliseconds(1)),
    ("absurd", RateLimitFields(remaining: "999999999999999999", reset: "99999999"), 1_000_000_000_000, .seconds(900)),
    ("draft 07", RateLimitFields(combined: "limit=100, remaining=50, reset=30"), 50, .seconds(30)),
    ("draft 10", RateLimitFields(combined: #""default";r=50;t=30"#), 50, .seconds(30)),
    ("draft 10, the scarcer", RateLimitFields(combined: #""day";r=900;t=800, "second";r=2;t=5"#), 2, .seconds(5)),
    (
      "draft 10, by its policy", RateLimitFields(combined: #""a";r=5"#, policy: #""a";q=100;w=60"#), 5, .seconds(60)
    ),
  ])
  func isRead(_ name: String, _ fields: RateLimitFields, remaining: Int, reset: Duration) {
    let limit = AnnouncedLimit(fields, now: Ending.wall)
    #expect(limit == AnnouncedLimit(remaining: remaining, reset: reset))
  }

  @Test(arguments: [
    RateLimitFields(), RateLimitFields(remaining: "50"), RateLimitFields(reset: "1"),
    RateLimitFields(remaining: "many", reset: "1"), RateLimitFields(remaining: "-5", reset: "1"),
    RateLimitFields(remaining: "5", reset: "Wed, 21 Oct 2015 07:28:00 GMT"), RateLimitFields(combined: "on"),
    RateLimitFields(combined: #""a";r=5"#), RateLimitFields(remaining: "5", reset: "1234567890123456789"),
    RateLimitFields(policy: #""a";q=100;w=60"#),
  ])
  func whatIsNoneIsAsIfItWereNotThere(_ fields: RateLimitFields) {
    #expect(AnnouncedLimit(fields, now: Ending.wall) == nil)
  }
}

struct AnnouncedPaceTests {
  let start = Moment.start

  @Test func nothingIsHeldBackWhereNothingIsAnnounced() {
    let pace = AnnouncedPace()
    #expect(pace.freeAt(now: start) == start && pace.perSecond(at: start) == nil)
  }

  @Test func spreadsWhatIsLeftOverTheWindow() {
    var pace = AnnouncedPace()
    pace.announced(AnnouncedLimit(remaining: 10, reset: .seconds(5)), inFlight: 0, now: start)
    var sent: [Duration] = []
    var now = start
    while now < start + .seconds(5) {
      now = max(now, pace.freeAt(now: now))
      guard now < start + .seconds(5) else { break }
      pace.sent(now: now)
      sent.append(start.duration(to: now))
    }
    #expect(sent.count == 10)
    #expect(zip(sent, sent.dropFirst()).allSatisfy { $1 - $0 >= .milliseconds(490) })
  }

  @Test func nothingGoesWhereNothingIsLeftUntilTheWindowEnds() {
    var pace = AnnouncedPace()
    pace.announced(AnnouncedLimit(remaining: 0, reset: .seconds(7)), inFlight: 3, now: start)
    #expect(pace.freeAt(now: start + .seconds(6)) == start + .seconds(7))
    #expect(pace.freeAt(now: start + .seconds(7)) == start + .seconds(7))
  }

  @Test func whatIsUnderWayIsTakenOffANewWindow() {
    var pace = AnnouncedPace()
    pace.announced(AnnouncedLimit(remaining: 10, reset: .seconds(1)), inFlight: 8, now: start)
    #expect(pace.perSecond(at: start) == 2)
  }

  @Test func resetsInWholeSecondsDoNotSlowASecondsWindow() {
    var pace = AnnouncedPace()
    pace.announced(AnnouncedLimit(remaining: 500, reset: .seconds(1)), inFlight: 0, now: start)
    for sent in 0..<250 { pace.sent(now: start + .milliseconds(sent * 2)) }
    pace.announced(AnnouncedLimit(remaining: 250, reset: .seconds(1)), inFlight: 0, now: start + .milliseconds(500))
    #expect(pace.perSecond(at: start + .milliseconds(500)) == 500)
  }

  @Test func moreThanWasLeftIsANewWindow() {
    var pace = AnnouncedPace()
    pace.announced(AnnouncedLimit(remaining: 2, reset: .seconds(60)), inFlight: 0, now: start)
    pace.announced(AnnouncedLimit(remaining: 100, reset: .seconds(10)), inFlight: 0, now: start + .seconds(1))
    #expect(pace.perSecond(at: start + .seconds(1)) == 10)
  }

  @Test func theDispatcherKeepsToIt() {
    var rehearsal = Rehearsal()
    rehearsal.offer("a")
    let fields = RateLimitFields(remaining: "0", reset: "30")
    let response = HTTPResponse(
      status: 200, rateLimit: fields, body: Array(#"{"success":true,"message":"ok","code":200}"#.utf8))
    rehearsal.answer(0, Verdict(response, now: Ending.wall))
    rehearsal.offer("b")
    #expect(rehearsal.sent == [0])
    #expect(rehearsal.dispatcher.nextWake(now: rehearsal.now) == rehearsal.start + .seconds(30))
    rehearsal.pass(.seconds(30))
    #expect(rehearsal.sent == [0, 1])
  }
}
