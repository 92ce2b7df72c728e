import LeadJournal
package import LeadModel
import Synchronization

/// What the daemon has counted since it started.
///
/// One lock, under which a dictionary is looked up: an accepted post costs one look-up, by its route, 0.15 µs measured.
/// Every metric has at most ``maxSeries`` different labels; what comes beyond them is counted under `other`. A scrape
/// copies the tables and writes its text outside of the lock.
package final class Metrics: Sendable {
  /// Different labels of one metric.
  package static let maxSeries = 2_048

  /// What is counted of a route's every post, in one place: these are the counts that come tens of thousands a second.
  private struct RouteTally {
    var received: UInt64 = 0
    var accepted: UInt64 = 0
    var bytes: UInt64 = 0
    var repeated: UInt64 = 0
    var challenged: UInt64 = 0
    var lastAccepted: Timestamp?

    /// Takes a request in.
    ///
    /// - Parameter count: Counts what came of it.
    mutating func receive(_ count: (inout RouteTally) -> Void) {
      received += 1
      count(&self)
    }
  }

  private struct State {
    var routes: [String: RouteTally] = [:]
    var acceptSeconds = MetricHistogram(bounds: Metric.acceptSeconds.declaration.bounds)
    /// By destination.
    var deliverySeconds: [String: MetricHistogram] = [:]
    /// All that is not in the tallies, by `Metric.rawValue`.
    private var counters = Metric.allCases.map { _ in [MetricLabels: UInt64]() }

    mutating func add(_ count: Int, to metric: Metric, _ labels: MetricLabels) {
      let index = metric.rawValue
      let isKnown = counters[index].count < Metrics.maxSeries || counters[index][labels] != nil
      counters[index][isKnown ? labels : .other(of: metric), default: 0] += UInt64(max(0, count))
    }

    /// Counts a request of a route.
    mutating func receive(_ route: String, _ count: (inout RouteTally) -> Void = { _ in }) {
      let isKnown = routes.count < Metrics.maxSeries || routes[route] != nil
      routes[isKnown ? route : "other", default: RouteTally()].receive(count)
    }

    mutating func delivered(to destination: String, after seconds: Double) {
      let isKnown = deliverySeconds.count < Metrics.maxSeries || deliverySeconds[destination] != nil
      deliverySeconds[
        isKnown ? destination : "other", default: MetricHistogram(bounds: Metric.deliverySeconds.declaration.bounds)
      ].observe(seconds)
    }

    /// A counter's numbers.
    func counts(of metric: Metric) -> [MetricLabels: UInt64] {
      let part: KeyPath<RouteTally, UInt64>
      switch metric {
      case .postsReceived: part = \.received
      case .postsAccepted: part = \.accepted
      case .postBytes: part = \.bytes
      case .postsRepeated: part = \.repeated
      case .challengesAnswered: part = \.challenged
      default: return counters[metric.rawValue]
      }
      return Dictionary(uniqueKeysWithValues: routes.map { (MetricLabels($0.key), $0.value[keyPath: part]) })
    }

    /// A histogram's numbers.
    func histograms(of metric: Metric) -> [MetricLabels: MetricHistogram] {
      metric == .acceptSeconds
        ? [MetricLabels(): acceptSeconds]
        : Dictionary(uniqueKeysWithValues: deliverySeconds.map { (MetricLabels($0.key), $0.value) })
    }
  }

  private let state = Mutex(State())

  package init() {}

  /// Starts counters at 0 for what is known beforehand, so that a first failure is seen as an increase.
  ///
  /// To be called again after a reload; what was counted stays.
  package func expect(_ ways: [(route: String, destination: String)]) {
    state.withLock { state in
      for way in ways {
        if state.routes.count < Self.maxSeries { state.routes[way.route, default: RouteTally()].received += 0 }
        for metric in Metric.allCases where metric.declaration.labels == ["route", "destination"] {
          state.add(0, to: metric, MetricLabels(way.route, way.destination))
        }
      }
    }
  }

  /// Counts what an event says.
  package func count(_ event: ServiceEvent, at now: Timestamp) {
    state.withLock { state in
      switch event {
      case .challenged(let route): state.receive(route) { $0.challenged += 1 }
      case .accepted(_, let route, let bytes, let seconds):
        state.receive(route) { tally in
          tally.accepted += 1
          tally.bytes += UInt64(max(0, bytes))
          tally.lastAccepted = now
        }
        state.acceptSeconds.observe(seconds)
      case .repeated(_, let route): state.receive(route) { $0.repeated += 1 }
      case .refused(let route, _, let reason):
        if let route { state.receive(route) }
        state.add(1, to: .postsRefused, MetricLabels(route ?? "", reason))
      case .spam(_, let route, let reason):
        state.receive(route)
        state.add(1, to: .postsSpam, MetricLabels(route, reason))
      case .dropped(let reason): state.add(1, to: .connectionsDropped, MetricLabels(reason))
      case .ended(let end): Self.count(end, in: &state)
      case .retried(let destination, let reason, let count):
        state.add(max(0, count), to: .deliveryRetries, MetricLabels(destination, reason))
      case .warned(let route, let reason, let count, _):
        state.add(max(0, count), to: .leadWarnings, MetricLabels(route, reason))
      case .breakerOpened(let destination, let reason):
        state.add(1, to: .breakerOpenings, MetricLabels(destination, reason))
      case .held(let destination, let reason, _):
        state.add(1, to: .deliveryHolds, MetricLabels(destination, reason))
      case .sourceRan(let end): Self.count(end, in: &state)
      case .sourceOdd(let source, let reason, _): state.add(1, to: .sourceWarnings, MetricLabels(source, reason))
      case .reloaded: state.add(1, to: .configReloads, MetricLabels("loaded"))
      case .reloadRefused: state.add(1, to: .configReloads, MetricLabels("refused"))
      case .alarm(let alarm):
        if alarm.step == .raised { state.add(1, to: .alarmsRaised, MetricLabels(alarm.code.rawValue)) }
      case .failed(let reason): state.add(1, to: .failures, MetricLabels(reason))
      case .suppressed(let key, let count):
        // Of `post.refused:token.wrong` the code: of all reasons together.
        state.add(count, to: .logLinesSuppressed, MetricLabels(String(key.prefix { $0 != ":" })))
      case .breakerClosed, .resumed, .started, .ready, .stopping, .stopped, .restartNeeded: break
      }
    }
  }

  private static func count(_ end: SourceRanEnd, in state: inout State) {
    state.add(1, to: .sourceRuns, MetricLabels(end.source, end.reason == nil ? "well" : "failed"))
    if let reason = end.reason { state.add(1, to: .sourceFailures, MetricLabels(end.source, reason)) }
    state.add(end.requests, to: .sourceRequests, MetricLabels(end.source))
    state.add(end.missed, to: .sourceMissed, MetricLabels(end.source))
    let counts = end.counts
    for (outcome, count) in [
      ("delivered", counts.delivered), ("unchanged", counts.unchanged), ("skipped", counts.skipped),
      ("rejected", counts.rejected), ("dead", counts.dead),
    ] { state.add(count, to: .sourceRecords, MetricLabels(end.source, end.destination, outcome)) }
  }

  private static func count(_ end: RecordEnd, in state: inout State) {
    let metric: Metric =
      switch end.outcome {
      case .delivered: .leadsDelivered
      case .unchanged: .leadsUnchanged
      case .skipped: .leadsSkipped
      case .rejected: .leadsRejected
      case .dead: .leadsDead
      }
    // A reason is none of the first two's labels.
    let hasReason = metric != .leadsDelivered && metric != .leadsUnchanged
    state.add(1, to: metric, MetricLabels(end.route, end.destination, hasReason ? end.reason ?? "" : ""))
    if end.outcome == .delivered { state.delivered(to: end.destination, after: end.seconds) }
  }

  // MARK: Read back

  /// What was counted since the start, summed up for a status.
  package struct Totals: Sendable {
    package struct Route: Sendable, Equatable {
      package var accepted = 0
      package var refused = 0
      /// In this process; `nil`: never.
      package var lastAccepted: Timestamp?
    }

    package struct Destination: Sendable, Equatable {
      package var delivered = 0
      package var dead = 0
    }

    /// By paths.
    package var routes: [String: Route] = [:]
    /// By names.
    package var destinations: [String: Destination] = [:]
  }

  /// All that was counted of routes and destinations, in one pass over the counters.
  package var totals: Totals {
    let state = state.withLock(\.self)
    var totals = Totals()
    for (path, tally) in state.routes {
      totals.routes[path] = Totals.Route(accepted: Int(clamping: tally.accepted), lastAccepted: tally.lastAccepted)
    }
    for (labels, count) in state.counts(of: .postsRefused) {
      totals.routes[labels.first, default: Totals.Route()].refused += Int(clamping: count)
    }
    for (labels, count) in state.counts(of: .leadsDelivered) {
      totals.destinations[labels.second, default: Totals.Destination()].delivered += Int(clamping: count)
    }
    for (labels, count) in state.counts(of: .leadsDead) {
      totals.destinations[labels.second, default: Totals.Destination()].dead += Int(clamping: count)
    }
    return totals
  }

  /// All metrics as text; gauges come from `status`.
  package func text(_ status: ServiceStatus) -> String {
    let state = state.withLock(\.self)
    let gauges = status.gauges
    var text = MetricText()
    for metric in Metric.allCases {
      switch metric.declaration.kind {
      case .counter:
        let samples = state.counts(of: metric).sorted { $0.key < $1.key }
        guard !samples.isEmpty else { continue }
        text.head(metric)
        for (labels, count) in samples { text.sample(metric, labels, Double(count)) }
      case .gauge:
        guard let samples = gauges[metric] else { continue }
        text.head(metric)
        for (labels, value) in samples { text.sample(metric, labels, value) }
      case .histogram:
        let samples = state.histograms(of: metric).sorted { $0.key < $1.key }
        guard !samples.isEmpty else { continue }
        text.head(metric)
        for (labels, histogram) in samples { text.samples(metric, labels, histogram) }
      }
    }
    return text.text
  }
}
