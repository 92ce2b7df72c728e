/// A place for one open parcel in the dispatcher, with what is known of its delivery.
struct Slot: Sendable {
  /// Where it is; exactly one at any time.
  enum Place: Sendable {
    /// Not in use.
    case vacant
    /// Another parcel with its uuid is before it.
    case behind
    /// In the ready queue.
    case ready
    /// In the timer heap.
    case waiting
    case flying
    /// Its answer is being decided on; left again before the call returns.
    case deciding
    /// Refused, but perhaps by a wrong destination.
    case heldBack
  }

  var parcel: Parcel
  var place = Place.behind
  /// Whether the request under way is the breaker's probe.
  var isProbe = false
  /// Requests that were sent for it.
  var attempts = 0
  /// Those of them that count against the limit.
  var counted = 0
  /// Those that failed while there was no outage: what the backoff goes by.
  var tries = 0
  /// When the first request went.
  var firstAt: Moment?
  /// When the last one went.
  var sentAt: Moment?

  init(_ parcel: Parcel) { self.parcel = parcel }

  /// Holds no parcel's memory.
  static let vacant: Slot = {
    var slot = Slot(Parcel(ticket: -1, uuid: nil, body: []))
    slot.place = .vacant
    return slot
  }()
}
