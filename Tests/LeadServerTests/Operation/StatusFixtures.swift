import LeadJournal
import LeadModel
import LeadSync

@testable import LeadServer

extension Timestamp {
  /// 2026-01-31T10:00:00.000Z.
  static let start = Timestamp(millisecondsSince1970: 1_769_853_600_000)

  static func + (time: Timestamp, seconds: Double) -> Timestamp {
    Timestamp(millisecondsSince1970: time.millisecondsSince1970 + Int64(seconds * 1000))
  }
}

extension ServiceStatus {
  /// A daemon that is well, an hour after its start.
  static var well: ServiceStatus {
    var status = ServiceStatus(
      version: "1.2.3", at: .start + 3_600, startedAt: .start, setup: Setup(loadedAt: .start))
    status.connections = 12
    status.requests = 2
    status.spool.rows = 40
    status.spool.bytes = 100_000
    status.spool.maxBytes = 1_000_000
    status.spool.oldestAt = .start + 3_590
    status.spool.freeBytes = 5_000_000
    status.spool.minFreeBytes = 1_000_000
    status.spool.growthPerSecond = 100
    var route = Route(path: "/hooks/contact", sender: "typeform", destination: "main")
    route.accepted = 1_200
    route.refused = 3
    route.lastAcceptedAt = .start + 3_590
    route.expectEvery = .seconds(3_600)
    status.routes = [route, Route(path: "/hooks/new", sender: "form", destination: "white")]
    var main = Inbox(name: "main")
    main.waiting = 40
    main.oldestAt = .start + 3_590
    main.inFlight = 4
    main.limit = 8
    main.pace = 20.5
    main.delivered = 1_100
    main.dead = 2
    main.deadLetters = 9
    status.inboxes = [main, Inbox(name: "white")]
    status.sources = ["sheet", "crm"].map { name in
      var source = SourceStanding(name: name, kind: "http", destination: "main")
      source.startedAt = .start + 3_000
      source.endedAt = .start + 3_001
      source.succeededAt = .start + 3_001
      source.newAt = .start + 3_001
      source.nextAt = .start + 3_900
      source.cursor = "2026-01-31T09:00:00Z"
      source.counts = OutcomeCounts(delivered: 3, unchanged: 2, skipped: 1, rejected: 1)
      source.requests = 2
      source.missed = 1
      source.waiting = 2
      return source
    }
    status.certificates = [Certificate(name: "0.0.0.0:8443", expiresAt: .start + 90 * 86_400)]
    return status
  }

  /// All that can be wrong is wrong.
  static var ill: ServiceStatus {
    var status = well
    status.notReady = "disk.low"
    status.spool.bytes = 950_000
    status.spool.freeBytes = 900_000
    status.setup.refusedAt = .start + 3_000
    status.setup.refusedReason = "config.key.unknown"
    status.routes[0].lastAcceptedAt = .start - 60
    status.inboxes[0].holdReason = "token.refused"
    status.inboxes[0].heldSince = .start + 1_800
    status.inboxes[0].deadLetters = 101
    status.inboxes[1].breaker = .halfOpen
    status.inboxes[1].downSince = .start + 3_000
    status.certificates[0].expiresAt = .start + 3_600 + 13 * 86_400
    status.sources[0].errorCode = "fetch.token"
    status.sources[0].failures = 1
    status.sources[1].errorCode = "fetch.html"
    status.sources[1].errorMessage = "a page came in place of records"
    status.sources[1].failures = 3
    status.sources[1].newAt = .start - 7_200
    status.sources[1].expectEvery = .seconds(7_200)
    status.routeless = [
      ServiceStatus.Routeless(path: "/hooks/old", posts: 3, oldestAt: .start - 600, since: .start + 3_000)
    ]
    return status
  }

  func at(_ seconds: Double) -> ServiceStatus {
    var status = self
    status.at = .start + seconds
    return status
  }
}

extension Timestamp {
  static func - (time: Timestamp, seconds: Double) -> Timestamp { time + -seconds }
}

