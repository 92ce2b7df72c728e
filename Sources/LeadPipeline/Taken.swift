import LeadJournal
import LeadModel

/// Where a record of a run belongs: what its settlement and its dead letter need to know.
struct PushPlace: LeadPlace {
  /// Which of the run's inputs it is from.
  let input: Int
  let record: Record
  /// What the record is known by when it comes again; `nil` where nobody asks.
  var memory: SettledRecord?

  var source: Int { input }
  var ordinal: Int { record.ordinal }
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
  var open: [(ticket: Int, lead: OpenLead<PushPlace>)] = []
  /// Settled: the mapping says so.
  var skipped: [(ordinal: Int, reason: Finding)] = []
  /// Settled: they came before, and nothing about them is new.
  var known: [(ordinal: Int, memory: SettledRecord)] = []
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
