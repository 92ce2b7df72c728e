import LeadConfig
import LeadModel
import LeadPipeline
import LeadSync
import Synchronization

/// What `sync` does while it runs by its schedule: takes up another configuration, and secrets whose files have changed.
///
/// What cannot be read leaves what was there in use.
final class SyncUpkeep: Sendable {
  /// A configuration, read with all that it refers to.
  struct Reading {
    var plan: SyncPlan
    /// Those of its sources and their inboxes.
    var secrets: [SecretSource]
  }

  /// Between two looks at the files of secrets.
  private static let tick = Duration.seconds(1)

  private let read: @Sendable () throws -> Reading
  private let sync: SyncRun
  private let state: Mutex<State>

  private struct State {
    var secrets: [SecretSource]
    /// Whether secrets have changed that are not in use yet: another one is still being written, say.
    var isPending = false
  }

  /// - Parameters:
  ///   - sync: What runs.
  ///   - secrets: Those that it runs with.
  ///   - read: Reads the configuration as it is now.
  init(_ sync: SyncRun, secrets: [SecretSource], read: @escaping @Sendable () throws -> Reading) {
    self.sync = sync
    self.read = read
    state = Mutex(State(secrets: secrets))
  }

  /// Reads the configuration again, for SIGHUP.
  func reload() {
    do {
      try change()
      Terminal.say(Diagnostic(.note, "config.reloaded", "the configuration was read again"))
    } catch let problems as Diagnostics {
      Terminal.say(problems)
    } catch {
      Terminal.say(Diagnostic(ofRun: error))
    }
  }

  /// Looks at the secrets' files until it is cancelled.
  func watch() async {
    while (try? await Task.sleep(for: Self.tick)) != nil { look() }
  }

  private func look() {
    let (secrets, isPending) = state.withLock { ($0.secrets, $0.isPending) }
    let readings = secrets.map { $0.current() }
    for complaint in readings.compactMap(\.complaint) { Terminal.say(complaint) }
    guard isPending || readings.contains(where: \.hasChanged) else { return }
    do {
      try change()
      Terminal.say(Diagnostic(.note, "secret.changed", "a secret's file has changed and is in use from now on"))
    } catch {
      state.withLock { $0.isPending = true }
    }
  }

  private func change() throws {
    let reading = try read()
    state.withLock { $0 = State(secrets: reading.secrets) }
    Task { [sync] in await sync.change(to: reading.plan) }
  }
}
