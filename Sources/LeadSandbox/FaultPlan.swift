/// What is done to one request on purpose.
package enum Fault: Sendable, Hashable {
  /// Nothing: it is answered as it deserves.
  case none
  /// Answered with this status; nothing is changed.
  case fail(status: Int)
  /// Answered 200 with an envelope that says otherwise; nothing is changed.
  case successFalse
  /// The connection is cut in mid-answer.
  case cut(Cut)
  /// Answered 429 with this `Retry-After`; nothing is changed.
  case tooMany(retryAfterSeconds: Int)
  /// The inbox is down: the connection is cut before a byte of an answer; nothing is changed.
  case down

  /// How an answer is cut.
  package struct Cut: Sendable, Hashable {
    /// Whether the request takes effect before; one that is cut off cannot tell the client.
    package var applies: Bool
    /// The share of the answer's bytes, head and body, that are sent before, 0..<1.
    package var share: Double
    /// Whether the connection ends with RST instead of FIN.
    package var isAbortive: Bool

    package init(applies: Bool, share: Double, isAbortive: Bool) {
      self.applies = applies
      self.share = share
      self.isAbortive = isAbortive
    }
  }
}

/// Decides the faults of each request by its number alone, so that a test can repeat them.
///
/// A request suffers one fault at most: one number between 0 and 1 is drawn for it, and reset, fail and success-false
/// have neighbouring ranges of it, as wide as their rates. For a cut three more are drawn: whether the request is
/// applied before (half of them are), how much of the answer is sent, and whether by RST or FIN (half and half).
///
/// Requests are numbered as they arrive: with several connections the same numbers may belong to other leads.
package struct FaultPlan: Sendable {
  private let options: FaultOptions

  package init(_ options: FaultOptions) { self.options = options }

  /// The fault of a request, numbered from 0.
  ///
  /// The same for the same number, whatever was asked before.
  package func fault(of request: Int) -> Fault {
    var draws = Draws(seed: options.seed, request: request)
    let draw = draws.next()
    if draw < options.resetRate {
      let applies = draws.next() < 0.5
      let share = draws.next()
      return .cut(Fault.Cut(applies: applies, share: share, isAbortive: draws.next() < 0.5))
    }
    if draw < options.resetRate + options.failRate { return .fail(status: options.failStatus) }
    if draw < options.resetRate + options.failRate + options.successFalseRate { return .successFalse }
    return .none
  }
}

/// Numbers for one request: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014),
/// begun anew for each, so that no request's numbers depend on how many others drew.
private struct Draws {
  private var state: UInt64

  init(seed: UInt64, request: Int) {
    state = Self.mixed(seed) ^ Self.mixed(UInt64(truncatingIfNeeded: request) &+ 0x9E37_79B9_7F4A_7C15)
  }

  /// Evenly distributed in 0..<1.
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Double(Self.mixed(state) >> 11) * 0x1p-53
  }

  private static func mixed(_ number: UInt64) -> UInt64 {
    var number = number
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    return number ^ (number >> 31)
  }
}
