/// What happened at the door: for counting and for logs.
///
/// Holds codes, ids, paths of routes and sizes; nothing of what was sent.
package enum ServerEvent: Sendable, Hashable {
  /// On disk and answered. `seconds`: from the request's last byte to the store's answer.
  case accepted(route: String, id: String, bytes: Int, seconds: Double)
  /// A delivery that was there before; `id` is the first one's.
  case repeated(route: String, id: String, bytes: Int)
  /// Kept as skipped: `spam.honeypot`, `spam.fast`.
  case spam(route: String, id: String, code: String)
  /// A handshake was answered.
  case challenged(route: String)
  /// `route` is `nil` where the request did not lead to one.
  case refused(route: String?, status: Int, code: String, bytes: Int)
  /// A connection was ended without an answer: `connection.idle`, `connection.evicted`, `connection.torn`,
  /// `connection.full`.
  case dropped(code: String)
}
