/// The headers of an answer in which a server announces its limit, as they came.
///
/// Names are compared without case. Where one comes twice, the last counts.
package struct RateLimitFields: Sendable, Hashable {
  /// The longest value that is taken, in bytes; a longer one is as if it were not there.
  package static let longest = 256

  /// `RateLimit-Remaining`, `X-RateLimit-Remaining`, `X-Rate-Limit-Remaining`.
  package var remaining: String?
  /// `RateLimit-Reset`, `X-RateLimit-Reset`, `X-Rate-Limit-Reset`.
  package var reset: String?
  /// `RateLimit`.
  package var combined: String?
  /// `RateLimit-Policy`.
  package var policy: String?

  package init(remaining: String? = nil, reset: String? = nil, combined: String? = nil, policy: String? = nil) {
    self.remaining = remaining
    self.reset = reset
    self.combined = combined
    self.policy = policy
  }
}
