import LeadDelivery
import LeadJournal
import LeadModel

/// Leads on their way to one inbox: those with one uuid take turns, and of each only what is new goes.
///
/// What is new is known once the one before it is settled: A, B, A sends three, A, A, A one. A value without a clock; what
/// a lead belongs to is its owner's `Place`.
struct LeadTurns<Place: Sendable>: Sendable {
  /// A lead that is open.
  struct Open: Sendable {
    let place: Place
    /// When it was read.
    let readAt: Timestamp
    /// The number of its input in the ledger.
    let source: Int
    /// The record's ordinal in its input.
    let ordinal: Int
    let lane: Parcel.Lane
    /// The lead, until its turn has come.
    fileprivate(set) var content: LeadContent?
    let uuid: String
    /// As sent; empty before its turn.
    fileprivate(set) var body: [UInt8] = []
    /// What the ledger is to know once it is delivered; from its turn on.
    fileprivate(set) var entry: LedgerEntry?

    init(_ content: LeadContent, place: Place, readAt: Timestamp, source: Int, ordinal: Int, lane: Parcel.Lane) {
      self.place = place
      self.readAt = readAt
      self.source = source
      self.ordinal = ordinal
      self.lane = lane
      self.content = content
      uuid = content.uuid
    }
  }

  private let destination: Destination
  private var order = Order()
  private var open: [Int: Open] = [:]
  /// Tickets whose turn has come and that were not looked at.
  private var due: [Int] = []

  init(to destination: Destination) { self.destination = destination }

  /// Leads that are open, those that wait for their turn among them.
  var count: Int { open.count }

  /// Takes a lead in, behind those with its uuid.
  ///
  /// - Parameters:
  ///   - lead: The lead.
  ///   - ticket: A number that no open one has.
  mutating func enter(_ lead: Open, ticket: Int) {
    open[ticket] = lead
    if order.enter(ticket, uuid: lead.uuid) { due.append(ticket) }
  }

  /// Takes out a lead that was delivered, or will not be; the turn is its follower's.
  ///
  /// - Returns: `nil` where there is none of this ticket.
  mutating func close(_ ticket: Int) -> Open? {
    guard let lead = open.removeValue(forKey: ticket) else { return nil }
    if let next = order.leave(ticket, uuid: lead.uuid) { due.append(next) }
    return lead
  }

  /// Finds out what is new of the leads whose turn has come.
  ///
  /// - Parameters:
  ///   - ledger: What the inbox has.
  ///   - unchanged: Given those of which nothing is new; they are closed.
  /// - Returns: What is to be offered to delivery.
  /// - Throws: ``JournalError`` of the ledger.
  mutating func take(by ledger: Ledger, unchanged: (Open) -> Void) throws(JournalError) -> [Parcel] {
    var parcels: [Parcel] = []
    while !due.isEmpty {
      let tickets = due
      due.removeAll(keepingCapacity: true)
      let known = try ledger.entries(for: tickets.compactMap { open[$0]?.content?.key })
      for ticket in tickets {
        guard var lead = open[ticket], let content = lead.content else { continue }
        let earlier = content.key.flatMap { known[$0] }
        guard let news = content.news(to: earlier, resends: false) else {
          _ = close(ticket)
          unchanged(lead)
          continue
        }
        lead.body = earlier == nil ? content.body ?? written(news, content.uuid) : written(news, content.uuid)
        lead.entry = content.entry(after: earlier, readAt: lead.readAt, source: lead.source, record: lead.ordinal)
        lead.content = nil
        open[ticket] = lead
        parcels.append(Parcel(ticket: ticket, uuid: content.uuid, body: lead.body, lane: lead.lane))
      }
    }
    return parcels
  }

  private func written(_ lead: Lead, _ uuid: String) -> [UInt8] {
    lead.body(uuid: uuid, botId: destination.botId, customerId: destination.customerId)
  }
}
