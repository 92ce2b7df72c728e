package import LeadModel

/// Decides which lines the log takes: of one code so many a minute, then a count.
///
/// A flood of refused posts must not fill the disk. Minutes begin with a code's first line. At most ``maxCodes`` codes are
/// told apart; lines of further ones share a place.
package struct LineLimit: Sendable {
  /// Codes, some with a reason behind them, are fixed texts, some hundred; more can only be a mistake.
  static let maxCodes = 256
  /// How long a count goes on.
  static let windowMilliseconds: Int64 = 60_000

  private struct Window {
    var start: Timestamp
    var lines = 0
    var suppressed = 0

    /// Takes a line in, in the window of which there may be so many.
    mutating func take(atMost limit: Int, at now: Timestamp) -> (isWritten: Bool, before: Int) {
      var before = 0
      if isOver(at: now) {
        before = suppressed
        self = Window(start: now)
      }
      lines += 1
      if lines > limit { suppressed += 1 }
      return (lines <= limit, before)
    }

    /// A clock that was set back does not hold a minute open.
    func isOver(at now: Timestamp) -> Bool {
      let (age, overflows) = now.millisecondsSince1970.subtractingReportingOverflow(start.millisecondsSince1970)
      return overflows || age >= LineLimit.windowMilliseconds || age < 0
    }
  }

  /// What was left out.
  package struct Suppressed: Sendable, Equatable {
    package let code: String
    package let count: Int
  }

  private let perMinute: Int
  private var windows: [String: Window] = [:]

  /// - Parameter perMinute: Lines of one code, from 1.
  package init(perMinute: Int) { self.perMinute = max(1, perMinute) }

  /// Asks for leave to write a line.
  ///
  /// - Returns: Whether it is written, and what was left out of the code's last minute, if that has just ended.
  package mutating func take(_ code: String, at now: Timestamp) -> (isWritten: Bool, before: Suppressed?) {
    let isKnown = windows.count < Self.maxCodes || windows[code] != nil
    let code = isKnown ? code : "other"
    let (isWritten, before) = windows[code, default: Window(start: now)].take(atMost: perMinute, at: now)
    return (isWritten, before > 0 ? Suppressed(code: code, count: before) : nil)
  }

  /// Ends the minutes that are over, also of codes that nothing comes of any more.
  ///
  /// - Returns: What was left out of them, by code.
  package mutating func tick(at now: Timestamp) -> [Suppressed] {
    let over = windows.filter { $0.value.isOver(at: now) }
    for code in over.keys { windows[code] = nil }
    return over.filter { $0.value.suppressed > 0 }.map { Suppressed(code: $0.key, count: $0.value.suppressed) }
      .sorted { $0.code < $1.code }
  }

  /// Ends all minutes, at the end of the log.
  package mutating func end() -> [Suppressed] { tick(at: Timestamp(millisecondsSince1970: .max)) }
}
