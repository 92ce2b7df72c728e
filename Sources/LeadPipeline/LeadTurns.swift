import LeadDelivery
import LeadJSON
import LeadJournal
import LeadModel

/// Leads on their way to one inbox: those with one uuid take turns, and of each only what is new goes.
///
/// What is new is known once the one before it is settled: A, B, A sends three, A, A, A one. A value without a clock; what
/// a lead belongs to is its owner's `Place`.
struct LeadTurns<Place: LeadPlace>: ~Copyable {
  private let destination: Destination
  private let repeats: Repeats
  private var order = Order()
  private var open = OpenLeads<Place>()
  /// Tickets whose turn has come and that were not looked at.
  private var due: [Int] = []
  private var writer = JSONWriter(reservingCapacity: 1024)
  /// About what the open ones hold in memory.
  private(set) var bytes = 0
  /// Open leads that wait for one with their uuid.
  private(set) var behind = 0

  /// - Parameters:
  ///   - destination: Its inbox.
  ///   - repeats: What of a lead goes that the inbox has been sent before.
  init(to destination: Destination, repeats: Repeats = .changes) {
    self.destination = destination
    self.repeats = repeats
  }

  /// Leads that are open, those that wait for their turn among them.
  var count: Int { open.count }
  /// From the lowest open ticket to the highest there was.
  var span: Int { open.span }
  /// The open ones, ascending.
  var tickets: [Int] { open.tickets }

  subscript(ticket: Int) -> OpenLead<Place>? { open[ticket] }

  /// Takes a lead in, behind those with its uuid.
  ///
  /// - Parameters:
  ///   - lead: The lead.
  ///   - ticket: A number above those of all before it.
  mutating func enter(_ lead: OpenLead<Place>, ticket: Int) {
    bytes += lead.place.cost
    open.insert(lead, ticket: ticket)
    if order.enter(ticket, uuid: lead.turn) { due.append(ticket) } else { behind += 1 }
  }

  /// Takes out a lead that was delivered, or will not be; the turn is its follower's.
  ///
  /// - Returns: `nil` where there is none of this ticket.
  mutating func close(_ ticket: Int) -> OpenLead<Place>? {
    guard let lead = open.remove(ticket) else { return nil }
    bytes -= lead.place.cost
    if let next = order.leave(ticket, uuid: lead.turn) {
      due.append(next)
      behind -= 1
    }
    return lead
  }

  /// Finds out what is new of the leads whose turn has come.
  ///
  /// - Parameters:
  ///   - ledger: What the inbox has; `nil`: nothing is known of it.
  ///   - sources: The numbers of the places' sources in the ledger.
  ///   - unchanged: Given those of which nothing is new; they are closed.
  /// - Returns: What is to be offered to delivery.
  /// - Throws: ``JournalError`` of the ledger.
  mutating func take(
    by ledger: Ledger?, sources: [Int], unchanged: (Place) -> Void
  ) throws(JournalError) -> [Parcel] {
    var parcels: [Parcel] = []
    parcels.reserveCapacity(due.count)
    while !due.isEmpty {
      var tickets: [Int] = []
      swap(&tickets, &due)
      let entries = try ledger?.entries(for: tickets.compactMap { open[$0]?.key }) ?? [:]
      for ticket in tickets {
        guard let lead = open[ticket], let content = lead.takeContent() else { continue }
        let earlier = entries.isEmpty ? nil : lead.key.flatMap { entries[$0] }
        if let earlier {
          guard let news = content.news(to: earlier, repeats: repeats) else {
            _ = close(ticket)
            unchanged(lead.place)
            continue
          }
          lead.body = written(news, content.uuid)
        } else {
          lead.body = content.body
        }
        lead.entry = content.entry(
          after: earlier, readAt: lead.readAt, source: sources[lead.place.source], record: lead.place.ordinal)
        // Without its uuid: no other that has it is open here before this one is settled.
        parcels.append(Parcel(ticket: ticket, uuid: nil, body: lead.body, lane: lead.lane))
      }
    }
    return parcels
  }

  private mutating func written(_ lead: Lead, _ uuid: String) -> [UInt8] {
    writer.removeAll()
    lead.writeBody(uuid: uuid, botId: destination.botId, customerId: destination.customerId, into: &writer)
    return writer.bytes
  }
}
