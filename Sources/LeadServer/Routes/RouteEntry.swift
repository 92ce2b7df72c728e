import LeadModel
import Synchronization

/// A route in its table, with what is counted for it.
final class RouteEntry: Sendable {
  let route: Route
  let maxBodyBytes: Int
  private let rates: Mutex<AddressRates>?

  init(_ route: Route, limits: ServerLimits) {
    self.route = route
    maxBodyBytes = route.maxBodyBytes ?? limits.maxBodyBytes
    // Twice a second's worth may come at once: people send forms in bursts, and senders batches.
    rates = (route.ratePerAddress ?? limits.ratePerAddress).map { rate in
      Mutex(AddressRates(rate, burst: Int(min(1e9, rate.perSecond * 2).rounded(.up))))
    }
  }

  /// After how many seconds an address may post again; `nil`: it may now.
  func wait(for address: IPAddress, now: Int64) -> Int? { rates?.withLock { $0.take(address, now: now) } }
}
