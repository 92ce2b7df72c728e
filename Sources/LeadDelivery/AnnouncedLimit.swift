package import LeadModel
package import LeadTransport

/// A limit as an answer announces it: so many requests more within so much time.
///
/// | fields | where from |
/// | --- | --- |
/// | `RateLimit-Remaining: 50`, `RateLimit-Reset: 30` | draft-ietf-httpapi-ratelimit-headers-06 §5; seconds |
/// | `RateLimit: limit=100, remaining=50, reset=30` | the same, -07 |
/// | `RateLimit: "a";r=50;t=30, "b";r=9;t=5`, with `RateLimit-Policy: "a";q=100;w=60` | the same, -08 to -10 §4; where `t` is missing, the policy's `w` |
/// | `X-RateLimit-Remaining`, `X-RateLimit-Reset`, also `X-Rate-Limit-…` | no specification: seconds, or where that is no wait, seconds or milliseconds since 1970 |
///
/// Of several limits the one counts that leaves the fewest requests a second. A reset of 0 or of more than
/// `RetryAfter.longest` is cut to 1 ms and that; what is no number is as if it were not there.
package struct AnnouncedLimit: Sendable, Hashable {
  /// Requests; from 0.
  package let remaining: Int
  /// How long they have to last.
  package let reset: Duration

  package init(remaining: Int, reset: Duration) {
    self.remaining = max(0, remaining)
    self.reset = min(max(reset, .milliseconds(1)), RetryAfter.longest)
  }

  /// Reads the fields of an answer; `nil` where they announce nothing.
  ///
  /// - Parameters:
  ///   - fields: As they came.
  ///   - now: The wall clock's time, for a reset that is a moment.
  package init?(_ fields: RateLimitFields, now: Timestamp) {
    var limits: [AnnouncedLimit] = []
    if let remaining = fields.remaining.flatMap(Self.number), let reset = fields.reset.flatMap(Self.number) {
      limits.append(AnnouncedLimit(remaining: Self.whole(remaining), reset: Self.wait(reset, now: now)))
    }
    let windows = Self.items(fields.policy).compactMap { $0["w"] }
    for item in Self.items(fields.combined) {
      let reset = item["t"] ?? item["reset"] ?? (windows.count == 1 ? windows.first : nil)
      guard let remaining = item["r"] ?? item["remaining"], let reset else { continue }
      limits.append(AnnouncedLimit(remaining: Self.whole(remaining), reset: Self.wait(reset, now: now)))
    }
    guard let scarcest = limits.min(by: { $0.perSecond < $1.perSecond }) else { return nil }
    self = scarcest
  }

  private var perSecond: Double { Double(remaining) / reset.seconds }

  /// A number at the front of `text`, of at most 18 characters: `50`, `1.5`, `100, 100;w=60`.
  private static func number(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    return digits.isEmpty || digits.utf8.count > 18 ? nil : Double(digits)
  }

  private static func whole(_ number: Double) -> Int { Int(min(number, 1e12)) }

  /// Seconds, or a moment since 1970 in seconds or milliseconds: a wait of 30 years is meant by nobody.
  private static func wait(_ reset: Double, now: Timestamp) -> Duration {
    let sinceNow: Double
    switch reset {
    case 1e12...: sinceNow = reset / 1_000 - Double(now.millisecondsSince1970) / 1_000
    case 1e9...: sinceNow = reset - Double(now.millisecondsSince1970) / 1_000
    default: sinceNow = reset
    }
    return .milliseconds(Int64(min(max(sinceNow, 0), RetryAfter.longest.seconds) * 1_000))
  }

  /// The numbers by name of each item: items are separated by commas, their members by semicolons (RFC 9651 §3.1).
  ///
  /// A list of `name=number` without semicolons, as draft -07 has it, is one item.
  private static func items(_ text: String?) -> [[Substring: Double]] {
    guard let text else { return [] }
    let parts = text.split(separator: ",").map { part in
      part.split(separator: ";").reduce(into: [Substring: Double]()) { members, member in
        let pair = member.split(separator: "=", maxSplits: 1)
        guard pair.count == 2, let value = number(String(pair[1])) else { return }
        members[pair[0].drop { $0 == " " }] = value
      }
    }
    guard !text.contains(";") else { return parts }
    return [parts.reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }]
  }
}
