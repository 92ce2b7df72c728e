import LeadConfig
import LeadDelivery
import LeadModel

/// How a run ends, or goes on after a mishap.
extension FetchConversation {
  /// Asks again after a while, or fails where it failed too often, or the server asks for a wait that a run cannot afford:
  /// the schedule takes that.
  mutating func retry(_ code: FetchCode, _ what: String, _ asked: Duration?) {
    failures += 1
    let wait = max(asked ?? .zero, Backoff.wait(afterAttempts: failures, using: &jitter))
    guard failures < FetchLimits.attempts, held + (asked ?? .zero) <= FetchLimits.longestHold else {
      return fail(code, "\(what), \(failures) \(failures == 1 ? "time" : "times") in a row", retryAfter: asked)
    }
    held += asked ?? .zero
    counts.retries += 1
    pendingWait = wait
  }

  mutating func fail(_ code: FetchCode, _ message: String, hint: String? = nil, retryAfter: Duration? = nil) {
    outcome = .failed(
      FetchFailure(
        diagnostic: Diagnostic(
          code.rawValue, message, at: plan.position, hint: plan.traits.hints[code] ?? hint ?? code.hint),
        retryAfter: retryAfter, counts: counts))
  }

  /// There is more than a run may have.
  ///
  /// Where everything up to the last cursor has come, the next run can go on from there.
  mutating func reachLimit() {
    if !isBackfill, plan.asksSince, plan.cursor?.order == .ascending, trail.isAscending, let settled = certain,
      trail.stored.map({ $0 < settled }) ?? true
    {
      finish(isPartial: true)
    } else {
      fail(.limit, "'\(plan.source)' has more than a run may fetch: \(plan.limits.shown)")
    }
  }

  mutating func finishUnchanged() {
    // A request is conditional only where there is a state.
    guard let stored else { return }
    outcome = .done(
      FetchResult(state: stored, counts: counts, format: .jsonl, isUnchanged: true, warnings: warnings))
  }

  mutating func finish(isPartial: Bool) {
    counts.withoutCursor = trail.missing
    var state = FetchState(source: plan.fingerprint)
    if plan.cursor != nil, !plan.isAnnounced {
      if counts.records > 0, trail.readable == 0 {
        return fail(
          .cursorMissing, "none of \(counts.records) records has a cursor at '\(plan.cursor?.path.text ?? "")'")
      }
      if !isBackfill, let greatest = trail.greatest, let before = trail.stored,
        plan.cursor?.isBack(greatest, from: before) == true
      {
        return fail(.cursor, "the greatest cursor of \(counts.records) records lies before that of the last run")
      }
      state.cursor = [trail.stored, certain].compactMap(\.self).max()?.text
      if trail.missing > 0 {
        warnings.append(
          Diagnostic(
            .warning, FetchCode.cursorMissing.rawValue,
            "\(trail.missing) of \(counts.records) records have no cursor at '\(plan.cursor?.path.text ?? "")'",
            at: plan.position))
      }
    } else if !plan.isAnnounced {
      if let before = stored?.records, before >= Self.fewestForComparison, counts.records * 2 < before, !plan.mayShrink
      {
        return fail(.fewer, "\(counts.records) records, and \(before) the last time")
      }
      state.records = counts.records
    }
    state.longestPage = walk.shortPages.longest
    state.shortRuns = walk.shortPages.runs
    state.mapping = plan.mappingDigest
    if isWhollyAnswered, !isPartial {
      state.etag = validators.etag
      state.lastModified = validators.lastModified
      state.address = requestDigest
    }
    // What fills gaps, and what was announced, says nothing of how far the source was read.
    let keepsState = isBackfill || plan.isAnnounced
    outcome = .done(
      FetchResult(
        state: keepsState ? stored ?? FetchState(source: plan.fingerprint) : state, counts: counts,
        format: format ?? .jsonl, isPartial: isPartial, missingIds: missingIds, warnings: warnings))
  }

  /// Whether nothing can have changed in the source while the one answer of this run stays as it is.
  ///
  /// A page of several may stay while the next one changes. That there is none stands in the answer, where links or tokens
  /// do; a server that makes its `ETag` of the body does not see a next link that comes into the header.
  private var isWhollyAnswered: Bool {
    guard counts.pages == 1, plan.isConditional else { return false }
    switch plan.paging {
    case .none: return true
    case .link, .token: return hasNoNext
    case .linkHeader, .page, .offset, .ids: return false
    }
  }

  /// The greatest cursor up to which everything has come for certain.
  ///
  /// Where pages are positions and something has changed while they were read, a record may have moved over the edge of a
  /// page that was read: forward, as one before it went behind it. In a list that goes up by the cursor what came before
  /// the first such page is certain; in one that goes down a change moves to the front, and pushes others back, where they
  /// are met again; in any other nothing is, and the next run reads the same again.
  private var certain: CursorValue? {
    guard trail.countsPositions, trail.hasChanges, !trail.isDescending else { return trail.settled }
    return trail.isAscending ? trail.safe : nil
  }

  /// A collection of fewer records than these may do as it likes.
  static let fewestForComparison = 10
}
