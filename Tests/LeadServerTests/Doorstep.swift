import LeadModel
import Synchronization

@testable import LeadServer

/// A server on a free port of loopback with a store in memory, and what it has seen.
struct Doorstep {
  let store: MemoryStore
  let desk: FrontDesk
  let server: HookServer
  let port: Int
  /// Of the second listener, where there is one.
  let otherPort: Int
  let events: Events
  let load: DoorLoad

  /// What was observed, in its order.
  final class Events: Sendable {
    private let all = Mutex<[ServerEvent]>([])

    var codes: [String] {
      all.withLock { all in
        all.map { event in
          switch event {
          case .accepted: "accepted"
          case .repeated: "repeated"
          case .spam(_, _, let code), .refused(_, _, let code, _), .dropped(let code): code
          case .challenged: "challenged"
          }
        }
      }
    }

    func add(_ event: ServerEvent) { all.withLock { $0.append(event) } }
  }

  /// Ids `id-1`, `id-2`, …, a clock that stands at 2027-01-15, one thread.
  static func desk(
    _ routes: [Route], closed: [String] = [], store: MemoryStore = MemoryStore(), limits: ServerLimits = .init(),
    trusted: [AddressRange] = [], events: Events = Events(), change: (inout DeskParts) -> Void = { _ in }
  ) -> FrontDesk {
    let ids = Counter()
    var parts = DeskParts(store: store) { "id-\(ids.count.add(1, ordering: .relaxed).newValue)" }
    parts.now = { Timestamp(millisecondsSince1970: 1_800_000_000_000) }
    parts.observe = events.add
    change(&parts)
    return FrontDesk(
      parts, routes: RouteTable(routes, closed: closed, limits: limits), limits: limits, trustedProxies: trusted)
  }

  /// An atomic cannot be captured by itself.
  private final class Counter: Sendable {
    let count = Atomic(0)
  }

  /// Serves while `body` runs.
  static func open<Result>(
    _ routes: [Route] = [Route(path: "/hooks/a")], store: MemoryStore = MemoryStore(), limits: ServerLimits = .init(),
    listeners: [ServerSettings.Listener] = [.init(.host("127.0.0.1", port: 0))],
    certificate: ServerSettings.Certificate? = nil, change: (inout DeskParts) -> Void = { _ in },
    _ body: (Doorstep) async throws -> Result
  ) async throws -> Result {
    let events = Events()
    let desk = desk(routes, store: store, limits: limits, events: events, change: change)
    var settings = ServerSettings(listeners: listeners)
    settings.threads = 1
    settings.certificate = certificate
    let load = DoorLoad()
    let server = try HookServer(settings, desk: desk, load: load)
    let bound = try await server.start()
    let doorstep = Doorstep(
      store: store, desk: desk, server: server, port: bound[0].port, otherPort: bound.last?.port ?? 0, events: events,
      load: load)
    do {
      let result = try await body(doorstep)
      await server.stop(within: .seconds(5))
      return result
    } catch {
      await server.stop(within: .zero)
      throw error
    }
  }
}
