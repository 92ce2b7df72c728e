import LeadDelivery
import LeadJournal
import LeadModel

/// Where an open lead belongs: what its owner needs to know to settle it.
protocol LeadPlace: Sendable {
  /// Which of the owner's inputs, or routes, it is from.
  var source: Int { get }
  /// The record's ordinal in its input.
  var ordinal: Int { get }
  /// About what the lead holds in memory, in bytes.
  var cost: Int { get }
}

/// A lead that is on its way: what is needed should it not arrive.
///
/// A class, as it holds some twenty references that would be counted anew each time it is handed on.
final class OpenLead<Place: LeadPlace>: @unchecked Sendable {
  // Sendable, as whoever maps makes it and hands it to the recorder, the only one that looks at it or changes it from then
  // on.

  let place: Place
  /// When it was read.
  let readAt: Timestamp
  let lane: Parcel.Lane
  /// The lead, until its turn has come.
  private var content: LeadContent?
  /// What the ledger knows it by; `nil`: it knows nothing of such a uuid.
  let key: LeadKey?
  /// Those with one take turns.
  let turn: LeadKey
  /// The body as sent; empty before its turn.
  var body: [UInt8] = []
  /// What the ledger is to know once it is delivered; from its turn on.
  var entry: LedgerEntry?

  init(_ content: LeadContent, place: Place, readAt: Timestamp, lane: Parcel.Lane = .bulk) {
    self.place = place
    self.readAt = readAt
    self.lane = lane
    key = content.key
    turn = content.key ?? LeadKey(anyText: content.uuid)
    self.content = content
  }

  /// Gives the lead away, as its turn has come.
  ///
  /// `nil` the second time.
  func takeContent() -> LeadContent? {
    var taken: LeadContent?
    swap(&taken, &content)
    return taken
  }
}
