package import LeadModel
import LeadTransport

/// Delivers parcels to one destination: the shell around a `Dispatcher`, with the transport under it.
///
/// Parcels go in by `offer`, what became of them comes out of `nextSettled`, in batches. The caller bounds how many are
/// open, calls `close` when there are no more, and reads until `nil`:
///
///     let courier = try Courier(destination, options) { event in … }
///     courier.offer(parcels)
///     courier.close()
///     while let batch = await courier.nextSettled() { … }
///     if let stop = courier.stop { … }
///
/// Every offered parcel comes out once: delivered, dead or unsettled. The order among them is that of their ends.
/// All members may be called from anywhere; one task at a time may wait in `nextSettled`.
package final class Courier: Sendable {
  private let desk: DispatchDesk
  private let transport: Transport

  /// Checks the destination and starts the transport's thread.
  ///
  /// - Parameters:
  ///   - destination: Where to; its rate and concurrency count where the options have none.
  ///   - options: How.
  ///   - seed: For the jitter of waits.
  ///   - onEvent: Called on the transport's thread, or within a call of this type; must return soon, and not call back.
  /// - Throws: `destination.token` for a token that cannot stand in a header; the transport's own, such as a CA file
  ///   that cannot be read.
  package init(
    _ destination: Destination,
    _ options: DeliveryOptions = DeliveryOptions(),
    seed: UInt64 = .random(in: 0 ... .max),
    onEvent: @escaping @Sendable (DeliveryEvent) -> Void = { _ in }
  ) throws(Diagnostic) {
    var options = options
    options.concurrency = options.concurrency ?? destination.concurrency
    options.rate = options.rate ?? destination.rate
    let calls = try InboxCalls(destination)
    let clock = WallClock(start: .now())
    desk = DispatchDesk(
      Dispatcher(options, seed: seed, clock: clock), calls: calls, origin: .now, clock: clock, onEvent: onEvent)
    transport = try Transport(TransportOptions(destination, options), delegate: desk)
  }

  deinit { transport.stop() }

  /// Takes parcels to be delivered.
  ///
  /// Never waits. After `close` or a stop they are returned unsettled.
  package func offer(_ parcels: [Parcel]) {
    if desk.offer(parcels) { transport.wake() }
  }

  /// What was settled since the last call; waits until there is something.
  ///
  /// A waiting caller gets 128 at once, or fewer when nothing is left to wait for, or what there is after 20 ms: a
  /// waiting task costs more to wake than a lead to deliver.
  ///
  /// - Returns: `nil` when all is settled and the courier is closed or stopped. The transport has ended then.
  package func nextSettled() async -> [Settled]? {
    let batch = await desk.nextSettled()
    if batch == nil { transport.stop() }
    return batch
  }

  /// The caller has put so many delivered leads on record: where `DeliveryOptions.maxUnrecorded` is set, others may go.
  package func recorded(_ count: Int) {
    if desk.recorded(count) { transport.wake() }
  }

  /// So many deliveries send to this destination at once, this one among them: each takes its part of the rate.
  package func share(among senders: Int) {
    desk.share(among: senders)
    // There may be more room than before.
    transport.wake()
  }

  /// Others have used so many requests of a day's quota; the day is counted from 1970-01-01.
  package func othersUsed(_ requests: Int, on day: Int64) { desk.othersUsed(requests, on: day) }

  /// There are no more parcels.
  package func close() {
    desk.close()
    transport.wake()
  }

  /// There are no more parcels before one is settled: those that depend on it wait with the caller.
  ///
  /// Holds until the next offer.
  package func pauseOffers() { desk.pauseOffers() }

  /// Sends nothing more.
  ///
  /// What flies may land, for the timeout at most; everything else is returned unsettled at once.
  package func interrupt() {
    desk.interrupt()
    transport.wake()
  }

  /// Why it stopped before everything was settled; `nil` as long as it has not.
  package var stop: Stop? { desk.stop }

  /// `stop`, without what was seen.
  package var stopReason: StopReason? { stop?.reason }

  package var statistics: DeliveryStatistics { desk.statistics }
}
