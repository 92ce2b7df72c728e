import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadSources

/// The next moment is the one that a look at every minute finds.
struct CronOracleTests {
  /// An expression, and the slow way to its next moment.
  private struct Oracle {
    let text: String
    private let fields: [Set<Int>]
    private let isWild: Bool
    private let isEither: Bool
    private let zone: TimeZone

    /// Five fields, each `*`, `*/n` or a list of numbers.
    init(_ text: String, _ zone: TimeZone) {
      self.text = text
      self.zone = zone
      let words = text.split(separator: " ").map(String.init)
      let ranges = [0...59, 0...23, 1...31, 1...12, 0...6]
      fields = zip(words, ranges).map { word, range in
        if word.hasPrefix("*") {
          let step = Int(word.dropFirst(2)) ?? 1
          return Set(range.filter { ($0 - range.lowerBound) % step == 0 })
        }
        return Set(word.split(separator: ",").compactMap { Int($0) })
      }
      let stars = words.map { $0.hasPrefix("*") }
      isWild = stars[0] || stars[1]
      isEither = !stars[2] && !stars[4]
    }

    private func offset(_ seconds: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    /// Whether the wall's time, as seconds of UTC, is one of the expression.
    private func counts(_ wall: Int) -> Bool {
      let days = Int((Double(wall) / 86_400).rounded(.down))
      let rest = wall - days * 86_400
      guard rest % 60 == 0, fields[0].contains(rest / 60 % 60), fields[1].contains(rest / 3_600) else { return false }
      let date = Timestamp.date(ofDay: Int64(days))
      guard fields[3].contains(Int(date.month)) else { return false }
      let isDay = fields[2].contains(Int(date.day))
      let isWeekday = fields[4].contains((days + 4) % 7)
      return isEither ? isDay || isWeekday : isDay && isWeekday
    }

    /// The first minute after `start` at which it fires; `nil`: none before `end`.
    func next(after start: Int, before end: Int) -> Int? {
      var time = (start / 60 + 1) * 60
      while time < end {
        let now = offset(time)
        let before = offset(time - 60)
        let isCorrection = abs(now - before) >= 3 * 3_600
        if isWild || isCorrection {
          if counts(time + now) { return time }
        } else {
          // What was skipped up to this minute, or this minute where no earlier one had its time.
          let skipped =
            now > before ? stride(from: time + before, to: time + now, by: 60).contains(where: counts) : false
          if skipped { return time }
          if counts(time + now), !isRepeated(time, wall: time + now) { return time }
        }
        time += 60
      }
      return nil
    }

    private func isRepeated(_ time: Int, wall: Int) -> Bool {
      stride(from: time - 2 * 3_600, to: time, by: 60).contains { $0 + offset($0) == wall }
    }
  }

  /// Changes of clocks, and a day without one.
  private static let changes: [(zone: String, at: String)] = [
    ("Europe/Rome", "2026-03-29T01:00:00Z"), ("Europe/Rome", "2026-10-25T01:00:00Z"),
    ("America/New_York", "2026-03-08T07:00:00Z"), ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"), ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("America/St_Johns", "2010-03-14T03:31:00Z"), ("America/St_Johns", "2010-11-07T02:31:00Z"),
    ("Asia/Beirut", "2024-03-30T22:00:00Z"), ("Asia/Beirut", "2024-10-26T21:00:00Z"),
    ("Asia/Kolkata", "2028-02-29T00:00:00Z"), ("UTC", "2026-12-31T23:59:00Z"),
  ]

  private static func field(_ range: ClosedRange<Int>, most: Int, _ generator: inout SplitMix64) -> String {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0, 1: return "*"
    case 2: return "*/\(Int.random(in: 1...min(12, range.count - 1), using: &generator))"
    default:
      let numbers = (0..<Int.random(in: 1...most, using: &generator)).map { _ in
        Int.random(in: range, using: &generator)
      }
      return numbers.map(String.init).joined(separator: ",")
    }
  }

  @Test(arguments: 0..<24) func findsWhatALookAtEveryMinuteFinds(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<10 {
      let change = try #require(Self.changes.randomElement(using: &generator))
      let minutes = Self.field(0...59, most: 4, &generator)
      // Hours near the changes, so that these are met.
      let hours = Self.field(0...4, most: 3, &generator)
      let days = Self.field(1...31, most: 20, &generator)
      let weekdays = Self.field(0...6, most: 4, &generator)
      let text = "\(minutes) \(hours) \(days) * \(weekdays)"
      let oracle = Oracle(text, try #require(TimeZone(identifier: change.zone)))
      let expression = try CronExpression(parsing: text)
      let zone = try CivilZone(named: change.zone)
      let middle = Int(try moment(change.at).millisecondsSince1970 / 1_000)
      var after = middle + Int.random(in: -100_000...20_000, using: &generator)
      let end = middle + 2 * 86_400
      // Step by step over the change.
      for _ in 0..<6 {
        let found = expression.next(after: Timestamp(millisecondsSince1970: Int64(after) * 1_000), in: zone)
        let seconds = try Int(#require(found).millisecondsSince1970 / 1_000)
        guard let expected = oracle.next(after: after, before: end) else {
          #expect(seconds >= end, "seed \(seed): \(text) in \(change.zone) after \(after)")
          break
        }
        #expect(seconds == expected, "seed \(seed): \(text) in \(change.zone) after \(after)")
        after = expected
      }
    }
  }
}
