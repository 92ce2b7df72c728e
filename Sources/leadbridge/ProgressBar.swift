import LeadModel
import LeadPipeline

/// One line at the bottom of a terminal: a bar, what remains, counts, the rate, and how delivery does.
struct ProgressBar {
  /// How often it is drawn.
  static let interval = Duration.milliseconds(200)
  /// The bar's columns, where there is room; where there is not it gives first.
  private static let barColumns = 20
  private static let leastBarColumns = 6

  private let start = ContinuousClock.now
  /// Settled records when the rate was last taken, and when; the rate is over a few seconds, so that it follows.
  private var last = (at: ContinuousClock.now, settled: 0)
  private var rate = 0.0

  /// A word of the line.
  private struct Part {
    var text: String
    /// Those with the lowest go first where there is no room.
    var weight: Int
  }

  /// Takes the progress in and returns the line, less than `width` columns.
  mutating func line(_ progress: RunProgress, width: Int) -> String {
    let now = ContinuousClock.now
    let passed = (now - last.at).seconds
    if passed >= 0.5 {
      let current = Double(progress.settled - last.settled) / passed
      rate = rate == 0 ? current : 0.7 * rate + 0.3 * current
      last = (now, progress.settled)
    }
    var share: Double?
    var parts: [Part] = []
    if let total = progress.bytesInAll, total > 0 {
      // What was read and is not settled yet counts in proportion: bytes run ahead of answers.
      let settledShare = progress.read > 0 ? Double(progress.settled) / Double(progress.read) : 1
      let done = min(1, Double(progress.bytesRead) / Double(total) * settledShare)
      share = done
      parts.append(Part(text: "\(Int(done * 100)) %", weight: 9))
      if done > 0.01, done < 1, !progress.isDown {
        let elapsed = (now - start).seconds
        parts.append(Part(text: "\(Duration.seconds(elapsed / done - elapsed).shown) left", weight: 4))
      }
    }
    parts += words(progress)
    var room = width - 1
    if share != nil { room -= Self.leastBarColumns + 2 }
    while parts.count > 1, Self.width(of: parts) > room, let least = parts.map(\.weight).min() {
      parts.removeAll { $0.weight == least }
    }
    var text = parts.map(\.text).joined(separator: "  ")
    if let share {
      let columns = min(Self.barColumns, max(Self.leastBarColumns, width - 3 - DisplayWidth.of(text)))
      text = Self.bar(share, columns: columns) + "  " + text
    }
    return DisplayWidth.of(text) < width ? text : DisplayWidth.fit(text, max(1, width - 1))
  }

  /// What was done, how fast, and with how many requests at once.
  private func words(_ progress: RunProgress) -> [Part] {
    var parts = [Part(text: "\(progress.delivered) \(progress.isDryRun ? "leads" : "delivered")", weight: 10)]
    if progress.failed > 0 { parts.append(Part(text: "\(progress.failed) failed", weight: 7)) }
    if progress.isDown {
      parts.append(Part(text: "the inbox is down: probing", weight: 8))
    } else if progress.isHeld {
      parts.append(Part(text: "the inbox asks for a wait", weight: 8))
    } else if rate >= 1 {
      parts.append(Part(text: "\(Int(rate))/s", weight: 6))
    }
    if progress.limit > 0 { parts.append(Part(text: "\(progress.inFlight) of \(progress.limit) at once", weight: 3)) }
    if let pace = progress.pace, !progress.isDown {
      parts.append(Part(text: "pace \(Self.shown(pace))/s", weight: 2))
    }
    if progress.retries > 0 { parts.append(Part(text: "\(progress.retries) retries", weight: 5)) }
    return parts
  }

  /// `0.5`, `20`, `480`.
  private static func shown(_ pace: Double) -> String {
    pace < 10 && pace != pace.rounded() ? "\((pace * 10).rounded() / 10)" : "\(Int(pace.rounded()))"
  }

  private static func width(of parts: [Part]) -> Int {
    parts.reduce(2 * (parts.count - 1)) { $0 + DisplayWidth.of($1.text) }
  }

  private static func bar(_ share: Double, columns: Int) -> String {
    let full = Int(share * Double(columns))
    return String(repeating: "━", count: full) + String(repeating: "─", count: columns - full)
  }
}
