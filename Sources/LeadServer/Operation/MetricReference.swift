/// The table of `docs/metrics.md`, of the declarations.
package enum MetricReference {
  /// Between `<!-- reference: metrics -->` and `<!-- end -->`.
  package static var table: String {
    let rows = Metric.allCases.map(\.declaration).map { metric in
      let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
      return "| `\(metric.name)` | \(metric.kind.rawValue) | \(labels) | \(metric.help) |\n"
    }
    return "| metric | kind | labels | says |\n| --- | --- | --- | --- |\n" + rows.joined()
  }

  /// The upper bounds of the histograms, in seconds.
  package static var bounds: String {
    Metric.allCases.map(\.declaration).filter { $0.kind == .histogram }.map { metric in
      "- `\(metric.name)`: \(metric.bounds.map(MetricText.number).joined(separator: ", "))\n"
    }.joined()
  }
}
