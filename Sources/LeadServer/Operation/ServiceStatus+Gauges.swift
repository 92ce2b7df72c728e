import LeadModel
import LeadSync

extension ServiceStatus {
  /// The samples of the gauges, each metric's in the order of the status.
  package var gauges: [Metric: [(MetricLabels, Double)]] {
    var gauges: [Metric: [(MetricLabels, Double)]] = [:]
    func set(_ metric: Metric, _ value: Double, _ labels: MetricLabels = MetricLabels()) {
      gauges[metric, default: []].append((labels, value))
    }
    set(.info, 1, MetricLabels(version))
    set(.startTime, startedAt.unixSeconds)
    set(.ready, isReady ? 1 : 0)
    set(.connectionsOpen, Double(connections))
    set(.requestsInFlight, Double(requests))
    set(.configLoaded, setup.loadedAt.unixSeconds)
    set(.configStale, setup.refusedAt == nil ? 0 : 1)
    set(.spoolRows, Double(spool.rows))
    set(.spoolBytes, Double(spool.bytes))
    set(.spoolLimitBytes, Double(spool.maxBytes))
    set(.spoolOldestSeconds, age(of: spool.oldestAt))
    set(.diskFreeBytes, Double(spool.freeBytes))
    for route in routes {
      let labels = MetricLabels(route.path)
      set(.routePaused, route.isOpen ? 0 : 1, labels)
      if let last = route.lastAcceptedAt { set(.routeLastAccepted, last.unixSeconds, labels) }
    }
    for inbox in inboxes {
      let labels = MetricLabels(inbox.name)
      set(.concurrencyLimit, Double(inbox.limit), labels)
      set(.deliveryInFlight, Double(inbox.inFlight), labels)
      if let pace = inbox.pace { set(.deliveryPace, pace, labels) }
      for state in BreakerCondition.allCases {
        set(.breakerState, state == inbox.breaker ? 1 : 0, MetricLabels(inbox.name, state.rawValue))
      }
      set(.deliveryHoldSeconds, inbox.heldUntil?.seconds(since: at) ?? 0, labels)
      set(.tokenRefused, inbox.isTokenRefused ? 1 : 0, labels)
      set(.deliveryWaiting, Double(inbox.waiting), labels)
      set(.deliveryOldestSeconds, age(of: inbox.oldestAt), labels)
      set(.deadLetters, Double(inbox.deadLetters), labels)
    }
    for source in sources {
      let labels = MetricLabels(source.name)
      if let time = source.succeededAt { set(.sourceLastSuccess, time.unixSeconds, labels) }
      if let time = source.newAt { set(.sourceLastNew, time.unixSeconds, labels) }
      if let time = source.nextAt { set(.sourceNextRun, time.unixSeconds, labels) }
      set(.sourceFailuresInARow, Double(source.failures), labels)
    }
    for posts in routeless { set(.routelessPosts, Double(posts.posts), MetricLabels(posts.path)) }
    for certificate in certificates {
      set(.certificateExpires, certificate.expiresAt.unixSeconds, MetricLabels(certificate.name))
    }
    for (result, count) in captured?.byResult ?? [] { set(.capturedPosts, Double(count), MetricLabels(result)) }
    for alarm in alarms { set(.alarmActive, 1, MetricLabels(alarm.code.rawValue, alarm.subject ?? "")) }
    return gauges
  }

  private func age(of time: Timestamp?) -> Double { time.map { at.seconds(since: $0) } ?? 0 }
}

extension Timestamp {
  fileprivate var unixSeconds: Double { Double(millisecondsSince1970) / 1000 }
}
