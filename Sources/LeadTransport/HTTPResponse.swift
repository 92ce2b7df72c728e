/// What a server answered.
package struct HTTPResponse: Sendable, Hashable {
  package var status: Int
  /// The header `Retry-After` as it came: seconds or a date.
  package var retryAfter: String?
  /// The header `Date` as it came, by which a date in `Retry-After` is to be understood.
  ///
  /// Left out where neither `Retry-After` nor a status outside 2xx asks for it.
  package var date: String?
  /// The headers that announce a limit, as they came; `nil` where there is none of them.
  package var rateLimit: RateLimitFields?
  /// The headers that ``TransportOptions/keptHeaders`` asks for, by their names in lower case.
  ///
  /// Several of one name are joined by `, ` (RFC 9110 §5.3); what goes beyond ``longestHeader`` is as if it were not there.
  package var headers: [String: String]
  /// The names of ``headers`` of which something was too long.
  package var cutHeaders: Set<String> = []
  /// Decoded, whatever its encoding was.
  ///
  /// Of a status outside 2xx at most `TransportOptions.maxBodyBytes`, the rest is cut off; a 2xx with more is a failure
  /// instead, as half of what was asked for is not an answer.
  package var body: [UInt8]

  /// In bytes.
  package static let longestHeader = 16_384

  package init(
    status: Int, retryAfter: String? = nil, date: String? = nil, rateLimit: RateLimitFields? = nil,
    headers: [String: String] = [:], body: [UInt8] = []
  ) {
    self.status = status
    self.retryAfter = retryAfter
    self.date = date
    self.rateLimit = rateLimit
    self.headers = headers
    self.body = body
  }
}
