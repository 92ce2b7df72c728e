/// Why a delivery ended before everything was settled.
///
/// What is not settled then is returned as unsettled, never as dead.
package enum StopReason: String, Sendable, Hashable, CaseIterable {
  /// No answer but transport failures and 5xx for as long as the run was to put up with.
  case unreachable = "destination.unreachable"
  /// 401, or 403 with the inbox's envelope, or ten 403s of a firewall in a row.
  case tokenRefused = "token.refused"
  /// Everything was refused in the same way before anything was delivered: wrong ids, wrong base URL.
  case destinationRefuses = "destination.refuses"
  /// A 3xx: the base URL is not the inbox's. No redirect is followed, as the token must not go elsewhere.
  case redirected = "destination.redirected"
  /// The server's certificate is not trusted, or not for this host.
  case certificateUntrusted = "destination.certificate"
  /// The day's quota is used up, and there are leads left.
  case quotaUsed = "destination.quota"
  /// The user, or the process that runs us, asked for it.
  case interrupted = "run.interrupted"
}

/// A stop with what was seen: enough to say it in words.
package struct Stop: Sendable, Hashable {
  package let reason: StopReason
  /// The last answer's code, `http.404` or `transport.connect`; `nil` where no answer was the cause.
  package let code: String?
  /// How many answers or failures in a row said so; 0 where none did.
  package let count: Int

  package init(_ reason: StopReason, code: String? = nil, count: Int = 0) {
    self.reason = reason
    self.code = code
    self.count = count
  }
}
