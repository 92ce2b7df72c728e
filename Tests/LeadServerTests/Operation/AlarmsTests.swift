import LeadJSON
import LeadModel
import Testing

@testable import LeadServer

struct AlarmsTests {
  /// Codes with their subjects and steps, in their order.
  func words(_ alarms: [Alarm]) -> [String] {
    alarms.map { "\($0.step.rawValue) \($0.code.rawValue)\($0.subject.map { " \($0)" } ?? "")" }
  }

  @Test func nothingIsSaidWhileAllIsWell() {
    var alarms = Alarms(AlarmLimits())
    #expect(alarms.judge(.well).isEmpty && alarms.active.isEmpty)
  }

  @Test func allThatIsWrongIsSaidOnce() {
    var alarms = Alarms(AlarmLimits())
    let all = [
      "breaker.open white", "certificate.expiring 0.0.0.0:8443", "config.refused", "dead-letters.many main", "disk.low",
      "route.gone /hooks/old", "route.silent /hooks/contact", "source.failing crm", "source.silent crm",
      "source.token sheet", "spool.filling", "token.refused main",
    ]
    #expect(words(alarms.judge(.ill)) == all.map { "raised \($0)" })
    #expect(Set(all.map { $0.split(separator: " ")[0] }) == Set(Alarm.Code.allCases.map { Substring($0.rawValue) }))
    #expect(alarms.judge(.ill.at(3_660)).isEmpty)
    #expect(alarms.active.count == all.count)
  }

  /// A daemon that is well but for one thing.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let isAlarm: Bool
    let change: @Sendable (inout ServiceStatus) -> Void

    init(_ name: String, _ isAlarm: Bool, _ change: @escaping @Sendable (inout ServiceStatus) -> Void) {
      testDescription = name
      self.isAlarm = isAlarm
      self.change = change
    }
  }

  static let cases = [
    Case("a breaker open for less than its time", false) { $0.inboxes[0].open(since: 3_001) },
    Case("a breaker open for its time", true) { $0.inboxes[0].open(since: 3_000) },
    Case("a hold that the server asked for", false) { $0.inboxes[0].holdReason = "http.429" },
    Case("a refused token", true) { $0.inboxes[0].holdReason = "token.refused" },
    Case("a spool below its share", false) { $0.spool.bytes = 799_999 },
    Case("a spool at its share", true) { $0.spool.bytes = 800_000 },
    Case("a spool without a limit", false) { $0.spool.maxBytes = 0 },
    Case("fewer dead letters than are too many", false) { $0.inboxes[0].deadLetters = 99 },
    Case("one more", true) { $0.inboxes[0].deadLetters = 100 },
    Case("a certificate for 14 days", false) { $0.certificates[0].expiresAt = .start + 3_600 + 14 * 86_400 },
    Case("a certificate for less", true) { $0.certificates[0].expiresAt = .start + 3_599 + 14 * 86_400 },
    Case("a certificate that has ended", true) { $0.certificates[0].expiresAt = .start },
    Case("a route silent for its time", false) { $0.routes[0].lastAcceptedAt = .start },
    Case("a route silent for longer", true) { $0.routes[0].lastAcceptedAt = .start - 1 },
    Case("a paused route", false) {
      $0.routes[0].lastAcceptedAt = .start - 1
      $0.routes[0].isPaused = true
    },
    Case("a route that may be silent", false) {
      $0.routes[0].lastAcceptedAt = nil
      $0.routes[0].expectEvery = nil
    },
    Case("a new route", false) { $0.routes[1].expectEvery = .seconds(3_600) },
    Case("a route that nobody posted to", true) { $0.routes[1].expectEvery = .seconds(3_599) },
    Case("a route of a new configuration", false) {
      $0.routes[1].expectEvery = .seconds(60)
      $0.setup.loadedAt = .start + 3_590
    },
    Case("posts without a route for less than its time", false) { $0.waitWithoutARoute(since: 3_001) },
    Case("posts without a route for its time", true) { $0.waitWithoutARoute(since: 3_000) },
    Case("as much disk as there must be", false) { $0.spool.freeBytes = 1_000_000 },
    Case("less", true) { $0.spool.freeBytes = 999_999 },
    Case("a configuration that cannot be used", true) { $0.setup.refusedAt = .start },
  ]

  @Test(arguments: cases)
  func aConditionIsAnAlarmFromItsLimitOn(_ one: Case) {
    var status = ServiceStatus.well
    one.change(&status)
    var alarms = Alarms(AlarmLimits())
    #expect(alarms.judge(status).count == (one.isAlarm ? 1 : 0))
  }

  @Test func whatStaysWrongIsSaidAgainNowAndThen() {
    var alarms = Alarms(AlarmLimits())
    var status = ServiceStatus.well
    status.inboxes[0].holdReason = "token.refused"
    status.inboxes[0].heldSince = .start + 1_000
    var said: [Double] = []
    for minute in 60...(60 + 24 * 60) {
      status.inboxes[0].waiting = minute
      status.routes[0].lastAcceptedAt = .start + Double(minute * 60)
      for alarm in alarms.judge(status.at(Double(minute * 60))) {
        #expect(alarm.since == .start + 1_000)
        #expect(alarm.step == (said.isEmpty ? .raised : .repeated))
        #expect(alarm.message == "'main' refuses the token: \(minute) posts wait", "as it is now")
        said.append(alarm.at.seconds(since: .start) / 3_600)
      }
    }
    #expect(said == [1, 7, 13, 19, 25])
  }

  @Test func whatIsWellForAWhileIsOver() {
    var alarms = Alarms(AlarmLimits())
    var status = ServiceStatus.well
    status.routes[0].expectEvery = nil
    var wrong = status
    wrong.setup.refusedAt = .start
    #expect(words(alarms.judge(wrong)) == ["raised config.refused"])
    #expect(alarms.judge(status.at(3_660)).isEmpty, "not yet: it may come back")
    #expect(alarms.judge(wrong.at(3_720)).isEmpty, "it is the same alarm")
    #expect(alarms.judge(status.at(3_780)).isEmpty)
    #expect(alarms.judge(status.at(4_079)).isEmpty)
    #expect(alarms.active.count == 1)
    let over = alarms.judge(status.at(4_080))
    #expect(words(over) == ["over config.refused"])
    #expect(over.allSatisfy { $0.isOver && $0.since == .start && $0.at == .start + 4_080 })
    #expect(alarms.active.isEmpty)
    #expect(words(alarms.judge(wrong.at(4_140))) == ["raised config.refused"])
  }

  @Test func alarmsOfTwoDestinationsAreTwo() {
    var alarms = Alarms(AlarmLimits())
    var status = ServiceStatus.well
    for index in 0..<2 { status.inboxes[index].holdReason = "token.refused" }
    #expect(words(alarms.judge(status)) == ["raised token.refused main", "raised token.refused white"])
  }

  @Test func messagesSayWhatIsAndForHowLong() {
    var alarms = Alarms(AlarmLimits())
    #expect(
      alarms.judge(.ill).map(\.message) == [
        "'white' has not answered for 10m 00s: 0 posts wait",
        "the certificate of 0.0.0.0:8443 ends in 312h 0m",
        "the configuration cannot be used (config.key.unknown): the one of 2026-01-31T10:00:00.000Z runs on",
        "there are 101 dead letters for 'main'",
        "the disk of the state folder has 900000 bytes left: no post is accepted below 1000000",
        "3 posts to /hooks/old wait, and no route delivers them",
        "no post came to /hooks/contact for 1h 1m, expected every 1h 0m",
        "the source 'crm' has failed 3 times in a row (fetch.html)",
        "nothing new came from the source 'crm' for 3h 0m, expected every 2h 0m",
        "the source 'sheet' refuses its token",
        "the spool is 95 % full: full in 0ms",
        "'main' refuses the token: 40 posts wait",
      ])
  }
}

