import LeadModel
import LeadSync

/// From when on something is an alarm.
package struct AlarmLimits: Sendable, Equatable {
  /// How long a breaker may be open.
  package var breakerOpen = Duration.seconds(600)
  /// How full the spool may be, 0…1.
  package var spoolShare = 0.8
  /// So many dead letters of a destination are too many; `nil`: any number is well.
  package var deadLetters: Int? = 100
  /// How long before its end a certificate should be replaced.
  package var certificate = Duration.seconds(14 * 86_400)
  /// So many failed runs of a source in a row are too many.
  package var sourceFailures = 3
  /// How long posts may wait without a route: one that is being moved is missing for a moment.
  package var routeGone = Duration.seconds(600)
  /// How often at most an alarm that stays on is said again.
  package var repeatEvery = Duration.seconds(6 * 3_600)
  /// How long it must be well before an alarm is over: what comes and goes is one alarm.
  package var calm = Duration.seconds(300)

  package init() {}
}

/// Decides what the operator is told of, and when: no clock, no socket.
///
///     off ──something is wrong──► raised ──repeatEvery──► repeated ──well for `calm`──► over, off
///
/// Each code and subject is an alarm of its own, so there are at most as many as there are routes, destinations and
/// certificates, and a few more. They are not kept on the disk: a new process raises anew what is still wrong. Alarms by
/// age (a breaker, a silent route) are raised when the age is reached; the status must be given at least every minute.
package struct Alarms: Sendable {
  /// Code and subject.
  private struct Key: Hashable {
    let code: Alarm.Code
    let subject: String?
  }

  private struct Standing {
    var alarm: Alarm
    var saidAt: Timestamp
    /// Since when it is well again.
    var calmSince: Timestamp?
  }

  private let limits: AlarmLimits
  private var standing: [Key: Standing] = [:]

  package init(_ limits: AlarmLimits) { self.limits = limits }

  /// What is on, by code and subject; what is well again but not yet for long enough counts.
  package var active: [Alarm] { standing.values.map(\.alarm).sorted(by: Self.inOrder) }

  /// Judges how the daemon stands.
  ///
  /// - Returns: What is to be said now, by code and subject.
  package mutating func judge(_ status: ServiceStatus) -> [Alarm] {
    let now = status.at
    var said: [Alarm] = []
    var wrong: Set<Key> = []
    for found in status.wrongs(limits) {
      let key = Key(code: found.code, subject: found.subject)
      wrong.insert(key)
      guard var known = standing[key] else {
        standing[key] = Standing(alarm: found, saidAt: now)
        said.append(found)
        continue
      }
      known.calmSince = nil
      known.alarm.message = found.message
      if now.seconds(since: known.saidAt) >= limits.repeatEvery.seconds {
        known.saidAt = now
        known.alarm.at = now
        known.alarm.step = .repeated
        said.append(known.alarm)
      }
      standing[key] = known
    }
    for (key, var known) in standing where !wrong.contains(key) {
      let calmSince = known.calmSince ?? now
      known.calmSince = calmSince
      standing[key] = known
      guard now.seconds(since: calmSince) >= limits.calm.seconds else { continue }
      known.alarm.step = .over
      known.alarm.at = now
      said.append(known.alarm)
      standing[key] = nil
    }
    return said.sorted(by: Self.inOrder)
  }

  private static func inOrder(_ one: Alarm, _ other: Alarm) -> Bool {
    (one.code.rawValue, one.subject ?? "") < (other.code.rawValue, other.subject ?? "")
  }
}

