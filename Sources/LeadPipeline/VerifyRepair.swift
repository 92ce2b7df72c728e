import LeadDelivery
import LeadJournal
import LeadModel

/// Goes over the leads that a comparison found missing or different, and makes parcels of what mends them.
struct VerifyRepair {
  /// Leads that are offered to delivery together.
  static let roundCount = 2_048

  /// Some leads that are to be sent.
  struct Round {
    var parcels: [Parcel] = []
    /// What the ledger is to know of each once it is delivered, by ticket.
    var entries: [Int: LedgerEntry] = [:]
    /// Whether there are no others behind them.
    var isLast = false
  }

  let file: VerificationFile
  let destination: Destination
  /// The inputs' numbers in the ledger.
  let sources: [Int]
  private var last = ""
  private var isOver = false
  private var ticket = 0

  init(file: VerificationFile, destination: Destination, sources: [Int]) {
    self.file = file
    self.destination = destination
    self.sources = sources
  }

  /// The next leads; `nil` behind the last.
  ///
  /// One that is missing goes whole, with its notes and the fields that go once; of one that is different what the
  /// comparison left.
  mutating func next() throws(JournalError) -> Round? {
    guard !isOver else { return nil }
    let unsettled = try file.unsettled(behind: last, limit: Self.roundCount)
    isOver = unsettled.count < Self.roundCount
    last = unsettled.last?.uuid ?? last
    let records = try file.expected(for: unsettled.map(\.uuid))
    var round = Round(isLast: isOver)
    for (uuid, news) in unsettled {
      guard let own = records[uuid], let input = own.last?.input else { continue }
      let folded = FoldedLead(own)
      ticket += 1
      let body =
        news ?? folded.lead.body(uuid: uuid, botId: destination.botId, customerId: destination.customerId)
      round.parcels.append(Parcel(ticket: ticket, uuid: uuid, body: body))
      var entry = folded.entry
      entry?.source = sources[input]
      round.entries[ticket] = entry
    }
    return round
  }
}
