/// What the end of a request does: to the destination's state, then to its lead.
extension Dispatcher {
  /// A request ended.
  ///
  /// One that is not under way, or not any more, is ignored.
  package mutating func answered(_ id: Int, _ verdict: Verdict, now: Moment) {
    guard slots.indices.contains(id), slots[id].place == .flying else { return }
    numbers.inFlight -= 1
    slots[id].place = .deciding
    if verdict.ruling != .delivered { numbers.byCode[verdict.code, default: 0] += 1 }
    // As it was when the answer came: the failure that opens the breaker still counts.
    let mayCount = !breaker.isOpen && !slots[id].isProbe
    limit.ended(
      verdict.paceSign, announcing: verdict.announced, sentAt: slots[id].sentAt ?? now, inFlight: inFlight, now: now)
    if stop == nil { notice(verdict, slot: id, now: now) }

    switch verdict.ruling {
    case .delivered:
      numbers.delivered += 1
      limit.delivered()
      destination.delivered()
      settleHeldBack()
      passTurn(id)
      settle(id, .delivered(attempts: slots[id].attempts))
    case .refused, .blocked: refuse(id, verdict, report: report(id, verdict, now: now), now: now)
    case .retry: retry(id, verdict, counts: verdict.countsAsAttempt && mayCount, now: now)
    case .stop(let reason):
      end(Stop(reason, code: verdict.code, count: 1), now: now)
      settle(id, .unsettled)
    }
    if open == 0 { breaker.idle() }
    endIfAlone(now: now)
  }

  /// What a verdict says about the destination, whatever it says about the lead.
  private mutating func notice(_ verdict: Verdict, slot: Int, now: Moment) {
    guard verdict.isOutage else {
      if breaker.answered(now: now) {
        events.append(.breakerClosed)
        for slot in ready.takeProbed() { makeReady(slot) }
        saidFailure = false
      }
      return hold(verdict, now: now)
    }
    lastFailure = verdict.code
    let opened = breaker.failed(
      sentAt: slots[slot].sentAt ?? now, isProbe: slots[slot].isProbe, heldUntil: limit.heldUntil, now: now)
    // Before the time of giving up is said: a hold moves it.
    hold(verdict, now: now)
    let givesUpAt = breaker.givesUpAt.map(clock.timestamp(of:))
    if !saidFailure {
      saidFailure = true
      events.append(.firstFailure(code: verdict.code, givesUpAt: givesUpAt))
    }
    if opened {
      events.append(.breakerOpened(code: verdict.code, failures: breaker.failures, givesUpAt: givesUpAt))
    }
  }

  private mutating func hold(_ verdict: Verdict, now: Moment) {
    guard verdict.holdsDestination, let wait = verdict.retryAfter, wait > .zero else { return }
    let wasHeld = limit.isHeld(at: now)
    breaker.suspend(for: limit.hold(for: wait, now: now))
    if !wasHeld { events.append(.held(code: verdict.code, for: wait)) }
  }

  private mutating func retry(_ slot: Int, _ verdict: Verdict, counts: Bool, now: Moment) {
    guard stop == nil else { return settle(slot, .unsettled) }
    if counts {
      slots[slot].counted += 1
      if slots[slot].counted >= maxAttempts {
        return refuse(slot, verdict, report: report(slot, verdict, now: now, isExhausted: true), now: now)
      }
    }
    if breaker.isOpen, verdict.retryAfter == nil {
      // To the back, so that the next probe is another lead; and no older for it.
      guard slots[slot].isProbe else { return makeReady(slot) }
      slots[slot].place = .ready
      return ready.append(probed: slot)
    }
    slots[slot].tries += 1
    slots[slot].place = .waiting
    timers.insert(slot, at: now + RetryTime.wait(after: verdict, attempts: slots[slot].tries, using: &jitter))
  }

  /// The lead is dead, unless it is the destination that is wrong.
  private mutating func refuse(_ slot: Int, _ verdict: Verdict, report: DeathReport, now: Moment) {
    if let stop {
      // After an interruption a refusal is the lead's own if the destination has taken others.
      let isItsOwn = stop.reason == .interrupted && destination.isProven && verdict.ruling != .blocked
      return settle(slot, isItsOwn ? .dead(report) : .unsettled)
    }
    switch destination.refused(verdict) {
    case .holdBack:
      passTurn(slot)
      slots[slot].place = .heldBack
      heldBack.append((slot, report))
    case .settle:
      settleHeldBack()
      passTurn(slot)
      settle(slot, .dead(report))
    case .stop(let stop):
      end(stop, now: now)
      settle(slot, .unsettled)
    }
  }

  private func report(
    _ slot: Int, _ verdict: Verdict, now: Moment, isExhausted: Bool = false
  ) -> DeathReport {
    DeathReport(
      code: isExhausted ? "attempts.exhausted" : verdict.code,
      message: isExhausted ? verdict.messageWhenExhausted(attempts: slots[slot].attempts) : verdict.message,
      status: verdict.status, body: DeathReport.text(of: verdict.body), attempts: slots[slot].attempts,
      firstAt: clock.timestamp(of: slots[slot].firstAt ?? now), lastAt: clock.timestamp(of: now))
  }
}