extension ServiceStatus.Inbox {
  fileprivate mutating func open(since seconds: Double) {
    breaker = .open
    downSince = .start + seconds
  }
}

extension ServiceStatus {
  fileprivate mutating func waitWithoutARoute(since seconds: Double) {
    routeless = [Routeless(path: "/hooks/old", posts: 3, oldestAt: nil, since: .start + seconds)]
  }
}

struct AlarmFormatTests {
  let alarm = Alarm(
    code: .routeSilent, subject: "/a&<b>", message: "no post came to /a&<b>", since: .start, at: .start + 60,
    step: .raised)

  @Test func asJSON() {
    #expect(
      String(decoding: AlarmFormat.json.body(of: alarm, host: "web-1"), as: UTF8.self)
        == "{\"alarm\":{\"code\":\"route.silent\",\"subject\":\"/a&<b>\",\"message\":\"no post came to /a&<b>\","
        + "\"since\":\"2026-01-31T10:00:00.000Z\",\"at\":\"2026-01-31T10:01:00.000Z\",\"state\":\"raised\"},"
        + "\"host\":\"web-1\"}")
  }

  @Test(
    arguments: [
      (.raised, ":rotating_light: leadbridge"), (.repeated, ":rotating_light: still: leadbridge"),
      (.over, ":white_check_mark: over: leadbridge"),
    ] as [(Alarm.Step, String)])
  func asSlackTakesIt(step: Alarm.Step, start: String) throws {
    var alarm = alarm
    alarm.step = step
    let root = try JSONDocument(parsing: AlarmFormat.slack.body(of: alarm, host: "web-1")).root
    #expect(
      root["text"]?.string
        == start + " on web-1: no post came to /a&amp;&lt;b&gt; [route.silent, since 2026-01-31T10:00:00.000Z]")
    #expect(root.count == 1)
  }
}
