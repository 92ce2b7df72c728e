import LeadModel

/// What a connection waits for its client to do, and for how long.
///
/// No clock: moments are nanoseconds of one that does not go back.
struct Patience: Sendable, Hashable {
  /// Whose turn it is.
  enum Phase: Sendable, Hashable {
    /// The client's: the first header, TLS's handshake before it.
    case first
    /// The client's: nothing of the next request has come.
    case idle
    /// The client's: a header has begun.
    case header
    /// The client's: a body is to come.
    case body
    /// Ours.
    case answering
    /// The client's: to read what it asked for.
    case reading
    /// The client's: to close a connection that we are done with.
    case leaving
  }

  /// How long a client that was refused may go on sending before it is cut off; what it sends is thrown away.
  ///
  /// Closing at once would make the kernel discard the answer that lies unread at the other end (RFC 9112, 9.6).
  static let leavingNanoseconds: Int64 = 2_000_000_000

  private(set) var phase = Phase.first
  private(set) var since: Int64

  init(now: Int64) { since = now }

  mutating func enter(_ phase: Phase, now: Int64) {
    self.phase = phase
    since = now
  }

  /// Whether the client has taken longer than it may.
  func isOver(_ limits: ServerLimits, now: Int64) -> Bool {
    let most: Int64
    switch phase {
    case .answering: return false
    case .first, .header: most = Self.nanoseconds(limits.headerTime)
    case .idle: most = Self.nanoseconds(limits.idleTime)
    case .body, .reading: most = Self.nanoseconds(limits.bodyTime)
    case .leaving: most = Self.leavingNanoseconds
    }
    return now - since >= most
  }

  /// How often waiting connections are looked at: a quarter of the shortest time, 20 ms…1 s.
  static func tickNanoseconds(_ limits: ServerLimits) -> Int64 {
    let shortest = min(limits.headerTime, limits.bodyTime, limits.idleTime)
    return min(1_000_000_000, max(20_000_000, nanoseconds(shortest) / 4))
  }

  private static func nanoseconds(_ duration: Duration) -> Int64 { Int64(min(duration.seconds, 1e8) * 1e9) }
}
