import LeadModel
import Synchronization

/// A route in its table, with what is counted for it.
final class RouteEntry: Sendable {
  let route: Route
  let maxBodyBytes: Int
  // Not an optional lock: `rates?.withLock` would move the lock to where it is called.
  private let rates: Mutex<AddressRates>
  private let isPaced: Bool

  init(_ route: Route, limits: ServerLimits) {
    self.route = route
    maxBodyBytes = route.maxBodyBytes ?? limits.maxBodyBytes
    let rate = route.ratePerAddress ?? limits.ratePerAddress
    isPaced = rate != nil
    // Twice a second's worth may come at once, and five in any case: people send forms twice, and senders batches.
    let burst = Int(min(1e9, max(5, (rate?.perSecond ?? 1) * 2)).rounded(.up))
    rates = Mutex(AddressRates(rate ?? Rate(perSecond: 1), burst: burst))
  }

  /// After how many seconds an address may post again; `nil`: it may now.
  func wait(for address: IPAddress, now: Int64) -> Int? {
    isPaced ? rates.withLock { $0.take(address, now: now) } : nil
  }
}
