import Hummingbird
package import LeadModel
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The local inbox: both API calls over HTTP, with faults on request.
///
/// Says nothing on stdout or stderr. `start()` once, then `stop()`; `run()` is both.
package final class InboxServer: Sendable {
  /// What it listens for; made up where the options left it out.
  ///
  /// So are the two ids.
  package let token: String
  package let botId: String
  package let customerId: String
  /// The chats behind it.
  package let inbox: Inbox

  private let options: InboxOptions
  private let responder: InboxResponder
  private let state = Mutex(State.idle)

  private enum State {
    case idle
    case starting
    case running(ServiceGroup, Task<Void, any Error>)
    case stopped
  }

  /// Opens the database; nothing listens yet.
  ///
  /// - Throws: `sandbox.faults` for faults that cannot be meant, `sandbox.database` and `sandbox.database.newer` for a
  ///   file that cannot be used.
  package init(_ options: InboxOptions) throws(Diagnostic) {
    try options.faults.check()
    inbox = try Inbox(database: options.database)
    let account = try Self.account(for: options, in: inbox)
    try inbox.register(account)
    for other in options.otherAccounts { try inbox.register(other) }
    token = account.token
    botId = account.botId
    customerId = account.customerId
    self.options = options
    responder = InboxResponder(
      api: InboxAPI(
        inbox: inbox, accounts: Accounts(try inbox.accounts()), unknownUUIDs: options.unknownUUIDs,
        strict: options.strict),
      latency: options.faults.latency, maxBodyBytes: options.maxBodyBytes,
      gate: InboxResponder.Gate(options.faults))
  }

  deinit {
    if case .running(_, let task) = state.withLock({ $0 }) { task.cancel() }
  }

  /// How many requests have arrived, those that were cut among them.
  package var requests: Int { responder.gate.requests }

  /// Listens.
  ///
  /// To be called once.
  ///
  /// - Returns: The port.
  /// - Throws: `sandbox.listen` where the address cannot be listened on.
  package func start() async throws(Diagnostic) -> Int {
    let isFirst = state.withLock { state in
      guard case .idle = state else { return false }
      state = .starting
      return true
    }
    precondition(isFirst, "an inbox is started once")
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "leadbridge.sandbox") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(address: .hostname(options.host, port: options.port)),
      onServerRunning: { channel in
        port.yield(channel.localAddress?.port ?? 0)
        port.finish()
      },
      logger: logger)
    var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
    // An answer under way may take the latency; a client that has sent half a request is not waited for.
    configuration.maximumGracefulShutdownDuration = options.faults.latency + .seconds(2)
    let group = ServiceGroup(configuration: configuration)
    let task = Task {
      defer { port.finish() }
      try await group.run()
    }
    state.withLock { $0 = .running(group, task) }
    for await bound in ports { return bound }
    state.withLock { $0 = .stopped }
    let address = "\(options.host):\(options.port)"
    throw Diagnostic(
      "sandbox.listen", "\(address) cannot be listened on",
      hint: "another program may listen there: choose another port, or 0 for one that is free")
  }

  /// Listens until ``stop()`` or until the task is cancelled, then stops gracefully.
  ///
  /// - Parameter onListening: Given the port once it listens.
  /// - Throws: As ``start()`` does.
  package func run(onListening: (Int) -> Void = { _ in }) async throws(Diagnostic) {
    onListening(try await start())
    guard case .running(let group, let task) = state.withLock({ $0 }) else { return }
    await withTaskCancellationHandler {
      _ = await task.result
    } onCancel: {
      Task { await group.triggerGracefulShutdown() }
    }
    await stop()
  }

  /// Lets the requests under way end, then closes everything.
  ///
  /// Harmless twice.
  package func stop() async {
    let running = state.withLock { state in
      defer { if case .running = state { state = .stopped } }
      return state
    }
    guard case .running(let group, let task) = running else { return }
    await group.triggerGracefulShutdown()
    _ = await task.result
    inbox.close()
  }

  /// The account that the options name; what they leave out is the file's, as registered last, or made up.
  private static func account(for options: InboxOptions, in inbox: Inbox) throws(Diagnostic) -> InboxAccount {
    let known = try inbox.accounts().first { account in
      account.token == options.token ?? account.token && account.botId == options.botId ?? account.botId
        && account.customerId == options.customerId ?? account.customerId
    }
    var ids = ObjectIDs()
    let now = Timestamp.now()
    func madeUp() -> String { ids.next(at: now) }
    return InboxAccount(
      token: options.token ?? known?.token ?? "local-" + ObjectIDs.hexadecimal(.random(in: 0 ... .max), digits: 16),
      botId: options.botId ?? known?.botId ?? madeUp(),
      customerId: options.customerId ?? known?.customerId ?? madeUp())
  }
}
