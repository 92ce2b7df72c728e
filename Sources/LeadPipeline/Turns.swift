import LeadDelivery

/// What a batch gave delivery to do.
struct Turns {
  /// Leads whose turn has come and of which something is new.
  var parcels: [Parcel] = []
  /// Delivered leads that have come to be on the disk since the last time.
  var recorded = 0
  /// No more leads come: all is read, and none waits for its turn.
  var areOver = false
  /// No more leads come before one that was offered is settled.
  var pause = false
}

extension Courier {
  /// Does what a batch gave to do.
  func take(_ turns: Turns) {
    if turns.recorded > 0 { recorded(turns.recorded) }
    if !turns.parcels.isEmpty { offer(turns.parcels) }
    if turns.areOver { close() } else if turns.pause { pauseOffers() }
  }
}
