package import LeadModel

/// A lead as it is sent: what the pipeline offers.
package struct Parcel: Sendable, Hashable {
  /// The pipeline's own number; comes back with the settlement.
  package let ticket: Int
  /// Parcels with one uuid are sent one after the other, in the order in which they were offered.
  ///
  /// `nil`: no other that is open has its uuid, the caller has seen to that.
  package let uuid: LeadKey?
  /// The body of the PUT; the same on every attempt.
  package let body: [UInt8]

  /// Whether it may overtake others.
  package let lane: Lane

  /// Who goes first where not all can go at once; see `ReadyLanes`.
  package enum Lane: Sendable, Hashable {
    /// One of many: an import.
    case bulk
    /// Somebody has just filled a form.
    case live
  }

  package init(ticket: Int, uuid: String?, body: [UInt8], lane: Lane = .bulk) {
    self.ticket = ticket
    self.uuid = uuid.map { LeadKey(anyText: $0) }
    self.body = body
    self.lane = lane
  }
}
