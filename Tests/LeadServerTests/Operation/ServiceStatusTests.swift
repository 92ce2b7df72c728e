import LeadJSON
import LeadModel
import Testing

@testable import LeadServer

struct ServiceStatusTests {
  func json(_ status: ServiceStatus) -> [UInt8] {
    var json = JSONWriter()
    status.write(into: &json)
    return json.bytes
  }

  @Test(arguments: [false, true])
  func whatIsWrittenReadsBack(isIll: Bool) throws {
    var status = isIll ? ServiceStatus.ill : .well
    if isIll {
      status.alarms = [ServiceEvent.alarm(.raised), ServiceEvent.alarm(.repeated)]
      status.alarms[1].subject = nil
    }
    #expect(try ServiceStatus(reading: json(status)) == status)
  }

  @Test func everyKeyIsAlwaysThere() throws {
    let bare = ServiceStatus(version: "1", at: .start, startedAt: .start, setup: .init(loadedAt: .start))
    let keys = { (bytes: [UInt8]) throws -> Set<String> in
      Set(try JSONDocument(parsing: bytes).root.members.map(\.key))
    }
    #expect(try keys(json(bare)) == keys(json(.ill)))
    let text = String(decoding: json(.well), as: UTF8.self)
    for part in ["\"paused\":false", "\"lastAcceptedAt\":null", "\"holdReason\":null", "\"pacePerSecond\":20.5"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  /// A daemon of a later version may say more, one of an earlier less.
  @Test func whatIsNotKnownIsPassedOver() throws {
    let text = """
      {"version": "9", "at": "2026-01-31T10:00:00.000Z", "startedAt": "2026-01-31T09:00:00.000Z", "new": {"a": [1]},
       "config": {"loadedAt": "2026-01-31T09:00:00.000Z"}, "routes": [{"path": "/a", "more": 1}, {"no": "path"}, 7],
       "destinations": [{"name": "main", "breaker": "melted"}], "alarms": [{"code": "never.heard.of"}]}
      """
    let status = try ServiceStatus(reading: Array(text.utf8))
    #expect(status.routes.map(\.path) == ["/a"])
    #expect(status.inboxes.map(\.breaker) == [.closed])
    #expect(status.alarms.isEmpty)
  }

  @Test(arguments: ["", "<html>", "[]", "{}", "{\"version\": \"1\"}"])
  func whatIsNoStatusIsRefused(text: String) {
    let error = #expect(throws: Diagnostic.self) { try ServiceStatus(reading: Array(text.utf8)) }
    #expect(error?.code == "status.unreadable")
    #expect(error?.hint?.contains("/status") == true)
  }

  /// bytes, at most, free, minimum, growth: room, seconds.
  @Test(
    arguments: [
      (100, 1_000, 5_000, 1_000, 10.0, 900, 90), (100, 1_000, 1_300, 1_000, 10, 300, 30),
      (100, 1_000, 5_000, 1_000, 0, 900, nil), (100, 1_000, 5_000, 1_000, -5, 900, nil),
      (2_000, 1_000, 5_000, 1_000, 1, 0, 0), (0, 1_000, 500, 1_000, 1, 0, 0),
      (0, .max, .max, 0, 1e-9, .max, 315_360_000),
    ] as [(Int, Int, Int, Int, Double, Int, Int?)])
  func theRoomIsWhatTheSpoolAndTheDiskLeave(
    bytes: Int, limit: Int, free: Int, minimum: Int, growth: Double, room: Int, seconds: Int?
  ) {
    var spool = ServiceStatus.Spool()
    spool.bytes = bytes
    spool.maxBytes = limit
    spool.freeBytes = free
    spool.minFreeBytes = minimum
    spool.growthPerSecond = growth
    #expect(spool.room == room)
    #expect(spool.roomTime == seconds.map { .seconds($0) })
  }

  @Test func gaugesSayWhatTheStatusSays() {
    func value(_ metric: Metric, _ labels: MetricLabels = MetricLabels(), of status: ServiceStatus) -> Double? {
      status.gauges[metric]?.first { $0.0 == labels }?.1
    }
    let ill = ServiceStatus.ill
    for (metric, labels, well, now) in [
      (.ready, MetricLabels(), 1, 0), (.spoolBytes, MetricLabels(), 100_000, 950_000),
      (.spoolOldestSeconds, MetricLabels(), 10, 10), (.configStale, MetricLabels(), 0, 1),
      (.tokenRefused, MetricLabels("main"), 0, 1), (.breakerState, MetricLabels("white", "closed"), 1, 0),
      (.breakerState, MetricLabels("white", "halfOpen"), 0, 1), (.deliveryPace, MetricLabels("main"), 20.5, 20.5),
      (.deliveryPace, MetricLabels("white"), nil, nil), (.deadLetters, MetricLabels("main"), 9, 101),
      (.routeLastAccepted, MetricLabels("/hooks/new"), nil, nil), (.info, MetricLabels("1.2.3"), 1, 1),
      (.routeLastAccepted, MetricLabels("/hooks/contact"), 1_769_857_190, 1_769_853_540),
    ] as [(Metric, MetricLabels, Double?, Double?)] {
      #expect(value(metric, labels, of: .well) == well, "\(metric) \(labels)")
      #expect(value(metric, labels, of: ill) == now, "\(metric) \(labels)")
    }
  }

  @Test func aHoldCountsDown() {
    var status = ServiceStatus.well
    status.inboxes[0].heldUntil = .start + 3_630
    #expect(status.gauges[.deliveryHoldSeconds]?.map(\.1) == [30, 0])
    #expect(status.at(3_700).gauges[.deliveryHoldSeconds]?.map(\.1) == [0, 0])
  }
}

struct SpoolTrendTests {
  @Test func theGrowthIsThatOfFiveMinutes() {
    var trend = SpoolTrend()
    trend.observe(bytes: 1_000, at: .start)
    trend.observe(bytes: 9_000, at: .start + 5)
    #expect(trend.growthPerSecond == 0, "too early to tell")
    trend.observe(bytes: 2_000, at: .start + 10)
    #expect(trend.growthPerSecond == 100)
    for second in stride(from: 20.0, through: 1_000, by: 1) {
      trend.observe(bytes: 5_000 + Int(second) * 10, at: .start + second)
    }
    #expect(trend.growthPerSecond == 10, "what is older does not count")
    for second in 1_001...1_600 { trend.observe(bytes: 0, at: .start + Double(second)) }
    #expect(trend.growthPerSecond == 0)
  }

  @Test func shrinkingIsNoGrowth() {
    var trend = SpoolTrend()
    trend.observe(bytes: 1_000, at: .start)
    trend.observe(bytes: 0, at: .start + 100)
    #expect(trend.growthPerSecond == -10)
  }

  @Test func aClockThatIsSetBackStartsAnew() {
    var trend = SpoolTrend()
    trend.observe(bytes: 0, at: .start + 3_600)
    trend.observe(bytes: 1_000, at: .start)
    #expect(trend.growthPerSecond == 0)
    trend.observe(bytes: 2_000, at: .start + 100)
    #expect(trend.growthPerSecond == 10)
  }
}
