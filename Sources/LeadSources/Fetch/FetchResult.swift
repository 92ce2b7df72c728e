package import LeadModel

/// What came of a fetch that is whole.
package struct FetchResult: Sendable {
  /// To be kept once every record of it is settled, and not before.
  package var state: FetchState
  package var counts: FetchCounts
  /// What was written: `.jsonl` or `.csv`; there may be no record in it.
  package var format: InputFormat
  /// The server said that nothing has changed since the last run (304): one request, no record.
  package var isUnchanged = false
  /// There was more than a run may have, and what came is so ordered that the next run goes on behind it.
  package var isPartial = false
  /// Of ids that were asked for one by one: those that the source has not, or not any more.
  package var missingIds: [String] = []
  /// What is to be told, and stops nothing.
  package var warnings: [Diagnostic] = []
}

/// Why a fetch came to nothing: the state is to stay as it was.
package struct FetchFailure: Error, Sendable {
  /// Holds no address beyond its host, no token, and nothing of a record.
  package var diagnostic: Diagnostic
  /// When the source wants to be asked again, if it said so.
  package var retryAfter: Duration?
  package var counts: FetchCounts
}

/// What a fetch did.
package struct FetchCounts: Sendable, Hashable {
  /// Sent, retries among them.
  package var requests = 0
  /// Requests after the first of a page.
  package var retries = 0
  /// Answers that were taken.
  package var pages = 0
  /// Written; some may come twice, as pages overlap.
  package var records = 0
  /// Of the bodies of those answers, unpacked.
  package var bytes = 0
  /// Records in which there was no cursor that could be read.
  package var withoutCursor = 0

  package init() {}
}
