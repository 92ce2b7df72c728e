import LeadDelivery
import LeadModel
import TestSupport

/// A server in simulated time: workers with a queue before them, and a limit of requests.
///
/// A request is on its way for a quarter of the latency, waits for one of `workers`, is worked on for half of the latency,
/// and its answer is on its way for the last quarter. It is answered 429 at once where the limit is used up, or where more
/// wait than `queue`: the server sheds what it cannot keep up with.
struct SimulatedServer {
  /// What it limits.
  enum Limit: CustomStringConvertible {
    /// So many in each second of the clock; `phase`: how much of the first has passed at the start.
    case fixed(phase: Double)
    /// So many in any second.
    case sliding
    /// Tokens at that rate, into a bucket that holds so many seconds' worth and is full at the start.
    case bucket(seconds: Double)

    var description: String {
      switch self {
      case .fixed(let phase): "fixed second, \(phase) of it gone"
      case .sliding: "sliding second"
      case .bucket(let seconds): "bucket of \(seconds) s"
      }
    }
  }

  /// Without noise, from sending to answer, where nothing waits.
  var latency: Double
  /// The share of the latency by which it varies; one in fifty takes up to three times as long.
  var noise = 0.2
  /// Requests that are worked on at once.
  var workers = Int.max
  /// Requests that may be in it, worked on or waiting.
  var queue = Int.max
  var limit: Limit?
  /// Requests a second.
  var rate = Double.infinity
  /// When the rate becomes half.
  var halvesAt = Double.infinity
  /// What refusals ask to wait; `nil`: nothing.
  var retryAfter: Int?

  private var random = SplitMix64(seed: 1)
  /// When each worker is free, the earliest first.
  private var free: [Double] = []
  private var inSystem = 0
  private var window = -1
  private var used = 0.0
  /// Moments of the last second, from `first` on.
  private var taken: [Double] = []
  private var first = 0
  private var tokens: Double?
  private var refilledAt = 0.0

  init(latency: Double) { self.latency = latency }

  /// How long a request takes from here to there, or its answer back.
  mutating func trip() -> Double { latency / 4 * factor() }

  private mutating func factor() -> Double {
    let tail = Double.random(in: 0..<50, using: &random) < 1 ? Double.random(in: 0...2, using: &random) : 0
    return 1 + Double.random(in: -noise...noise, using: &random) + tail
  }

  /// A request arrives; returns when its answer leaves, and whether it is refused.
  ///
  /// Times never go back.
  mutating func arrived(at time: Double) -> (leavesAt: Double, isRefused: Bool) {
    guard inSystem < queue, takes(at: time) else { return (time, true) }
    inSystem += 1
    let work = latency / 2 * factor()
    guard workers < Int.max else { return (time + work, false) }
    let begins = free.count < workers ? time : max(time, free.removeFirst())
    let ends = begins + work
    free.insert(ends, at: free.firstIndex { $0 > ends } ?? free.count)
    return (ends, false)
  }

  /// An answer that was no refusal has left.
  mutating func left() { inSystem -= 1 }

  private mutating func takes(at time: Double) -> Bool {
    if time >= halvesAt {
      rate /= 2
      halvesAt = .infinity
    }
    switch limit {
    case nil: return true
    case .fixed(let phase):
      let now = Int(time + phase)
      if now != window { (window, used) = (now, 0) }
      guard used < rate else { return false }
      used += 1
    case .sliding:
      while first < taken.count, taken[first] <= time - 1 { first += 1 }
      guard Double(taken.count - first) < rate else { return false }
      taken.append(time)
    case .bucket(let seconds):
      let capacity = max(1, rate * seconds)
      tokens = min(capacity, (tokens ?? capacity) + (time - refilledAt) * rate)
      refilledAt = time
      guard let left = tokens, left >= 1 else { return false }
      tokens = left - 1
    }
    return true
  }
}
