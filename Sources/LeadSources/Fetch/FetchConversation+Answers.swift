import LeadDelivery
import LeadJSON
package import LeadModel
package import LeadTransport

/// What an answer does to a run.
extension FetchConversation {
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
    case .cut where failure.code == "transport.garbled":
      retry(.broken, "what \(plan.shownHost) answers is not HTTP, or cannot be unpacked (\(failure.code))", nil)
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
    if walk.isRepeat(page, plan) {
      if plan.traits.endsOnRepeat { return finish(isPartial: false) }
      return fail(.loop, "\(plan.shownHost) gives the same page again")
    }
    guard counts.records + page.records <= plan.limits.records, counts.bytes + response.body.count <= plan.limits.bytes
    else { return reachLimit() }
    let values = page.cursors.map { text in text.flatMap { plan.cursor?.read($0) } }
    let isLeft = values.map(isOnItsWay)
    try sink(isLeft.contains(true) ? page.bytes(leavingOut: isLeft) : page.bytes)
    if case .linkHeader = plan.paging, response.cutHeaders.contains("link") {
      return fail(
        .shape,
        "the header Link of \(plan.shownHost), where the next page is named, has more than "
          + "\(HTTPResponse.longestHeader) bytes")
    }
    let address = address
    counts.pages += 1
    counts.records += page.records - isLeft.count { $0 }
    counts.bytes += response.body.count
    failures = 0
    redirected = nil
    redirects = 0
    format = page.format
    if header == nil, page.format == .csv { header = page.header }
    hasNoNext = page.next == nil
    validators = (response.headers["etag"], response.headers["last-modified"])
    trail.add(values, startsAnew: walk.startsAnew)
    let advance = walk.advance(
      behind: page, values, linkHeader: response.headers["link"], address: address, trail: trail, plan)
    if walk.isPosition { trail.goByPosition() }
    go(on: advance)
  }

  mutating func go(on advance: PageWalk.Advance) {
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
}
