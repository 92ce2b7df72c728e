import LeadModel

/// What fills gaps that a webhook left.
extension FetchConversation {
  /// A record that is no older may still be on its way by the webhook: it was not missed, and comes with the next run if it
  /// was.
  ///
  /// A backfill reaches further back than this and the time from run to run; that is checked with the configuration.
  package static let backfillGrace = Duration.seconds(300)
  /// A time that is so far ahead is a slip of the pen, and no reason to wait for it.
  private static let farthestAhead = Duration.seconds(86_400)

  /// Whether a record is left to the next run; only where gaps are filled.
  func isOnItsWay(_ value: CursorValue?) -> Bool {
    guard isBackfill, let moment = value?.moment, let asOf = trail.asOf else { return false }
    return asOf - Self.backfillGrace < moment && moment - Self.farthestAhead < asOf
  }
}

extension FetchedPage {
  /// Leaves out some of the records.
  ///
  /// - Parameter isLeft: For each record, in their order, whether it is left out.
  /// - Returns: What is written then.
  func bytes(leavingOut isLeft: [Bool]) -> [UInt8] {
    let ends = format == .csv ? TableHeader.rowEnds(in: rows) : ends
    // A table of which we see other rows than its reader comes whole: once too often is no loss.
    guard ends.count == isLeft.count else { return bytes }
    var kept = Array(bytes[..<start])
    var begin = start
    for (end, isLeft) in zip(ends, isLeft) {
      if !isLeft { kept += bytes[begin..<end] }
      begin = end
    }
    return kept
  }
}
