import LeadModel
import LeadPipeline

/// One line at the bottom of a terminal: a bar, counts, the rate, what remains.
struct ProgressBar {
  /// How often it is drawn.
  static let interval = Duration.milliseconds(200)

  private let start = ContinuousClock.now
  /// Settled records when the rate was last taken, and when; the rate is over a few seconds, so that it follows.
  private var last = (at: ContinuousClock.now, settled: 0)
  private var rate = 0.0

  /// Takes the progress in and returns the line, at most `width` columns.
  mutating func line(_ progress: RunProgress, width: Int) -> String {
    let now = ContinuousClock.now
    let passed = (now - last.at).seconds
    if passed >= 0.5 {
      let current = Double(progress.settled - last.settled) / passed
      rate = rate == 0 ? current : 0.7 * rate + 0.3 * current
      last = (now, progress.settled)
    }
    var parts: [String] = []
    if let total = progress.bytesInAll, total > 0 {
      // What was read and is not settled yet counts in proportion: bytes run ahead of answers.
      let settledShare = progress.read > 0 ? Double(progress.settled) / Double(progress.read) : 1
      let share = min(1, Double(progress.bytesRead) / Double(total) * settledShare)
      parts.append(Self.bar(share, columns: 20))
      parts.append("\(Int(share * 100)) %")
      if share > 0.01, share < 1 {
        let elapsed = (now - start).seconds
        parts.append("\(Duration.seconds(elapsed / share - elapsed).shown) left")
      }
    }
    parts.append("\(progress.delivered) \(progress.isDryRun ? "leads" : "delivered")")
    if progress.failed > 0 { parts.append("\(progress.failed) failed") }
    if progress.retries > 0 { parts.append("\(progress.retries) retries") }
    if rate >= 1 { parts.append("\(Int(rate))/s") }
    let text = parts.joined(separator: "  ")
    return DisplayWidth.of(text) < width ? text : DisplayWidth.fit(text, max(1, width - 1))
  }

  private static func bar(_ share: Double, columns: Int) -> String {
    let full = Int(share * Double(columns))
    return String(repeating: "━", count: full) + String(repeating: "─", count: columns - full)
  }
}
