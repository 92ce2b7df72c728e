import Synchronization

/// How many connections are open and requests under way, over all event loops.
///
/// Counted where they come and go; read by whoever asks how the daemon stands.
package final class DoorLoad: Sendable {
  private let openConnections = Atomic(0)
  private let openRequests = Atomic(0)

  package init() {}

  /// Connections that are open, the operator's among them.
  package var connections: Int { openConnections.load(ordering: .relaxed) }
  /// Requests between their header and their answer.
  package var requests: Int { openRequests.load(ordering: .relaxed) }

  func connectionCame() { openConnections.add(1, ordering: .relaxed) }

  func connectionWent() { openConnections.subtract(1, ordering: .relaxed) }

  func requestCame() { openRequests.add(1, ordering: .relaxed) }

  func requestWent() { openRequests.subtract(1, ordering: .relaxed) }
}
