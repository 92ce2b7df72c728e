package import LeadModel

/// Decides which lines the log takes: of one code so many a minute, then a count.
///
/// A flood of refused posts must not fill the disk. Minutes begin with a code's first line. At most ``maxCodes`` codes are
/// told apart; lines of further ones share a place.
package struct LineLimit: Sendable {
  /// Codes are fixed texts, some forty; more can only be a mistake.
  static let maxCodes = 256
  /// How long a count goes on.
  static let windowMilliseconds: Int64 = 60_000

  private struct Window {
    var start: Timestamp
    var lines = 0
    var suppressed = 0
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
    var window = windows[code] ?? Window(start: now)
    var before: Suppressed?
    if Self.isOver(window, at: now) {
      if window.suppressed > 0 { before = Suppressed(code: code, count: window.suppressed) }
      window = Window(start: now)
    }
    window.lines += 1
    let isWritten = window.lines <= perMinute
    if !isWritten { window.suppressed += 1 }
    windows[code] = window
    return (isWritten, before)
  }

  /// Ends the minutes that are over, also of codes that nothing comes of any more.
  ///
  /// - Returns: What was left out of them, by code.
  package mutating func tick(at now: Timestamp) -> [Suppressed] {
    let over = windows.filter { Self.isOver($0.value, at: now) }
    for code in over.keys { windows[code] = nil }
    return over.filter { $0.value.suppressed > 0 }.map { Suppressed(code: $0.key, count: $0.value.suppressed) }
      .sorted { $0.code < $1.code }
  }

  /// Ends all minutes, at the end of the log.
  package mutating func end() -> [Suppressed] { tick(at: Timestamp(millisecondsSince1970: .max)) }

  /// A clock that was set back does not hold a minute open.
  private static func isOver(_ window: Window, at now: Timestamp) -> Bool {
    let (age, overflows) = now.millisecondsSince1970.subtractingReportingOverflow(window.start.millisecondsSince1970)
    return overflows || age >= windowMilliseconds || age < 0
  }
}
