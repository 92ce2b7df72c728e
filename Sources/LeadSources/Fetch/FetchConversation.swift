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
  private var outcome: Step?
  private var jitter: Jitter
  private var failures = 0
  private var held = Duration.zero
  private var pendingWait: Duration?
  private var redirected: HTTPAddress?
  private var redirects = 0
  private var companion: JSONDocument?
  private var header: ArraySlice<UInt8>?
  private var format: InputFormat?
  private var missingIds: [String] = []
  private var validators: (etag: String?, lastModified: String?) = (nil, nil)

  /// Begins a run.
  ///
  /// - Parameters:
  ///   - plan: What is asked.
  ///   - state: Of the last run that was settled; `nil`: there was none. One of other settings is passed over, with a
  ///     warning.
  ///   - backfill: Asks for what lies so far back, whatever the cursor says, and leaves the cursor where it is.
  ///   - now: The wall clock's time.
  ///   - seed: Of the waits' jitter.
  package init(_ plan: FetchPlan, state: FetchState?, backfill: Duration? = nil, now: Timestamp, seed: UInt64) {
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
    if let backfill, let rule {
      let since = rule.form.text(of: now - backfill)
      walk = PageWalk(plan, cursor: since, since: since)
    } else {
      walk = PageWalk(
        plan, cursor: value?.text ?? rule?.start ?? "", since: value.flatMap { rule?.since($0) } ?? rule?.start ?? "")
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

  private var address: String {
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
  private var asksConditionally: Bool {
    plan.isConditional && !isBackfill && counts.pages == 0 && (stored?.etag != nil || stored?.lastModified != nil)
      && stored?.address == Self.digest(plan.url.text(walk.words))
  }

  static func digest(_ address: String) -> String {
    var digest = FNV1a()
    digest.add(address.utf8)
    return digest.text
  }

  // MARK: Answers

  /// Takes a request's answer.
  ///
  /// - Parameters:
  ///   - response: Whatever its status; its body unpacked.
  ///   - now: The wall clock's time.
  ///   - sink: Takes the page's records: whole lines, or rows. What it throws ends the run, and is thrown on.
  package mutating func take(
    _ response: HTTPResponse, at now: Timestamp, into sink: ([UInt8]) throws -> Void
  ) rethrows {
    counts.requests += 1
    switch FetchVerdict(response, plan, now: now) {
    case .page: try takePage(response, at: now, into: sink)
    case .unchanged where asksConditionally: finishUnchanged()
    case .unchanged: fail(.refused, "\(plan.shownHost) says that nothing has changed (304), and was not asked for that")
    case .redirect: follow(response)
    case .retry(let code, let what, let wait): retry(code, what, wait)
    case .refused(let code, let what):
      if plan.isAnnounced, code == .gone || code == .refused {
        missingIds.append(walk.currentId)
        failures = 0
        go(on: walk.skipId(plan))
      } else {
        fail(code, what)
      }
    }
  }

  /// Takes that there is no answer.
  package mutating func take(_ failure: TransportFailure) {
    counts.requests += 1
    switch failure.kind {
    case .certificate: fail(.certificate, "the certificate of \(plan.shownHost) is not trusted (\(failure.code))")
    case .tooLarge:
      fail(.large, "\(plan.shownHost) answers with more than \(plan.limits.pageBytes) bytes at once")
    case .other:
      if failure.code == "transport.cancelled" {
        fail(.cancelled, "the run was stopped")
      } else {
        fail(.url, "the request to \(plan.shownHost) could not be made (\(failure.code))")
      }
    case .dns, .connect, .tls, .timedOut, .cut:
      retry(.unreachable, "\(plan.shownHost) does not answer (\(failure.code))", nil)
    }
  }

  /// Ends the run where the machine is at fault or somebody stops it.
  package mutating func stop(_ code: FetchCode, _ message: String) { fail(code, message) }

  /// As ``stop(_:_:)``, in other words.
  package mutating func stop(_ diagnostic: Diagnostic) {
    outcome = .failed(FetchFailure(diagnostic: diagnostic, retryAfter: nil, counts: counts))
  }

  private mutating func takePage(
    _ response: HTTPResponse, at now: Timestamp, into sink: ([UInt8]) throws -> Void
  ) rethrows {
    if case .companion(let page) = question {
      guard let document = try? JSONDocument(parsing: response.body), document.root.kind == .object else {
        return retry(.broken, "what \(plan.shownHost) says beside its pages is no JSON object", nil)
      }
      companion = CompanionAnswer.document(document, keeping: plan.traits.companion?.keeping ?? [])
      question = .page
      return try takePage(page, at: now, into: sink)
    }
    if counts.pages == 0, trail.asOf == nil { trail.asOf = Self.start(response, startedAt: startedAt, now: now) }
    let page: FetchedPage
    do throws(FetchedPage.Problem) {
      page = try FetchedPage(
        HTTPAnswerBody(response.body, contentType: response.headers["content-type"]), plan, companion: companion?.root,
        continuing: header)
    } catch {
      if error.mayPass { return retry(error.code, "\(error.message), from \(plan.shownHost)", nil) }
      return fail(error.code, "\(error.message), from \(plan.shownHost)", hint: error.hint)
    }
    if plan.companion != nil, companion == nil, page.records > 0, !plan.isAnnounced {
      question = .companion(held: response)
      failures = 0
      return
    }
    try take(page, of: response, into: sink)
  }

  private mutating func take(
    _ page: FetchedPage, of response: HTTPResponse, into sink: ([UInt8]) throws -> Void
  ) rethrows {
    if walk.isRepeat(response.body), page.records > 0, !plan.isAnnounced {
      if plan.traits.endsOnRepeat { return finish(isPartial: false) }
      return fail(.loop, "\(plan.shownHost) gives the same page again")
    }
    guard counts.records + page.records <= plan.limits.records, counts.bytes + response.body.count <= plan.limits.bytes
    else { return reachLimit() }
    try sink(page.bytes)
    let address = address
    counts.pages += 1
    counts.records += page.records
    counts.bytes += response.body.count
    failures = 0
    redirected = nil
    redirects = 0
    format = page.format
    if header == nil, page.format == .csv { header = page.header }
    validators = (response.headers["etag"], response.headers["last-modified"])
    let values = page.cursors.map { text in text.flatMap { plan.cursor?.read($0) } }
    trail.add(values, startsAnew: walk.startsAnew)
    go(
      on: walk.advance(
        behind: page, values, linkHeader: response.headers["link"], address: address, trail: trail, plan))
  }

  private mutating func go(on advance: PageWalk.Advance) {
    switch advance {
    case .end: finish(isPartial: false)
    case .failed(let code, let message): fail(code, message)
    case .more: if counts.pages + missingIds.count >= plan.limits.pages { reachLimit() }
    }
  }

  /// When the first page was asked for, by the server's clock where it says its time.
  private static func start(_ response: HTTPResponse, startedAt: Timestamp, now: Timestamp) -> Timestamp {
    guard let date = (response.headers["date"] ?? response.date).flatMap({ HTTPDate.read($0, now: now) }) else {
      return startedAt
    }
    let elapsed = max(0, now.millisecondsSince1970 - startedAt.millisecondsSince1970)
    // The header has whole seconds, and may be made a moment behind the answer.
    return date - .milliseconds(elapsed + 1_000)
  }

  private mutating func follow(_ response: HTTPResponse) {
    guard let ending = plan.traits.redirects, redirects < FetchLimits.redirects, plan.headers.isEmpty,
      let base = HTTPAddress(address), let location = response.headers["location"],
      let target = HTTPAddress(location, relativeTo: base), target.isProtected,
      target.host.hasSuffix(ending) || target.isSameOrigin(as: base)
    else {
      // A login page is where most redirects of a browser's address lead.
      return fail(
        .redirect, "\(plan.shownHost) points to another address (http.\(response.status)), which is not followed")
    }
    redirects += 1
    redirected = target
  }

  // MARK: Ends

  private mutating func retry(_ code: FetchCode, _ what: String, _ asked: Duration?) {
    failures += 1
    let wait = max(asked ?? .zero, Backoff.wait(afterAttempts: failures, using: &jitter))
    guard failures < FetchLimits.attempts, held + (asked ?? .zero) <= FetchLimits.longestHold else {
      return fail(code, "\(what), \(failures) \(failures == 1 ? "time" : "times") in a row", retryAfter: asked)
    }
    held += asked ?? .zero
    counts.retries += 1
    pendingWait = wait
  }

  private mutating func fail(_ code: FetchCode, _ message: String, hint: String? = nil, retryAfter: Duration? = nil) {
    outcome = .failed(
      FetchFailure(
        diagnostic: Diagnostic(
          code.rawValue, message, at: plan.position, hint: plan.traits.hints[code] ?? hint ?? code.hint),
        retryAfter: retryAfter, counts: counts))
  }

  /// There is more than a run may have.
  ///
  /// Where everything up to the last cursor has come, the next run can go on from there.
  private mutating func reachLimit() {
    if !isBackfill, plan.asksSince, trail.isAscending, let settled = trail.settled,
      trail.stored.map({ $0 < settled }) ?? true
    {
      finish(isPartial: true)
    } else {
      fail(.limit, "'\(plan.source)' has more than a run may fetch: \(plan.limits.shown)")
    }
  }

  private mutating func finishUnchanged() {
    // A request is conditional only where there is a state.
    guard let stored else { return }
    outcome = .done(
      FetchResult(state: stored, counts: counts, format: .jsonl, isUnchanged: true, warnings: warnings))
  }

  private mutating func finish(isPartial: Bool) {
    counts.withoutCursor = trail.missing
    var state = FetchState(source: plan.fingerprint)
    if plan.cursor != nil {
      if counts.records > 0, trail.readable == 0 {
        return fail(
          .cursorMissing, "none of \(counts.records) records has a cursor at '\(plan.cursor?.path.text ?? "")'")
      }
      if !isBackfill, let greatest = trail.greatest, let before = trail.stored,
        plan.cursor?.isBack(greatest, from: before) == true
      {
        return fail(.cursor, "the greatest cursor of \(counts.records) records lies before that of the last run")
      }
      state.cursor = [trail.stored, trail.settled].compactMap(\.self).max()?.text
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
    if counts.pages == 1, plan.isConditional, !isPartial {
      state.etag = validators.etag
      state.lastModified = validators.lastModified
      state.address = Self.digest(plan.url.text(walk.words))
    }
    // What fills gaps, and what was announced, says nothing of how far the source was read.
    let keepsState = isBackfill || plan.isAnnounced
    outcome = .done(
      FetchResult(
        state: keepsState ? stored ?? FetchState(source: plan.fingerprint) : state, counts: counts,
        format: format ?? .jsonl, isPartial: isPartial, missingIds: missingIds, warnings: warnings))
  }

  /// A collection of fewer records than these may do as it likes.
  static let fewestForComparison = 10
}