extension ServiceStatus {
  /// All that is wrong, as alarms that are raised now.
  fileprivate func wrongs(_ limits: AlarmLimits) -> [Alarm] {
    var found: [Alarm] = []
    func add(_ code: Alarm.Code, _ subject: String?, since: Timestamp?, _ message: String) {
      found.append(Alarm(code: code, subject: subject, message: message, since: since ?? at, at: at, step: .raised))
    }
    for inbox in inboxes {
      if inbox.isTokenRefused {
        add(
          .tokenRefused, inbox.name, since: inbox.heldSince,
          "'\(inbox.name)' refuses the token: \(inbox.waiting) posts wait")
      }
      if inbox.breaker != .closed, let since = inbox.downSince, at.seconds(since: since) >= limits.breakerOpen.seconds {
        add(
          .breakerOpen, inbox.name, since: since,
          "'\(inbox.name)' has not answered for \(shown(since)): \(inbox.waiting) posts wait")
      }
      if let limit = limits.deadLetters, inbox.deadLetters >= limit {
        add(
          .deadLetters, inbox.name, since: nil,
          "there are \(inbox.deadLetters) dead letters for '\(inbox.name)'")
      }
    }
    if spool.share >= limits.spoolShare, spool.maxBytes > 0 {
      let left = spool.roomTime.map { ": full in \($0.shown)" } ?? ""
      add(.spoolFilling, nil, since: nil, "the spool is \(Int(spool.share * 100)) % full\(left)")
    }
    if spool.freeBytes < spool.minFreeBytes {
      add(
        .diskLow, nil, since: nil,
        "the disk of the state folder has \(spool.freeBytes) bytes left: no post is accepted below "
          + "\(spool.minFreeBytes)")
    }
    for route in routes {
      // A route that nobody has posted to yet is silent since it may be there.
      let last = route.lastAcceptedAt ?? max(startedAt, setup.loadedAt)
      guard let every = route.expectEvery, route.isOpen, at.seconds(since: last) > every.seconds else { continue }
      add(
        .routeSilent, route.path, since: last,
        "no post came to \(route.path) for \(shown(last)), expected every \(every.shown)")
    }
    for source in sources {
      if source.errorCode == Self.sourceTokenRefused {
        add(.sourceToken, source.name, since: source.endedAt, "the source '\(source.name)' refuses its token")
      } else if source.failures == 0, let code = source.errorCode {
        // Somebody has to look at the file: it is not tried again by itself.
        add(
          .sourceFailing, source.name, since: source.endedAt,
          "a file of the source '\(source.name)' has failed (\(code))")
      } else if source.failures >= limits.sourceFailures {
        add(
          .sourceFailing, source.name, since: source.succeededAt,
          "the source '\(source.name)' has failed \(source.failures) times in a row (\(source.errorCode ?? "unknown"))")
      }
      let last = source.newAt ?? max(startedAt, setup.loadedAt)
      if let every = source.expectEvery, at.seconds(since: last) > every.seconds {
        add(
          .sourceSilent, source.name, since: last,
          "nothing new came from the source '\(source.name)' for \(shown(last)), expected every \(every.shown)")
      }
    }
    for waiting in routeless where at.seconds(since: waiting.since) >= limits.routeGone.seconds {
      add(
        .routeGone, waiting.path, since: waiting.since,
        "\(waiting.posts) posts to \(waiting.path) wait, and no route delivers them")
    }
    for certificate in certificates {
      let left = certificate.expiresAt.seconds(since: at)
      guard left < limits.certificate.seconds else { continue }
      let words = left > 0 ? "ends in \(Duration.seconds(left).shown)" : "has ended: senders refuse it"
      add(.certificateExpiring, certificate.name, since: nil, "the certificate of \(certificate.name) \(words)")
    }
    if let refusedAt = setup.refusedAt {
      add(
        .configRefused, nil, since: refusedAt,
        "the configuration cannot be used (\(setup.refusedReason ?? "unreadable")): the one of \(setup.loadedAt) runs on"
      )
    }
    return found
  }

  /// The code of a source's error that only a new token ends.
  private static let sourceTokenRefused = "fetch.token"

  private func shown(_ since: Timestamp) -> String { Duration.seconds(at.seconds(since: since)).shown }
}
