package import LeadModel

/// Finds how fast the spool grows, from its size now and then.
///
/// The growth is that between the oldest observation of the last five minutes and the newest: long enough not to jump with
/// every batch, short enough to tell of an outage while it lasts. At most 32 observations are kept, ten seconds apart.
package struct SpoolTrend: Sendable {
  static let spanMilliseconds: Int64 = 300_000
  static let apartMilliseconds: Int64 = 10_000

  private var seen: [(at: Timestamp, bytes: Int)] = []
  private var last: (at: Timestamp, bytes: Int)?

  package init() {}

  /// Takes the spool's size at a time.
  ///
  /// A clock that was set back starts anew.
  package mutating func observe(bytes: Int, at now: Timestamp) {
    if let last, now < last.at { seen = [] }
    last = (now, bytes)
    let start = now.millisecondsSince1970 - Self.spanMilliseconds
    seen.removeAll { $0.at.millisecondsSince1970 < start }
    guard let newest = seen.last else { return seen.append((now, bytes)) }
    if now.millisecondsSince1970 - newest.at.millisecondsSince1970 >= Self.apartMilliseconds {
      seen.append((now, bytes))
    }
  }

  /// Bytes a second, below 0 while it shrinks; 0 until ten seconds were seen.
  package var growthPerSecond: Double {
    guard let first = seen.first, let last else { return 0 }
    let seconds = last.at.seconds(since: first.at)
    return seconds * 1000 < Double(Self.apartMilliseconds) ? 0 : Double(last.bytes - first.bytes) / seconds
  }
}
