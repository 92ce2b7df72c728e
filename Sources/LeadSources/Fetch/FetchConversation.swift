import LeadDelivery
import LeadJSON
package import LeadModel
package import LeadTransport

/// One run over a source as a machine: which request is next, what an answer means, when it is over.
///
/// No I/O, no clock, no lock. The owner asks ``next()``, does as it says, and gives back what came:
///
///     ask ──► take(response) ──► ask … ──► done
///      │            └──────────► wait ──► ask
///      └──► take(failure) ─────► wait ──► ask … ──► failed
///
/// What is written to the sink before ``Step/failed(_:)`` counts for nothing: the state stays as it was, the next run asks
/// for it again, and the ledger drops what was delivered.
///
/// To whoever changes it: the state is made in `finish` alone, and `finish` is reached only behind the last page.
package struct FetchConversation: Sendable {
  /// What is to be done.
  package enum Step: Sendable {
    /// Sends it and gives back what comes of it.
    case ask(HTTPRequest)
    /// Waits, then asks ``FetchConversation/next()`` again.
    case wait(Duration)
    case done(FetchResult)
    case failed(FetchFailure)
  }

  /// Which answer is waited for.
  enum Question: Sendable {
    case page
    /// The other answer of the source; the page that needs it is held.
    case companion(held: HTTPResponse)
  }

  let plan: FetchPlan
  let stored: FetchState?
  let isBackfill: Bool
  let startedAt: Timestamp
  var walk: PageWalk
  var trail: CursorTrail
  var counts = FetchCounts()
  var warnings: [Diagnostic] = []
  var question = Question.page
  var outcome: Step?
  var jitter: Jitter
  var failures = 0
  var held = Duration.zero
  var pendingWait: Duration?
  var redirected: HTTPAddress?
  var redirects = 0
  var companion: JSONDocument?
  var header: ArraySlice<UInt8>?
  var format: InputFormat?
  var missingIds: [String] = []
  var validators: (etag: String?, lastModified: String?) = (nil, nil)
  /// Whether there was no link or token behind the last page.
  var hasNoNext = true

  /// Begins a run.
  ///
  /// - Parameters:
  ///   - plan: What is asked.
  ///   - state: Of the last run that was settled; `nil`: there was none. One of other settings is passed over, with a
  ///     warning.
  ///   - backfill: Asks for what lies so far back, whatever the cursor says, and leaves the cursor where it is; what is not
  ///     older than ``backfillGrace`` is left to the next run.
  ///   - lastSuccess: When the last run began that came to a good end: what lies so far back is counted from there, so
  ///     that no hole stays after a time without runs. `nil`: there was none.
  ///   - now: The wall clock's time.
  ///   - seed: Of the waits' jitter.
  package init(
    _ plan: FetchPlan, state: FetchState?, backfill: Duration? = nil, lastSuccess: Timestamp? = nil, now: Timestamp,
    seed: UInt64
  ) {
    self.plan = plan
    startedAt = now
    jitter = Jitter(seed: seed)
    isBackfill = backfill != nil
    if let state, state.source != plan.fingerprint {
      stored = nil
      warnings.append(
        Diagnostic(
          .warning, FetchCode.stateOther.rawValue,
          "'\(plan.source)' asks for something else than before: it starts anew",
          at: plan.position))
    } else {
      stored = state
    }
    let rule = plan.cursor
    let value = stored?.cursor.flatMap { rule?.read($0) }
    trail = CursorTrail(stored: value)
    // What fills gaps does not keep what it learns, so it asks to the end.
    let shortPages = ShortPages(
      longest: stored?.longestPage ?? 0, runs: stored?.shortRuns ?? 0, isTrusted: backfill == nil)
    if let backfill, let rule {
      let since = rule.form.text(of: min(now, lastSuccess ?? now) - backfill)
      walk = PageWalk(plan, cursor: since, since: since, shortPages: shortPages)
    } else {
      walk = PageWalk(
        plan, cursor: value?.text ?? rule?.start ?? "", since: value.flatMap { rule?.since($0) } ?? rule?.start ?? "",
        shortPages: shortPages)
    }
    if isBackfill, !plan.canBackfill {
      fail(.backfill, "the gaps of '\(plan.source)' cannot be filled: it is not asked for by times")
    } else if plan.isAnnounced, walk.currentId.isEmpty {
      finish(isPartial: false)
    }
  }

  /// What is to be done now.
  ///
  /// The same request until its answer is taken.
  package mutating func next() -> Step {
    if let outcome { return outcome }
    if let wait = pendingWait {
      pendingWait = nil
      return .wait(wait)
    }
    return .ask(request)
  }

  // MARK: The request

  var address: String {
    if case .companion = question, let companion = plan.companion { return companion.text(walk.words) }
    return redirected?.text ?? walk.link?.text ?? plan.url.text(walk.words)
  }

  private var request: HTTPRequest {
    // Where a redirect led, nothing that is secret goes along: the plan has no header then, and none is sent.
    var lines: [String] = []
    if redirected == nil {
      lines = plan.headers.filter { !$0.value.isEmpty(walk.words) }.map { "\($0.name): \($0.value.text(walk.words))" }
    }
    if case .companion = question {
      return HTTPRequest(id: 0, method: .get, url: address, headerLines: lines)
    }
    if asksConditionally {
      if let etag = stored?.etag { lines.append("if-none-match: \(etag)") }
      if let date = stored?.lastModified { lines.append("if-modified-since: \(date)") }
    }
    return HTTPRequest(
      id: 0, method: plan.method, url: address, headerLines: lines,
      body: plan.body.map { Array($0.text(walk.words).utf8) } ?? [])
  }

  /// Whether the answer to the same request is known, and it was the only page: then nothing else can have changed.
  var asksConditionally: Bool {
    plan.isConditional && !isBackfill && counts.pages == 0 && (stored?.etag != nil || stored?.lastModified != nil)
      && stored?.mapping == plan.mappingDigest && stored?.address == requestDigest
  }

  /// Of what is particular to the run's request: its address, and the words that may stand in a header.
  var requestDigest: String {
    var digest = FNV1a()
    for text in [plan.url.text(walk.words), walk.words.since, walk.words.cursor] {
      digest.add(text.utf8)
      digest.add([0x1F])
    }
    return digest.text
  }
}
