import LeadJournal
import LeadModel

/// Where a record of a post belongs: what its settlement and its dead letter need to know.
struct LivePlace: LeadPlace {
  /// The spool's row.
  let number: Int64
  /// The submission's id.
  let submission: String
  /// The route's number in its inbox's share of the plan.
  let route: Int
  let receivedAt: Timestamp
  let record: Record
  /// Its part of the post, in bytes: records of one document hold all of it together.
  let bytes: Int

  var source: Int { route }
  var ordinal: Int { record.ordinal }
  var cost: Int { bytes * 2 + 600 }
}

/// A batch of posts that were read and mapped: what became of each record.
struct LiveBatch {
  /// How many records each row holds: a row is done when all of them are.
  var counts: [(number: Int64, records: Int)] = []
  var open: [(ticket: Int, lead: OpenLead<LivePlace>)] = []
  /// Settled: the mapping, or a list of people, says so.
  var skipped: [(place: LivePlace, reason: Finding)] = []
  /// Settled: unreadable, or invalid.
  var rejected: [(place: LivePlace, findings: [Finding])] = []
}
