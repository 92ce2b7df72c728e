import Dispatch
import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadServer

struct MetricsTests {
  /// The samples of a text, by what stands before the value.
  func samples(_ text: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let end = line.lastIndex(of: " ") ?? line.endIndex
        return (String(line[..<end]), String(line[end...].dropFirst()))
      })
  }

  @Test(arguments: ServiceEvent.samples.indices)
  func anEventCountsWhatItSays(index: Int) {
    let sample = ServiceEvent.samples[index]
    let metrics = Metrics()
    metrics.count(sample.event, at: .start)
    var grown: [String: Int] = [:]
    for metric in Metric.allCases where metric.declaration.kind == .counter {
      let total = metrics.total(metric)
      if total > 0 { grown[metric.declaration.name] = total }
    }
    #expect(grown == sample.counters, "\(sample.code)")
  }

  /// An event that is added has a row in the table of samples; a counter that is added is one of an event's.
  @Test func everyCounterGrowsByAnEvent() {
    let grown = Set(ServiceEvent.samples.flatMap(\.counters.keys))
    let declared = Metric.allCases.map(\.declaration).filter { $0.kind == .counter }.map(\.name)
    #expect(grown == Set(declared))
  }

  @Test func labelsAreTheRouteTheDestinationAndTheReason() {
    let metrics = Metrics()
    for sample in ServiceEvent.samples { metrics.count(sample.event, at: .start) }
    let samples = samples(metrics.text(.well))
    for (name, value) in [
      ("leadbridge_posts_refused_total{reason=\"path.unknown\"}", "1"),
      ("leadbridge_posts_refused_total{route=\"/a\",reason=\"signature.mismatch\"}", "1"),
      ("leadbridge_leads_dead_total{route=\"/a\",destination=\"main\",reason=\"http.400\"}", "1"),
      ("leadbridge_leads_delivered_total{route=\"/a\",destination=\"main\"}", "1"),
      ("leadbridge_config_reloads_total{result=\"refused\"}", "1"),
      ("leadbridge_alarms_raised_total{code=\"token.refused\"}", "1"),
    ] {
      #expect(samples[name] == value, "\(name)")
    }
  }

  @Test func aHistogramCountsUpToEachBound() {
    let metrics = Metrics()
    for seconds in [0.0005, 0.0006, 0.02, 9.0] {
      metrics.count(.accepted(id: "s", route: "/a", bytes: 1, seconds: seconds), at: .start)
    }
    let samples = samples(metrics.text(.well))
    for (bound, count) in [("0.0005", "1"), ("0.001", "2"), ("0.025", "3"), ("2.5", "3"), ("+Inf", "4")] {
      #expect(samples["leadbridge_accept_seconds_bucket{le=\"\(bound)\"}"] == count, "\(bound)")
    }
    #expect(samples["leadbridge_accept_seconds_count"] == "4")
    #expect(samples["leadbridge_accept_seconds_sum"].flatMap(Double.init).map { abs($0 - 9.0211) < 1e-9 } == true)
  }

  @Test func whatIsExpectedStartsAtZeroAndIsNotReset() {
    let metrics = Metrics()
    metrics.count(.challenged(route: "/a"), at: .start)
    metrics.expect([("/a", "main"), ("/b", "main")])
    let samples = samples(metrics.text(.well))
    #expect(samples["leadbridge_posts_received_total{route=\"/a\"}"] == "1")
    #expect(samples["leadbridge_posts_received_total{route=\"/b\"}"] == "0")
    #expect(samples["leadbridge_leads_delivered_total{route=\"/b\",destination=\"main\"}"] == "0")
  }

  @Test func labelsBeyondTheBoundAreCountedTogether() {
    let metrics = Metrics()
    for number in 0..<(Metrics.maxSeries + 10) { metrics.count(.challenged(route: "/\(number)"), at: .start) }
    metrics.count(.challenged(route: "/0"), at: .start)
    #expect(metrics.total(.postsReceived) == Metrics.maxSeries + 11)
    let samples = samples(metrics.text(.well)).filter { $0.key.hasPrefix("leadbridge_posts_received_total") }
    #expect(samples.count == Metrics.maxSeries + 1)
    #expect(samples["leadbridge_posts_received_total{route=\"other\"}"] == "10")
    #expect(samples["leadbridge_posts_received_total{route=\"/0\"}"] == "2")
  }

  @Test func reasonsAndDestinationsBeyondTheBoundToo() {
    let metrics = Metrics()
    for number in 0..<(Metrics.maxSeries + 3) {
      metrics.count(.failed(reason: "reason.\(number)"), at: .start)
      var end = ServiceEvent.end(.delivered)
      end.destination = "\(number)"
      metrics.count(.ended(end), at: .start)
    }
    let samples = samples(metrics.text(.well))
    #expect(samples["leadbridge_failures_total{reason=\"other\"}"] == "3")
    #expect(samples["leadbridge_leads_delivered_total{route=\"other\",destination=\"other\"}"] == "3")
    #expect(samples["leadbridge_delivery_seconds_count{destination=\"other\"}"] == "3")
  }

  @Test func severalThreadsLoseNoCount() {
    let metrics = Metrics()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<1_000 { metrics.count(.accepted(id: "s", route: "/a", bytes: 2, seconds: 0.001), at: .start) }
    }
    #expect(metrics.total(.postsAccepted) == 8_000)
    #expect(metrics.total(.postBytes) == 16_000)
  }

  @Test func aStatusHasItsTotalsByRoutesAndDestinations() {
    let metrics = Metrics()
    #expect(metrics.totals.routes.isEmpty && metrics.totals.destinations.isEmpty)
    for second in [3.0, 5] { metrics.count(.accepted(id: "s", route: "/a", bytes: 1, seconds: 0), at: .start + second) }
    metrics.count(.repeated(id: "s", route: "/a"), at: .start + 9)
    for reason in ["signature.mismatch", "body.long"] {
      metrics.count(.refused(route: "/a", status: 401, reason: reason), at: .start)
    }
    metrics.count(.refused(route: nil, status: 404, reason: "path.unknown"), at: .start)
    metrics.count(.challenged(route: "/b"), at: .start)
    for route in ["/a", "/b"] {
      for outcome in [Outcome.delivered, .dead, .skipped] {
        var end = ServiceEvent.end(outcome, outcome == .delivered ? nil : "http.400")
        end.route = route
        metrics.count(.ended(end), at: .start)
      }
    }
    let totals = metrics.totals
    #expect(totals.routes["/a"] == .init(accepted: 2, refused: 2, lastAccepted: .start + 5))
    #expect(totals.routes["/b"] == .init())
    #expect(totals.destinations == ["main": .init(delivered: 2, dead: 2)])
  }

  /// The format's grammar: heads once and first, names and labels of their characters, a value that is a number.
  @Test func theTextIsWellFormed() throws {
    let metrics = Metrics()
    for sample in ServiceEvent.samples { metrics.count(sample.event, at: .start) }
    metrics.count(.challenged(route: "/odd\"\\\n"), at: .start)
    var status = ServiceStatus.ill
    status.alarms = [ServiceEvent.alarm(.raised)]
    status.captured = CaptureCounts()
    let text = metrics.text(status)
    let value = #/(?:[+-]?(?:[0-9.]+(?:e[+-]?[0-9]+)?|Inf)|NaN)/#
    let label = #/[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"/#
    let sample = try Regex<(Substring, Substring)>(
      #"([a-z_]+)(?:\{[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*")*\})? [^ ]+"#)
    var heads: Set<String> = []
    var current = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# HELP ") {
        current = String(line.split(separator: " ")[2])
        #expect(heads.insert(current).inserted, "\(current)")
      } else if line.hasPrefix("# TYPE ") {
        #expect(String(line.split(separator: " ")[2]) == current)
      } else {
        let match = try #require(try sample.wholeMatch(in: line), "\(line)")
        #expect(match.1.hasPrefix(current), "\(line)")
        #expect(line.split(separator: " ").last?.wholeMatch(of: value) != nil, "\(line)")
        #expect(!line.contains("{") || line.contains(label), "\(line)")
      }
    }
    #expect(text.contains(#"route="/odd\"\\\n""#))
    #expect(text.hasSuffix("\n"))
    // All that can be said is said.
    #expect(heads == Set(Metric.allCases.map(\.declaration.name)))
  }

  @Test(arguments: [
    (0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0.25, "0.25"), (20.5, "20.5"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
    (.nan, "NaN"), (1e300, "1e+300"), (1_769_853_600, "1769853600"),
  ])
  func numbersAreWritten(number: Double, text: String) {
    #expect(MetricText.number(number) == text)
  }
}

