/// A lead as it is sent: what the pipeline offers.
package struct Parcel: Sendable, Hashable {
  /// The pipeline's own number; comes back with the settlement.
  package let ticket: Int
  /// Parcels with one uuid are sent one after the other, in the order in which they were offered.
  package let uuid: String
  /// The body of the PUT; the same on every attempt.
  package let body: [UInt8]

  package init(ticket: Int, uuid: String, body: [UInt8]) {
    self.ticket = ticket
    self.uuid = uuid
    self.body = body
  }
}
