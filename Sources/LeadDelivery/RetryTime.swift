/// *When* a lead whose verdict is to try again is tried again.
package enum RetryTime {
  /// The later of the jittered backoff and what the server asked for.
  ///
  /// A hold of the destination comes on top of it: `FlightLimit` knows that. `attempts` are the lead's failed ones so
  /// far, this one included; those made during an outage left out.
  package static func wait(
    after verdict: Verdict, attempts: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    max(Backoff.wait(afterAttempts: attempts, using: &generator), verdict.retryAfter ?? .zero)
  }
}
