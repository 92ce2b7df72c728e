/// How a column writes dates.
struct DateShape: Sendable, Hashable {
  /// The pattern of the first that fits most values.
  let pattern: String
  /// Whether day and month could be the other way around in every value.
  let isAmbiguous: Bool

  /// The pattern that at least four fifths of the values fit; `nil`: these are no dates.
  init?(_ values: [String]) {
    let texts = values.prefix(Self.maxValues).filter { text in
      text.utf8.count <= 40 && text.utf8.contains { (0x30...0x39).contains($0) }
    }
    guard !texts.isEmpty, texts.count * 5 >= min(values.count, Self.maxValues) * 4 else { return nil }
    var best: (index: Int, count: Int)?
    var counts: [Int] = []
    for (index, patterns) in Self.patterns.enumerated() {
      let count = texts.count { patterns.parse($0) != nil }
      counts.append(count)
      if count > best?.count ?? 0 { best = (index, count) }
    }
    guard let best, best.count * 5 >= texts.count * 4 else { return nil }
    pattern = Self.written[best.index]
    let other = Self.written.firstIndex(of: Self.swapped(pattern))
    isAmbiguous = pattern != Self.swapped(pattern) && other.map { counts[$0] == best.count } == true
  }

  private static let maxValues = 40

  /// The same with day and month exchanged.
  private static func swapped(_ pattern: String) -> String {
    guard pattern.contains("d"), let year = pattern.firstIndex(of: "y"), year != pattern.startIndex else {
      return pattern
    }
    return String(pattern.map { $0 == "d" ? "M" : $0 == "M" ? "d" : $0 })
  }

  private static let written: [String] = {
    var written: [String] = []
    let days = [
      "yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "dd/MM/yyyy", "M/d/yyyy", "d/M/yyyy", "MM-dd-yyyy",
      "dd-MM-yyyy", "yyyy/MM/dd", "yyyyMMdd", "dd.MM.yy",
    ]
    for day in days {
      written.append(day)
      for time in ["HH:mm", "HH:mm:ss", "h:mm a", "h:mm:ss a"] { written.append("\(day) \(time)") }
    }
    written += [
      "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd'T'HH:mm:ssZ",
    ]
    return written
  }()

  /// Those of ``written`` that the language can read, which is all: a test sees to it.
  private static let patterns: [DatePatterns] = written.compactMap { try? DatePatterns(patterns: [$0], timeZone: nil) }

  /// Whether every pattern can be read.
  static var areAllReadable: Bool { patterns.count == written.count }
}
