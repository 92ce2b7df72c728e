import LeadJournal
import LeadModel
import LeadServer
import LeadSync

/// A daemon's status as `leadbridge status` shows it.
struct StatusText {
  var status: ServiceStatus

  /// Its lines; none is wider than `width` columns.
  func lines(width: Int) -> [String] {
    var lines = head.map { DisplayWidth.cut(DisplayWidth.visible($0), width) }
    if !status.alarms.isEmpty {
      lines +=
        [""]
        + status.alarms.flatMap { alarm in
          Self.wrapped("alarm: \(alarm.message) [\(alarm.code.rawValue)]", width: width)
        }
    }
    if !status.routes.isEmpty { lines += [""] + routes.lines(width: width) }
    if !status.sources.isEmpty { lines += [""] + sourceLines(width: width) }
    if !status.inboxes.isEmpty { lines += [""] + inboxes.lines(width: width) }
    return lines
  }

  /// What concerns the daemon as a whole.
  private var head: [String] {
    let state = status.notReady.map { "takes no posts: \($0)" } ?? "takes posts"
    var lines = ["leadbridge \(status.version), up \(ago(status.startedAt)): \(state)"]
    let setup = status.setup
    lines.append("configuration  read \(ago(setup.loadedAt)) ago")
    if let refusedAt = setup.refusedAt {
      lines.append(
        "               a newer one was refused \(ago(refusedAt)) ago: \(setup.refusedReason ?? "unreadable")")
    }
    let spool = status.spool
    let oldest = spool.oldestAt.map { ", oldest \(ago($0))" } ?? ""
    lines.append(
      "spool          \(spool.rows) posts, \(Self.size(spool.bytes)) of \(Self.size(spool.maxBytes)) "
        + "(\(Int(spool.share * 100)) %)\(oldest)")
    let full = spool.roomTime.map { "full in \($0.shown) at this rate" } ?? "not growing"
    lines.append("               \(Self.size(spool.room)) left, \(full); disk \(Self.size(spool.freeBytes)) free")
    for waiting in status.routeless {
      let oldest = waiting.oldestAt.map { ", oldest \(ago($0))" } ?? ""
      lines.append("               \(waiting.posts) posts to \(waiting.path) wait for no route\(oldest)")
    }
    for certificate in status.certificates {
      let left = certificate.expiresAt.seconds(since: status.at)
      let end = left > 0 ? "ends in \(Self.span(left))" : "has ended"
      lines.append("certificate    \(certificate.name) \(end)")
    }
    return lines
  }

  private var routes: Table {
    var table = Table(columns: [
      .init(title: "route", minimum: 14), .init(title: "sender", minimum: 6), .init(title: "to", minimum: 4),
      .init(title: "accepted", alignRight: true, minimum: 8), .init(title: "refused", alignRight: true, minimum: 7),
      .init(title: "last", alignRight: true, minimum: 7), .init(title: "expected", minimum: 8),
    ])
    table.rows = status.routes.map { route in
      let closed = route.isPaused ? "paused" : route.isUnmapped ? "unmapped" : nil
      let last = closed ?? route.lastAcceptedAt.map(ago) ?? "never"
      return [
        route.path, route.sender, route.destination, "\(route.accepted)", "\(route.refused)", last,
        route.expectEvery.map { "every \(Self.span($0.seconds))" } ?? "",
      ]
    }
    return table
  }

  /// How the sources stand, and below what is wrong with them.
  func sourceLines(width: Int) -> [String] {
    sources.lines(width: width)
      + status.sources.compactMap { source in source.errorMessage.map { "\(source.name): \($0)" } }
  }

  private var sources: Table {
    var table = Table(columns: [
      .init(title: "source", minimum: 10), .init(title: "kind", minimum: 6), .init(title: "to", minimum: 4),
      .init(title: "last run", alignRight: true, minimum: 8), .init(title: "new", alignRight: true, minimum: 4),
      .init(title: "cursor", minimum: 10), .init(title: "next", alignRight: true, minimum: 7),
      .init(title: "state", minimum: 10),
    ])
    table.rows = status.sources.map { source in
      [
        source.name, source.kind, source.destination, source.endedAt.map(ago) ?? "never", "\(source.counts.delivered)",
        source.cursor ?? "", source.nextAt.map { "in " + Self.span($0.seconds(since: status.at)) } ?? "",
        state(of: source),
      ]
    }
    return table
  }

  /// `runs`, `well`, `fetch.token, 3 posts wait`.
  private func state(of source: SourceStanding) -> String {
    let state =
      source.isRunning
      ? "runs" : source.isPaused ? "paused" : source.errorCode ?? (source.endedAt == nil ? "" : "well")
    let posts = source.waiting == 0 ? "" : "\(source.waiting) post\(source.waiting == 1 ? " waits" : "s wait")"
    return [state, posts].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private var inboxes: Table {
    var table = Table(columns: [
      .init(title: "to", minimum: 6), .init(title: "state", minimum: 16),
      .init(title: "waiting", alignRight: true, minimum: 7), .init(title: "oldest", alignRight: true, minimum: 6),
      .init(title: "flying", alignRight: true, minimum: 6), .init(title: "pace", alignRight: true, minimum: 6),
      .init(title: "delivered", alignRight: true, minimum: 9), .init(title: "dead", alignRight: true, minimum: 4),
    ])
    table.rows = status.inboxes.map { inbox in
      [
        inbox.name, state(of: inbox), "\(inbox.waiting)", inbox.oldestAt.map(ago) ?? "",
        "\(inbox.inFlight)/\(inbox.limit)", inbox.pace.map { "\(($0 * 10).rounded() / 10)/s" } ?? "",
        "\(inbox.delivered)", "\(inbox.dead)",
      ]
    }
    return table
  }

  /// `up`, `held: http.429`, `down for 12m 03s`.
  private func state(of inbox: ServiceStatus.Inbox) -> String {
    if inbox.breaker != .closed { return "down" + (inbox.downSince.map { " for \(ago($0))" } ?? "") }
    return inbox.holdReason.map { "held: \($0)" } ?? "up"
  }

  // MARK: Words

  private func ago(_ time: Timestamp) -> String { Self.span(status.at.seconds(since: time)) }

  /// A span in at most seven columns: `42s`, `2m 05s`, `3h 20m`, `12d`.
  private static func span(_ seconds: Double) -> String {
    seconds >= 172_800 ? "\(Int(seconds / 86_400))d" : Duration.seconds(Int(seconds)).shown
  }

  /// A size in units of 1,000: `812 B`, `4.2 MB`.
  private static func size(_ bytes: Int) -> String {
    let units = ["KB", "MB", "GB", "TB"]
    guard bytes >= 1_000 else { return "\(bytes) B" }
    var size = Double(bytes) / 1_000
    var index = 0
    while size >= 999.95, index < units.count - 1 {
      size /= 1_000
      index += 1
    }
    return "\((size * 10).rounded() / 10) \(units[index])"
  }

  /// A sentence over as many lines as it needs, all but the first indented.
  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in DisplayWidth.visible(text).split(separator: " ") {
      let next = line.isEmpty ? String(word) : line + " " + word
      if DisplayWidth.of(next) > width, !line.isEmpty {
        lines.append(line)
        line = "  " + word
      } else {
        line = next
      }
    }
    return (lines + [line]).map { DisplayWidth.cut($0, width) }
  }
}
