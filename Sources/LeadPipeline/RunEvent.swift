package import LeadDelivery
package import LeadModel

/// What a run has to say while it runs; nothing in it holds a lead's values.
package enum RunEvent: Sendable {
  /// Something about an input or a mapping.
  case diagnostic(Diagnostic)
  /// The mapping of an input, where it was recognised.
  case recognised(mapping: String, input: String)
  /// An unfinished run goes on behind this record.
  case resumed(input: String, record: Int)
  /// What delivery has to say.
  case delivery(DeliveryEvent)
}

/// How far a run is: what a progress bar shows.
package struct RunProgress: Sendable, Equatable {
  /// Whether nothing is sent: then delivered is what would be.
  package var isDryRun = false
  /// Bytes of all inputs read so far, as they lie on the disk.
  package var bytesRead = 0
  /// Bytes of all inputs; `nil` where one of them is a pipe.
  package var bytesInAll: Int?
  package var read = 0
  package var settled = 0
  package var delivered = 0
  package var failed = 0
  package var inFlight = 0
  /// Requests that may be under way at once; 0: not known yet.
  package var limit = 0
  package var retries = 0
  /// Requests a second at most, by `--rate`, as announced or as learned; `nil`: no such limit is known.
  package var pace: Double?
  /// Whether the inbox has asked for a wait.
  package var isHeld = false
  /// Whether the inbox is given up for now: one lead at a time is sent as a probe.
  package var isDown = false

  package init() {}

  /// Takes a run's counts in.
  mutating func take(_ summary: Summary) {
    read = summary.read
    settled = summary.read - summary.pending
    delivered = summary.delivered
    failed = summary.rejected + summary.dead
  }

  /// Takes delivery's numbers in.
  mutating func take(_ statistics: DeliveryStatistics) {
    inFlight = statistics.inFlight
    limit = statistics.limit
    retries = statistics.retries
    isDown = statistics.isDown
    pace = statistics.pace
    isHeld = statistics.heldUntil != nil
  }
}
