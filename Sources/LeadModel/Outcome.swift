/// What becomes of a record that was read: exactly one of these.
package enum Outcome: Sendable, Hashable, CaseIterable {
  /// The inbox took it.
  case delivered
  /// It is in the inbox already, as it is.
  case unchanged
  /// The mapping says that it is not to be sent.
  case skipped
  /// Unreadable or invalid: in the dead letters.
  case rejected
  /// Refused or given up on: in the dead letters.
  case dead
}
