package import LeadModel

/// Decides how many requests may fly, and from when on: the one place that knows.
///
/// Fixed so far: `--concurrency` at once, `--rate` over time, nothing while the server asked for a hold, and no more than
/// the owner can put on record. An adaptive limit takes the place of `atOnce` here: it needs each answer's verdict and
/// latency, which `Dispatcher.answered` has.
package struct FlightLimit: Sendable {
  /// Requests at once, where nobody says otherwise.
  package static let usual = 8

  /// Requests at once; from 1.
  package let atOnce: Int
  private var bucket: TokenBucket?
  private var hold = Hold()
  /// See `DeliveryOptions.maxUnrecorded`.
  private let maxUnrecorded: Int?
  /// Leads that are delivered and not on record yet.
  private var unrecorded = 0

  package init(atOnce: Int, rate: Rate?, maxUnrecorded: Int? = nil) {
    self.atOnce = max(1, atOnce)
    self.maxUnrecorded = maxUnrecorded
    bucket = rate.map { TokenBucket($0) }
  }

  /// Asks for leave to send one more request, and takes it from the rate.
  package mutating func take(inFlight: Int, now: Moment) -> Bool {
    guard hasRoom(inFlight: inFlight), !hold.isActive(at: now) else { return false }
    // After all else: what it gives is taken.
    return bucket?.take(at: now) ?? true
  }

  /// Whether one more may fly, whatever the time.
  package func hasRoom(inFlight: Int) -> Bool {
    guard inFlight < atOnce else { return false }
    // All that fly may be delivered before any is on record.
    return maxUnrecorded.map { unrecorded + inFlight < $0 + atOnce } ?? true
  }

  /// A lead was delivered.
  package mutating func delivered() { unrecorded += 1 }

  /// The owner has put so many delivered leads on record.
  package mutating func recorded(_ count: Int) { unrecorded -= count }

  /// From when on a request may go, if `inFlight` stays as it is; `nil`: not before one of them has ended, or leads are
  /// put on record.
  package func freeAt(inFlight: Int, now: Moment) -> Moment? {
    guard hasRoom(inFlight: inFlight) else { return nil }
    return max(now, max(hold.until ?? now, bucket?.freeAt ?? now))
  }

  /// The end of the last hold, also when it has passed; `nil` where there was none.
  package var heldUntil: Moment? { hold.until }

  /// Whether the destination is held.
  package func isHeld(at now: Moment) -> Bool { hold.isActive(at: now) }

  /// Holds the destination; returns the time by which the hold became longer.
  package mutating func hold(for wait: Duration, now: Moment) -> Duration {
    hold.extend(to: now + wait, now: now)
  }

  /// Whether a hold has passed since this was last asked.
  package mutating func holdEnded(at now: Moment) -> Bool { hold.ended(at: now) }
}
