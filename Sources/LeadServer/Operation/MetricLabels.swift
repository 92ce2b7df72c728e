/// The values of a metric's labels, in the order of its declaration.
package struct MetricLabels: Sendable, Hashable {
  let first: String
  let second: String
  private let third: String

  package init(_ first: String = "", _ second: String = "", _ third: String = "") {
    self.first = first
    self.second = second
    self.third = third
  }

  /// Names and values.
  ///
  /// An empty value is left out: to Prometheus it is as good as none.
  func pairs(of metric: Metric) -> [(name: String, value: String)] {
    zip(metric.declaration.labels, [first, second, third]).filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
  }

  /// What is counted where there are too many: nothing is lost but the names.
  static func other(of metric: Metric) -> MetricLabels {
    let count = metric.declaration.labels.count
    return MetricLabels(count > 0 ? "other" : "", count > 1 ? "other" : "", count > 2 ? "other" : "")
  }
}

extension MetricLabels: Comparable {
  package static func < (one: Self, other: Self) -> Bool {
    (one.first, one.second, one.third) < (other.first, other.second, other.third)
  }
}

/// Counts by upper bounds, as a histogram's samples come of them.
struct MetricHistogram: Sendable, Equatable {
  /// How many were above the bound before and at most this one; the last are those above all bounds.
  private(set) var counts: [UInt64]
  private(set) var sum = 0.0
  private(set) var count: UInt64 = 0
  private let bounds: [Double]

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  mutating func observe(_ value: Double) {
    // Bounds are few, and most values are below the middle one.
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
    count += 1
  }
}
