/// A metric of the daemon: the one declaration of which its samples, its help and its row in `docs/metrics.md` come.
///
/// Names follow Prometheus' advice (https://prometheus.io/docs/practices/naming/): the program's name first, base units,
/// `_total` for what only grows. Labels are paths of routes, names of destinations and fixed codes: never a value of a
/// lead, nor anything that a sender writes.
///
/// To add one: a case, its declaration below, and `RECORD=1` for the table.
package enum Metric: Int, Sendable, CaseIterable {
  // Posts, until they are on the disk.
  case postsReceived, postsAccepted, postBytes, postsRepeated, postsRefused, postsSpam, challengesAnswered,
    connectionsDropped
  case acceptSeconds
  // Records, until they have an outcome.
  case leadsDelivered, leadsUnchanged, leadsSkipped, leadsRejected, leadsDead, leadWarnings, deliveryRetries,
    deliverySeconds
  case breakerOpenings, deliveryHolds
  // Sources.
  case sourceRuns, sourceFailures, sourceWarnings, sourceRequests, sourceRecords, sourceMissed
  // The daemon itself.
  case configReloads, alarmsRaised, failures, logLinesSuppressed
  // What is so at the time of the scrape.
  case info, startTime, ready, connectionsOpen, requestsInFlight
  case routeLastAccepted, routePaused
  case spoolRows, spoolBytes, spoolLimitBytes, spoolOldestSeconds, routelessPosts, diskFreeBytes
  case concurrencyLimit, deliveryInFlight, deliveryPace, breakerState, deliveryHoldSeconds, tokenRefused
  case deliveryWaiting, deliveryOldestSeconds, deadLetters
  case sourceLastSuccess, sourceLastNew, sourceNextRun, sourceFailuresInARow
  case configLoaded, configStale, alarmActive, certificateExpires, capturedPosts

  /// What the exposition calls its type.
  package enum Kind: String, Sendable {
    /// Only grows, and starts at 0 with the process.
    case counter
    /// What is so at the time of the scrape.
    case gauge
    /// Counts by upper bounds, their sum and their number.
    case histogram
  }

  /// What is said of it.
  package struct Declaration: Sendable {
    /// Behind `leadbridge_`.
    fileprivate let suffix: String
    package let kind: Kind
    /// At most three.
    package let labels: [String]
    /// One sentence.
    package let help: String
    /// The upper bounds of a histogram, rising, without the last, which is infinite.
    package let bounds: [Double]

    fileprivate init(_ suffix: String, _ kind: Kind, _ labels: [String], _ help: String, bounds: [Double] = []) {
      self.suffix = suffix
      self.kind = kind
      self.labels = labels
      self.help = help
      self.bounds = bounds
    }

    package var name: String { "leadbridge_" + suffix }
  }

  package var declaration: Declaration { Self.declarations[rawValue] }

  // Made once: a declaration is looked at for every count.
  private static let declarations = allCases.map(\.declared)

  /// Seconds from 0.5 ms to 2.5 s: senders hang up after some seconds.
  private static let acceptBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
  /// Seconds from 10 ms to 12 h: an outage is part of it.
  private static let deliveryBounds = [
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 43_200,
  ]

  private var declared: Declaration {
    switch self {
    case .postsReceived:
      counter("posts_received_total", ["route"], "Requests that reached a route, whatever came of them.")
    case .postsAccepted: counter("posts_accepted_total", ["route"], "Posts that are on the disk and were answered so.")
    case .postBytes: counter("post_bytes_total", ["route"], "Bytes of the bodies of accepted posts.")
    case .postsRepeated:
      counter("posts_repeated_total", ["route"], "Posts that an earlier one had brought: answered with its id.")
    case .postsRefused:
      counter(
        "posts_refused_total", ["route", "reason"],
        "Requests that were refused, by the code of the reason; without a route where the path is none.")
    case .postsSpam:
      counter("posts_spam_total", ["route", "reason"], "Posts that were taken and are not sent: filled by a machine.")
    case .challengesAnswered:
      counter("challenges_answered_total", ["route"], "Handshakes by which a sender tries a route out.")
    case .connectionsDropped:
      counter("connections_dropped_total", ["reason"], "Connections that were ended without an answer.")
    case .acceptSeconds:
      Declaration(
        "accept_seconds", .histogram, [], "Seconds from a post's last byte to the disk's answer.",
        bounds: Self.acceptBounds)
    case .leadsDelivered: counter("leads_delivered_total", Self.way, "Records that the inbox took.")
    case .leadsUnchanged: counter("leads_unchanged_total", Self.way, "Records that were in the inbox as they are.")
    case .leadsSkipped:
      counter("leads_skipped_total", Self.wayAndReason, "Records that the mapping, a list or a spam check leaves out.")
    case .leadsRejected:
      counter("leads_rejected_total", Self.wayAndReason, "Records that are unreadable or invalid: dead letters.")
    case .leadsDead:
      counter("leads_dead_total", Self.wayAndReason, "Records that were refused or given up on: dead letters.")
    case .leadWarnings:
      counter("lead_warnings_total", ["route", "reason"], "Records that were odd, and taken all the same.")
    case .deliveryRetries:
      counter("delivery_retries_total", Self.cause, "Requests that have to be sent again, by what came of them.")
    case .deliverySeconds:
      Declaration(
        "delivery_seconds", .histogram, ["destination"], "Seconds from a post's acceptance to its lead in the inbox.",
        bounds: Self.deliveryBounds)
    case .breakerOpenings:
      counter("breaker_openings_total", Self.cause, "Times that a destination was found down.")
    case .deliveryHolds:
      counter("delivery_holds_total", Self.cause, "Times that nothing was sent for a while, by why.")
    case .sourceRuns: counter("source_runs_total", ["source", "result"], "Runs of a source: `well`, or `failed`.")
    case .sourceFailures:
      counter("source_failures_total", ["source", "reason"], "Failed runs, by the code of the reason.")
    case .sourceWarnings:
      counter("source_warnings_total", ["source", "reason"], "What was odd about a source, by code.")
    case .sourceRequests: counter("source_requests_total", ["source"], "Requests that were sent to the source.")
    case .sourceRecords:
      counter(
        "source_records_total", ["source", "destination", "outcome"], "Records of a source, by what came of them.")
    case .sourceMissed:
      counter("source_missed_total", ["source"], "Records that a webhook should have brought, and a source has.")
    case .configReloads:
      counter("config_reloads_total", ["result"], "Reloads of the configuration: `loaded`, or `refused`.")
    case .alarmsRaised: counter("alarms_raised_total", ["code"], "Alarms that were raised, without their repeats.")
    case .failures: counter("failures_total", ["reason"], "What went wrong in the daemon itself, by code.")
    case .logLinesSuppressed:
      counter("log_lines_suppressed_total", ["code"], "Lines that the log left out: see `docs/operation.md`.")
    case .info: gauge("info", ["version"], "Always 1.")
    case .startTime: gauge("start_time_seconds", [], "When the daemon started, in seconds since 1970.")
    case .ready: gauge("ready", [], "1 where posts can be accepted, else 0.")
    case .connectionsOpen: gauge("connections_open", [], "Connections that are open, the operator's among them.")
    case .requestsInFlight:
      gauge("requests_in_flight", [], "Requests that are not answered yet, the operator's among them.")
    case .routeLastAccepted:
      gauge("route_last_accepted_timestamp_seconds", ["route"], "When a post was last accepted, since 1970.")
    case .routePaused: gauge("route_paused", ["route"], "1 where the route answers 503, else 0.")
    case .spoolRows: gauge("spool_rows", [], "Posts on the disk whose records have not all got an outcome.")
    case .spoolBytes: gauge("spool_bytes", [], "Bytes of these posts.")
    case .spoolLimitBytes: gauge("spool_limit_bytes", [], "Bytes at which the spool is full.")
    case .spoolOldestSeconds: gauge("spool_oldest_seconds", [], "Age of the oldest of these posts; 0 without any.")
    case .routelessPosts:
      gauge(
        "routeless_posts", ["route"],
        "Posts on the disk that no route delivers: the path is none of the configuration's.")
    case .diskFreeBytes: gauge("disk_free_bytes", [], "Free bytes on the disk of the state folder.")
    case .concurrencyLimit:
      gauge("delivery_concurrency_limit", Self.at, "Requests that may be under way to the inbox at once.")
    case .deliveryInFlight: gauge("delivery_in_flight", Self.at, "Requests under way to the inbox.")
    case .deliveryPace:
      gauge("delivery_pace_per_second", Self.at, "Requests a second at most; not there where nothing limits them.")
    case .breakerState:
      gauge("breaker_state", ["destination", "state"], "1 for the state in which the breaker is, 0 for the others.")
    case .deliveryHoldSeconds:
      gauge("delivery_hold_seconds", Self.at, "Seconds for which nothing is sent, as far as known; 0: no hold.")
    case .tokenRefused: gauge("token_refused", Self.at, "1 while the inbox refuses the token, else 0.")
    case .deliveryWaiting: gauge("delivery_waiting", Self.at, "Posts that wait for the inbox.")
    case .deliveryOldestSeconds: gauge("delivery_oldest_seconds", Self.at, "Age of the oldest of them; 0 without any.")
    case .deadLetters: gauge("dead_letters", Self.at, "Dead letters in the file.")
    case .sourceLastSuccess:
      gauge("source_last_success_timestamp_seconds", ["source"], "When a run of it last ended well, since 1970.")
    case .sourceLastNew:
      gauge("source_last_new_timestamp_seconds", ["source"], "When a run last brought something new, since 1970.")
    case .sourceNextRun:
      gauge("source_next_run_timestamp_seconds", ["source"], "When it is looked at next, since 1970.")
    case .sourceFailuresInARow:
      gauge("source_failures_in_a_row", ["source"], "Runs that failed since the last that did not.")
    case .configLoaded: gauge("config_loaded_timestamp_seconds", [], "When the running configuration was read.")
    case .configStale: gauge("config_stale", [], "1 where the last reload was refused and an older one runs, else 0.")
    case .alarmActive: gauge("alarm_active", ["code", "subject"], "1 for each alarm that is on.")
    case .capturedPosts:
      gauge("captured_posts", ["result"], "With `--capture`: posts since the start, by what became of them as cases.")
    case .certificateExpires:
      gauge("certificate_expiry_timestamp_seconds", ["name"], "When a certificate of ours ends, since 1970.")
    }
  }

  private static let way = ["route", "destination"]
  private static let wayAndReason = ["route", "destination", "reason"]
  private static let cause = ["destination", "reason"]
  private static let at = ["destination"]

  private func counter(_ suffix: String, _ labels: [String], _ help: String) -> Declaration {
    Declaration(suffix, .counter, labels, help)
  }

  private func gauge(_ suffix: String, _ labels: [String], _ help: String) -> Declaration {
    Declaration(suffix, .gauge, labels, help)
  }
}