extension ServiceEvent {
  /// One of each kind, with its code, its level, and the counters that grow by it.
  static let samples: [(event: ServiceEvent, code: String, level: LogLevel, counters: [String: Int])] = [
    (
      .challenged(route: "/a"), "post.challenged", .debug,
      ["leadbridge_posts_received_total": 1, "leadbridge_challenges_answered_total": 1]
    ),
    (
      .dropped(reason: "connection.idle"), "connection.dropped", .info, ["leadbridge_connections_dropped_total": 1]
    ),
    (
      .accepted(id: "s1", route: "/a", bytes: 512, seconds: 0.002), "post.accepted", .info,
      ["leadbridge_posts_received_total": 1, "leadbridge_posts_accepted_total": 1, "leadbridge_post_bytes_total": 512]
    ),
    (
      .repeated(id: "s1", route: "/a"), "post.repeated", .info,
      ["leadbridge_posts_received_total": 1, "leadbridge_posts_repeated_total": 1]
    ),
    (
      .refused(route: nil, status: 404, reason: "path.unknown"), "post.refused", .info,
      ["leadbridge_posts_refused_total": 1]
    ),
    (
      .refused(route: "/a", status: 401, reason: "signature.mismatch"), "post.refused", .warning,
      ["leadbridge_posts_received_total": 1, "leadbridge_posts_refused_total": 1]
    ),
    (
      .spam(id: "s1", route: "/a", reason: "spam.honeypot"), "post.spam", .info,
      ["leadbridge_posts_received_total": 1, "leadbridge_posts_spam_total": 1]
    ),
    (
      .sourceRan(
        SourceRanEnd(
          source: "crm", destination: "main", counts: OutcomeCounts(delivered: 3, unchanged: 2), requests: 2, missed: 1,
          seconds: 0.5)), "source.ran", .info,
      [
        "leadbridge_source_runs_total": 1, "leadbridge_source_requests_total": 2, "leadbridge_source_records_total": 5,
        "leadbridge_source_missed_total": 1,
      ]
    ),
    (
      .sourceRan(
        SourceRanEnd(
          source: "crm", destination: "main", counts: OutcomeCounts(delivered: 2), requests: 1, missed: 0,
          seconds: 0.5, reason: "fetch.html")), "source.failed", .warning,
      [
        "leadbridge_source_runs_total": 1, "leadbridge_source_failures_total": 1,
        "leadbridge_source_requests_total": 1, "leadbridge_source_records_total": 2,
      ]
    ),
    (
      .sourceOdd(source: "crm", reason: "fetch.cursor.missing"), "source.odd", .warning,
      ["leadbridge_source_warnings_total": 1]
    ),
    (.ended(end(.delivered)), "lead.delivered", .info, ["leadbridge_leads_delivered_total": 1]),
    (.ended(end(.unchanged)), "lead.unchanged", .info, ["leadbridge_leads_unchanged_total": 1]),
    (.ended(end(.skipped, "opted-out")), "lead.skipped", .info, ["leadbridge_leads_skipped_total": 1]),
    (.ended(end(.rejected, "email.invalid")), "lead.rejected", .warning, ["leadbridge_leads_rejected_total": 1]),
    (.ended(end(.dead, "http.400")), "lead.dead", .warning, ["leadbridge_leads_dead_total": 1]),
    (
      .retried(destination: "main", reason: "http.503", count: 1), "delivery.retry", .info,
      ["leadbridge_delivery_retries_total": 1]
    ),
    (
      .warned(route: "/a", reason: "phone.possible", count: 2), "lead.odd", .info, ["leadbridge_lead_warnings_total": 2]
    ),
    (
      .breakerOpened(destination: "main", reason: "transport.connect"), "breaker.opened", .warning,
      ["leadbridge_breaker_openings_total": 1]
    ),
    (.breakerClosed(destination: "main"), "breaker.closed", .info, [:]),
    (
      .held(destination: "main", reason: "http.429", seconds: 30), "delivery.held", .warning,
      ["leadbridge_delivery_holds_total": 1]
    ),
    (
      .held(destination: "main", reason: "token.refused", seconds: nil), "delivery.held", .error,
      ["leadbridge_delivery_holds_total": 1]
    ),
    (.resumed(destination: "main"), "delivery.resumed", .info, [:]),
    (.started(version: "1.2.3"), "service.started", .info, [:]),
    (.ready(address: "127.0.0.1:8080", routes: 3), "service.ready", .info, [:]),
    (.stopping, "service.stopping", .info, [:]),
    (.stopped(waiting: 4), "service.stopped", .info, [:]),
    (.reloaded(routes: 3), "config.reloaded", .info, ["leadbridge_config_reloads_total": 1]),
    (
      .reloadRefused(reason: "config.key.unknown"), "config.refused", .error, ["leadbridge_config_reloads_total": 1]
    ),
    (.restartNeeded(keys: ["listen", "spool"]), "config.reload.restart", .warning, [:]),
    (.alarm(alarm(.raised)), "alarm.raised", .error, ["leadbridge_alarms_raised_total": 1]),
    (.alarm(alarm(.repeated)), "alarm.repeated", .error, [:]),
    (.alarm(alarm(.over)), "alarm.over", .info, [:]),
    (.failed(reason: "journal.write"), "service.failed", .error, ["leadbridge_failures_total": 1]),
    (
      .suppressed(code: "post.refused:token.wrong", count: 7), "log.suppressed", .warning,
      ["leadbridge_log_lines_suppressed_total": 7]
    ),
  ]

  static func end(_ outcome: Outcome, _ reason: String? = nil) -> RecordEnd {
    RecordEnd(
      id: "s1", record: 2, route: "/a", destination: "main", outcome: outcome, reason: reason, attempts: 3,
      seconds: 0.0841)
  }

  static func alarm(_ step: Alarm.Step) -> Alarm {
    Alarm(
      code: .tokenRefused, subject: "main", message: "'main' refuses the token: 40 posts wait", since: .start,
      at: .start + 60, step: step)
  }
}

extension Metrics {
  /// What a counter's samples add up to, as they are scraped; only those with a label where one is named.
  func total(_ metric: Metric, having label: String = "") -> Int {
    text(.well).split(separator: "\n").filter { line in
      line.prefix { $0 != "{" && $0 != " " } == metric.declaration.name && (label.isEmpty || line.contains(label))
    }.reduce(0) { $0 + (($1.split(separator: " ").last).flatMap { Int($0) } ?? 0) }
  }
}
