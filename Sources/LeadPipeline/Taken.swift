import LeadJournal
import LeadModel

/// A record that is on its way: what is needed should it not arrive.
struct OpenRecord {
  /// Which of the run's inputs it is from.
  var input: Int
  var record: Record
  /// When it was read.
  var readAt: Timestamp
  /// The lead, until its turn has come.
  var content: LeadContent?
  let uuid: String
  /// The body as sent; empty before its turn.
  var body: [UInt8] = []
  /// What the ledger is to know once it is delivered; from its turn on.
  var entry: LedgerEntry?

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
