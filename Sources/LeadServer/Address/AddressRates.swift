import LeadModel

/// A bucket of tokens for each address: too many posts of one are refused while others' are taken.
///
/// The generic cell rate algorithm (ITU-T I.371, annex A): a moment an address. At most ``maxAddresses`` are known; when
/// the table is full, those whose buckets are full again are forgotten, which loses nothing; where that frees less than a
/// quarter, all are: a flood from so many addresses is not stopped by counting it, and memory stays bounded.
struct AddressRates: Sendable {
  /// 24 bytes each, about 3 MB.
  static let maxAddresses = 65_536

  private let stepNanoseconds: Int64
  private let burst: Int64
  private let maxAddresses: Int
  /// When each address' bucket will be full again, in nanoseconds of the caller's clock.
  private var full: [IPAddress: Int64] = [:]

  /// - Parameters:
  ///   - rate: Of one address, for good.
  ///   - burst: How many may come at once, 1 or more.
  ///   - maxAddresses: How many are known at most.
  init(_ rate: Rate, burst: Int, maxAddresses: Int = Self.maxAddresses) {
    stepNanoseconds = max(1, Int64(min(1e9 / rate.perSecond, 1e15).rounded(.up)))
    // A burst takes at most ten days to come back: no sum below overflows.
    self.burst = min(Int64(max(1, burst)), 864_000_000_000_000 / stepNanoseconds + 1)
    self.maxAddresses = maxAddresses
  }

  /// How many addresses are known.
  var count: Int { full.count }

  /// Takes a request's worth.
  ///
  /// - Parameters:
  ///   - address: Whose it is.
  ///   - now: Nanoseconds of any clock that does not go back.
  /// - Returns: `nil`: it may go on; else after how many seconds the next one may, 1 or more.
  mutating func take(_ address: IPAddress, now: Int64) -> Int? {
    let key = address.neighbourhood
    let fullAt = max(full[key] ?? now, now)
    let freeAt = fullAt - stepNanoseconds * (burst - 1)
    if freeAt > now { return Int((freeAt - now + 999_999_999) / 1_000_000_000) }
    if full.count >= maxAddresses, full[key] == nil { makeRoom(now: now) }
    full[key] = fullAt + stepNanoseconds
    return nil
  }

  private mutating func makeRoom(now: Int64) {
    full = full.filter { $0.value > now }
    // Not at the first that is free: the next newcomer would look through the whole table again.
    if full.count > maxAddresses - maxAddresses / 4 { full.removeAll(keepingCapacity: true) }
  }
}
