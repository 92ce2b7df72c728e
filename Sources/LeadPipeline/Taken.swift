import LeadModel

/// A record that is on its way: what is needed should it not arrive.
struct OpenRecord {
  /// Which of the run's inputs it is from.
  var input: Int
  var record: Record
  /// The body as sent.
  var body: [UInt8]

  /// About what it holds in memory, in bytes.
  var cost: Int { record.rawBytes.count + body.count + 400 }
}

/// A batch of records that were read and mapped: what became of each.
struct TakenBatch {
  /// Which of the run's inputs it is from.
  var input: Int
  /// How many records it holds in all.
  var read = 0
  /// The last of them.
  var lastOrdinal = 0
  /// On their way, by ticket.
  var open: [(ticket: Int, record: OpenRecord)] = []
  /// Settled: the mapping says so.
  var skipped: [(ordinal: Int, reason: Finding)] = []
  /// Settled: unreadable, or invalid.
  var rejected: [(record: Record, findings: [Finding])] = []
  /// Taken from a pipe after the run was stopped; `isCut` where the record may be but a part of one.
  var stopped: [(record: Record, isCut: Bool)] = []
  /// Code to count.
  var warnings: [String: Int] = [:]
  /// In a dry run: leads that would be sent.
  var wouldDeliver = 0
}
