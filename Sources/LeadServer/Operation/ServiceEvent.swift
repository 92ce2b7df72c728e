package import LeadJournal
package import LeadModel

/// Something that happened in the daemon: its line in the log and its counts in the metrics come of the one value, so they
/// cannot disagree.
///
/// It holds ids, paths of routes, names of destinations, sizes, times and fixed codes; no value of a lead, nothing that a
/// sender wrote. To add one: a case, its counts in `Metrics`, its line in `ServiceEvent+Line.swift`.
package enum ServiceEvent: Sendable, Equatable {
  // MARK: Posts

  /// A handshake by which a sender tries a route out was answered.
  case challenged(route: String)
  /// A post is on the disk.
  ///
  /// `seconds`: from its last byte to the disk's answer.
  case accepted(id: String, route: String, bytes: Int, seconds: Double)
  /// A post was there already.
  ///
  /// `id`: the first one's.
  case repeated(id: String, route: String)
  /// A request was refused.
  ///
  /// `route`: `nil` where the path is none, as what a stranger asks for is not written down.
  case refused(route: String?, status: Int, reason: String)
  /// A post was taken and is not sent: a machine filled the form.
  case spam(id: String, route: String, reason: String)
  /// A connection was ended without an answer: it was idle, slow or one too many.
  case dropped(reason: String)

  // MARK: Records

  /// A record has its outcome.
  case ended(RecordEnd)
  /// Requests have to be sent again.
  case retried(destination: String, reason: String, count: Int)
  /// Records were odd, and taken all the same.
  /// `field`: the one that it is about, cut and cleaned; a form's own word.
  case warned(route: String, reason: String, count: Int, field: String? = nil)
  /// A destination is down: from now on one probe at a time.
  case breakerOpened(destination: String, reason: String)
  /// It answers again.
  case breakerClosed(destination: String)
  /// Nothing is sent for a while.
  ///
  /// `reason`: a code, `token.refused` among them; `seconds`: `nil` where its end is not known.
  case held(destination: String, reason: String, seconds: Double?)
  /// A hold is over.
  case resumed(destination: String)

  // MARK: Sources

  /// A source's run has ended, well or not.
  case sourceRan(SourceRanEnd)
  /// Something about a source was odd, and stopped nothing.
  case sourceOdd(source: String, reason: String, at: String? = nil)

  // MARK: The daemon

  case started(version: String)
  /// It listens.
  ///
  /// `address`: as configured, `127.0.0.1:8080`.
  case ready(address: String, routes: Int)
  /// It takes no more posts; what waits is delivered for a while.
  case stopping
  /// `waiting`: posts that are safe in the spool.
  case stopped(waiting: Int)
  case reloaded(routes: Int)
  /// A configuration was read and cannot be used: the old one runs on.
  case reloadRefused(reason: String)
  /// A configuration was taken up, but for some keys, which a running daemon cannot change.
  case restartNeeded(keys: [String])
  case alarm(Alarm)
  /// Something in the daemon itself went wrong.
  case failed(reason: String)
  /// Lines of a code were left out of the log.
  case suppressed(code: String, count: Int)
}

/// What became of a record of a post.
package struct RecordEnd: Sendable, Equatable {
  /// The submission's.
  package var id: String
  /// Which of its records, from 1.
  package var record: Int
  package var route: String
  package var destination: String
  package var outcome: Outcome
  /// Why it is skipped, rejected or dead: a fixed code; `nil` for the others.
  package var reason: String?
  /// Requests that were sent for it.
  package var attempts: Int
  /// Since the post was accepted.
  package var seconds: Double

  package init(
    id: String, record: Int = 1, route: String, destination: String, outcome: Outcome, reason: String? = nil,
    attempts: Int = 0, seconds: Double
  ) {
    self.id = id
    self.record = record
    self.route = route
    self.destination = destination
    self.outcome = outcome
    self.reason = reason
    self.attempts = attempts
    self.seconds = seconds
  }
}

/// What came of a run of a source.
package struct SourceRanEnd: Sendable, Equatable {
  package var source: String
  package var destination: String
  package var counts: OutcomeCounts
  /// Sent to the source.
  package var requests: Int
  /// Records that a webhook should have brought.
  package var missed: Int
  package var seconds: Double
  /// Why it failed, or the first of its files did: a fixed code; `nil`: it ended well.
  package var reason: String?
  /// The file's name and line that the reason is about.
  package var at: String?

  package init(
    source: String, destination: String, counts: OutcomeCounts, requests: Int, missed: Int, seconds: Double,
    reason: String? = nil, at: String? = nil
  ) {
    self.source = source
    self.destination = destination
    self.counts = counts
    self.requests = requests
    self.missed = missed
    self.seconds = seconds
    self.reason = reason
    self.at = at
  }
}
