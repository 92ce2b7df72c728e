/// How a destination's breaker stands.
package enum BreakerCondition: String, Sendable, Hashable, CaseIterable {
  /// Requests go.
  case closed
  /// None goes, until the next probe's time.
  case open
  /// A probe is under way.
  case halfOpen
}
