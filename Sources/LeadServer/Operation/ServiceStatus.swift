package import LeadModel
package import LeadSync

/// How the daemon stands at one moment.
///
/// One value for all who ask: `/status` writes it as JSON, `leadbridge status` as text, `/metrics` takes its gauges from
/// it, and the alarms judge it. So none of them says what another denies. No value of a lead is in it.
package struct ServiceStatus: Sendable, Equatable {
  /// A path to which is posted.
  package struct Route: Sendable, Equatable {
    /// As configured, without what authenticates: a secret may be a path's last segment.
    package var path: String
    /// What `accept` says.
    package var sender: String
    package var destination: String
    /// As the configuration says.
    package var isPaused = false
    /// Whether it has neither mapping nor source, so that its posts are answered as those of a paused one.
    package var isUnmapped = false
    /// Posts since the start.
    package var accepted = 0
    /// Requests refused since the start.
    package var refused = 0
    /// Also of earlier processes, where the spool remembers it.
    package var lastAcceptedAt: Timestamp?
    /// How long it may be silent at most; `nil`: as long as it likes.
    package var expectEvery: Duration?

    package init(path: String, sender: String, destination: String) {
      self.path = path
      self.sender = sender
      self.destination = destination
    }

    /// Whether its posts are not answered 503.
    package var isOpen: Bool { !isPaused && !isUnmapped }
  }

  /// Where leads go.
  package struct Inbox: Sendable, Equatable {
    package var name: String
    package var breaker = BreakerCondition.closed
    /// Since when the breaker is not closed.
    package var downSince: Timestamp?
    /// Why nothing is sent, a code such as `token.refused` or `http.429`; `nil` without a hold.
    package var holdReason: String?
    package var heldSince: Timestamp?
    /// `nil` where the end is not known.
    package var heldUntil: Timestamp?
    /// Posts with records that have no outcome yet.
    package var waiting = 0
    /// When the oldest of them was accepted.
    package var oldestAt: Timestamp?
    /// Requests under way.
    package var inFlight = 0
    /// Requests that may be under way at once.
    package var limit = 0
    /// Requests a second at most; `nil` where nothing limits them.
    package var pace: Double?
    /// Records since the start.
    package var delivered = 0
    /// Records since the start.
    package var dead = 0
    /// Letters in the file, of earlier processes too.
    package var deadLetters = 0

    package init(name: String) { self.name = name }

    /// Whether leads go there now.
    package var takesLeads: Bool { breaker == .closed && holdReason == nil }

    package var isTokenRefused: Bool { holdReason == ServiceEvent.tokenRefused }
  }

  /// Posts that are on the disk and that no route of the configuration delivers.
  package struct Routeless: Sendable, Equatable {
    /// The path that they were posted to.
    package var path: String
    package var posts: Int
    /// When the oldest of them was accepted.
    package var oldestAt: Timestamp?
    /// Since when this process has no route for them.
    package var since: Timestamp

    package init(path: String, posts: Int, oldestAt: Timestamp?, since: Timestamp) {
      self.path = path
      self.posts = posts
      self.oldestAt = oldestAt
      self.since = since
    }
  }

  /// What is on the disk and not delivered.
  package struct Spool: Sendable, Equatable {
    /// Posts.
    package var rows = 0
    package var bytes = 0
    package var maxBytes = 0
    package var oldestAt: Timestamp?
    /// On the disk of the state folder.
    package var freeBytes = 0
    /// Below which no post is accepted.
    package var minFreeBytes = 0
    /// By how much it has grown lately; below 0 while it shrinks.
    package var growthPerSecond = 0.0

    package init() {}

    /// How full it is: 0…1, and more where a limit was lowered.
    package var share: Double { maxBytes > 0 ? Double(bytes) / Double(maxBytes) : 0 }

    /// Bytes that still fit, by its own limit and the disk's.
    package var room: Int { max(0, min(maxBytes - bytes, freeBytes - minFreeBytes)) }

    /// For how long that is enough at the present rate; `nil` while it does not grow.
    ///
    /// At most ten years: more is no statement.
    package var roomTime: Duration? {
      guard growthPerSecond > 0 else { return nil }
      return .seconds(min(315_360_000, Int64(min(Double(room) / growthPerSecond, 1e12))))
    }
  }

  /// The configuration that runs.
  package struct Setup: Sendable, Equatable {
    package var loadedAt: Timestamp
    /// When a newer one was refused; `nil` where the last one read is what runs.
    package var refusedAt: Timestamp?
    /// The code of its first error.
    package var refusedReason: String?

    package init(loadedAt: Timestamp) { self.loadedAt = loadedAt }
  }

  /// A certificate with which the daemon shows who it is.
  package struct Certificate: Sendable, Equatable {
    /// The address that is served with it.
    package var name: String
    package var expiresAt: Timestamp

    package init(name: String, expiresAt: Timestamp) {
      self.name = name
      self.expiresAt = expiresAt
    }
  }

  package var version: String
  package var at: Timestamp
  package var startedAt: Timestamp
  /// Why no post can be accepted, a code such as `spool.full`; `nil` while they can.
  package var notReady: String?
  /// Those that are open, the operator's among them.
  package var connections = 0
  /// Those that are not answered yet, the operator's among them.
  package var requests = 0
  package var setup: Setup
  package var spool = Spool()
  /// In the order of the configuration, as are the inboxes.
  package var routes: [Route] = []
  package var inboxes: [Inbox] = []
  /// In the order of the configuration, without those that are paused.
  package var sources: [SourceStanding] = []
  /// By their paths.
  package var routeless: [Routeless] = []
  package var certificates: [Certificate] = []
  /// What became of posts that were to be captured; `nil`: nothing is captured.
  ///
  /// For the metrics alone: whoever captures looks at the folder.
  package var captured: CaptureCounts?
  /// Those that are on.
  package var alarms: [Alarm] = []

  package init(version: String, at: Timestamp, startedAt: Timestamp, setup: Setup) {
    self.version = version
    self.at = at
    self.startedAt = startedAt
    self.setup = setup
  }

  package var isReady: Bool { notReady == nil }

  /// Whether somebody should look: an alarm is on, no posts are taken, a configuration was refused, or leads wait for a
  /// destination that is down or held.
  package var needsAttention: Bool {
    !isReady || !alarms.isEmpty || setup.refusedAt != nil || !inboxes.allSatisfy(\.takesLeads)
  }
}

extension Timestamp {
  /// Seconds from `earlier` to this; 0 where that is later.
  package func seconds(since earlier: Timestamp) -> Double {
    Double(max(0, millisecondsSince1970 - earlier.millisecondsSince1970)) / 1000
  }
}
