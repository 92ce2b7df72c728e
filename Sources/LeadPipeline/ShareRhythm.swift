/// Decides when a delivery's share is put on record and when it is given back.
///
/// No clock, no journal.
///
/// | since the last request was sent | each second |
/// | --- | --- |
/// | something was sent | renewed |
/// | less than 5 s | nothing: the row counts for 5 s by itself |
/// | 5 s | given back, and nothing more until something is sent |
struct ShareRhythm {
  /// What there is to be done.
  enum Order: Equatable {
    case nothing
    case renew
    case giveBack
  }

  /// How often something is done, however often it is asked for.
  static let interval = Duration.milliseconds(900)
  /// How long nothing is sent before the share is given back.
  static let restTime = Duration.seconds(5)

  /// Whether others leave a share to this one.
  private(set) var isSharing = false
  private var renewedAt: ContinuousClock.Instant?
  private var attempts = 0

  /// - Parameters:
  ///   - sent: Requests that were sent so far.
  ///   - now: The time.
  /// - Returns: What is to be done; it counts as done from here on.
  mutating func asked(attempts sent: Int, now: ContinuousClock.Instant) -> Order {
    if let renewedAt, now < renewedAt + Self.interval { return .nothing }
    guard let renewedAt, sent == attempts else {
      attempts = sent
      renewedAt = now
      isSharing = true
      return .renew
    }
    guard isSharing, now >= renewedAt + Self.restTime else { return .nothing }
    isSharing = false
    return .giveBack
  }

  /// The delivery has ended, and gives its share back.
  mutating func ended() { isSharing = false }
}
