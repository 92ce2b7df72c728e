package import LeadDelivery
package import LeadModel

/// What a daemon's delivery has to say; nothing in it holds a lead's values.
package enum LiveEvent: Sendable {
  /// What became of a record, once that is on the disk.
  case settled(SettledRecord)
  /// What delivery to a destination has to say.
  case delivery(destination: String, DeliveryEvent)
  /// Nothing is delivered to a destination for now: its token is refused, say. It is tried again after `wait`.
  case held(destination: String, Diagnostic, wait: Duration)
  /// A destination that was held is delivered to again.
  case resumed(destination: String)
  /// A warning that a mapping or a reader gave, how often in one batch.
  case warned(route: String, code: String, count: Int)

  /// A record that came with a post.
  package struct SettledRecord: Sendable, Hashable {
    /// The submission's id.
    package var submission: String
    /// Which of its records, from 1.
    package var ordinal: Int
    package var route: String
    package var destination: String
    package var outcome: Outcome
    /// Why, where it is neither delivered nor unchanged; fixed text, safe as a label.
    package var code: String?
    /// Requests that were sent for it.
    package var attempts: Int
    /// From its post's receipt on.
    package var seconds: Double

    /// One that has its outcome now.
    package init(
      submission: String, ordinal: Int, route: String, destination: String, outcome: Outcome, code: String?,
      attempts: Int = 0, receivedAt: Timestamp
    ) {
      self.submission = submission
      self.ordinal = ordinal
      self.route = route
      self.destination = destination
      self.outcome = outcome
      self.code = code
      self.attempts = attempts
      let milliseconds = Timestamp.now().millisecondsSince1970 - receivedAt.millisecondsSince1970
      seconds = Double(max(0, milliseconds)) / 1000
    }
  }
}
