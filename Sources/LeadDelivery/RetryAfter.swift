package import LeadModel

/// Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// The longest wait that is taken at a server's word, 15 min; a longer one counts as this.
  package static let longest = Duration.seconds(900)

  /// How long the server asks to wait, from 0 to the longest; `nil` for an absent or unreadable header.
  ///
  /// A date is read against the answer's own header `Date` where it has one, so a server's wrong clock does no harm;
  /// against `now` where it has none.
  package static func wait(
    _ text: String?, date: String?, now: Timestamp, atMost longest: Duration = Self.longest
  ) -> Duration? {
    guard let text else { return nil }
    let words = text.split { $0 == " " || $0 == "\t" }
    if words.count == 1, words[0].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) {
      // More digits than an `Int` holds are still a number, only an absurd one.
      return Int(words[0]).map { min(.seconds($0), longest) } ?? longest
    }
    guard let at = HTTPDate.read(text, now: now) else { return nil }
    let from = date.flatMap { HTTPDate.read($0, now: now) } ?? now
    return min(.milliseconds(max(0, at.millisecondsSince1970 - from.millisecondsSince1970)), longest)
  }
}