/// The declarations against Prometheus' rules of naming, and against `docs/metrics.md`.
struct MetricDeclarationTests {
  @Test(arguments: Metric.allCases)
  func aNameSaysItsKind(metric: Metric) {
    let declaration = metric.declaration
    #expect(declaration.name.wholeMatch(of: #/leadbridge_[a-z]+(_[a-z]+)*/#) != nil)
    #expect(declaration.name.hasSuffix("_total") == (declaration.kind == .counter))
    #expect(declaration.kind != .histogram || declaration.name.hasSuffix("_seconds"))
    #expect(declaration.labels.count <= 3)
    #expect(declaration.labels.allSatisfy { $0 != "le" && $0.wholeMatch(of: #/[a-z]+/#) != nil })
    #expect(declaration.bounds == declaration.bounds.sorted())
    #expect(declaration.bounds.isEmpty == (declaration.kind != .histogram))
    #expect(declaration.help.hasSuffix(".") || declaration.help.hasSuffix("since 1970"))
  }

  @Test func namesDiffer() {
    #expect(Set(Metric.allCases.map(\.declaration.name)).count == Metric.allCases.count)
  }

  /// An alert on a metric that is not there never fires, and nobody notices.
  @Test func theAlertRulesNameMetricsThatAre() throws {
    let text = try RecordedFile("docs/operation.md").text
    let known = Set(Metric.allCases.map(\.declaration.name))
    let named = Set(
      text.matches(of: #/leadbridge_[a-z_]+/#).map { match in
        match.output.hasSuffix("_bucket") ? String(match.output.dropLast(7)) : String(match.output)
      })
    #expect(named.count > 10)
    #expect(named.subtracting(known).isEmpty)
  }

  /// With `RECORD=1` in the environment the parts are written anew, and the test fails.
  @Test func theDocumentIsOfTheDeclarations() throws {
    let document = RecordedFile("docs/metrics.md")
    try document.compare(part: "metrics", with: MetricReference.table)
    try document.compare(part: "bounds", with: MetricReference.bounds)
  }
}
