import LeadJournal
import LeadModel

/// A record that is on its way: what is needed should it not arrive.
///
/// A class, as it holds some twenty references that would be counted anew each time it is handed on.
final class OpenRecord: @unchecked Sendable {
  // Sendable, as the pump makes it and hands it to the recorder, the only one that looks at it or changes it from then on.

  /// Which of the run's inputs it is from.
  let input: Int
  let record: Record
  /// When it was read.
  let readAt: Timestamp
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

  init(input: Int, record: Record, readAt: Timestamp, content: LeadContent) {
    self.input = input
    self.record = record
    self.readAt = readAt
    key = content.key
    // A uuid in no usual form has no key: two of them that meet in one number wait for each other, and no more.
    turn = content.key ?? LeadKey(high: 0, low: UInt64(bitPattern: Int64(content.uuid.hashValue)))
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

  /// About what it holds in memory, in bytes.
  var cost: Int { record.rawBytes.count * 2 + 600 }
}

/// A batch of records that were read and mapped: what became of each.
struct TakenBatch {
  /// Which of the run's inputs it is from.
  var input: Int
  /// How many records it holds in all.
  var read = 0
  /// The last of them.
  var lastOrdinal = 0
  /// Leads to be sent, if they are new, by ticket.
  var open: [(ticket: Int, record: OpenRecord)] = []
  /// Settled: the mapping says so.
  var skipped: [(ordinal: Int, reason: Finding)] = []
  /// Settled: unreadable, or invalid.
  var rejected: [(record: Record, findings: [Finding])] = []
  /// Taken from a pipe after the run was stopped; `isCut` where the record may be but a part of one.
  var stopped: [(record: Record, isCut: Bool)] = []
  /// Code to count.
  var warnings: [String: Int] = [:]
  /// In a dry run: leads that would be sent, if they are new.
  var candidates: [LeadContent] = []
  /// In a dry run: leads that would be sent in any case.
  var wouldDeliver = 0
}
