/// Writes samples in Prometheus' text format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
///
/// All samples of a metric must be written one after the other, behind its head.
package struct MetricText {
  /// For the answer's `Content-Type`.
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// What is written so far.
  package private(set) var text = ""

  package init() {}

  /// The two lines before a metric's samples.
  package mutating func head(_ metric: Metric) {
    let declaration = metric.declaration
    // In a help text quotes stay as they are.
    let help = declaration.help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    text += "# HELP \(declaration.name) \(help)\n# TYPE \(declaration.name) \(declaration.kind.rawValue)\n"
  }

  /// A sample of a counter or a gauge.
  package mutating func sample(_ metric: Metric, _ labels: MetricLabels, _ value: Double) {
    line(metric.declaration.name, labels.pairs(of: metric), value)
  }

  /// A histogram's samples: how many were at most each bound, their sum, their number.
  mutating func samples(_ metric: Metric, _ labels: MetricLabels, _ histogram: MetricHistogram) {
    let name = metric.declaration.name
    let pairs = labels.pairs(of: metric)
    var below: UInt64 = 0
    for (bound, count) in zip(metric.declaration.bounds, histogram.counts) {
      below += count
      line(name + "_bucket", pairs + [("le", Self.number(bound))], Double(below))
    }
    line(name + "_bucket", pairs + [("le", "+Inf")], Double(histogram.count))
    line(name + "_sum", pairs, histogram.sum)
    line(name + "_count", pairs, Double(histogram.count))
  }

  private mutating func line(_ name: String, _ labels: [(name: String, value: String)], _ value: Double) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",") + "}"
    }
    text += " \(Self.number(value))\n"
  }

  /// A label's value, with backslashes, quotes and line feeds escaped.
  static func escaped(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
    return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// As Go reads it: whole numbers without a fraction, `+Inf`, `NaN`.
  static func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : value.description
  }
}
