package import LeadModel

/// What the door works with: given from outside, so that it knows neither spool nor senders nor metrics.
package struct DeskParts: Sendable {
  /// Makes the id of a submission: safe in a path and in JSON as it is, unguessable.
  package var newID: @Sendable () -> String
  package var store: any SubmissionStore
  package var now: @Sendable () -> Timestamp = { Timestamp.now() }
  /// Undoes a content coding; see ``Inflate``.
  package var inflate: Inflate?
  /// The operator's pages, `/livez`, `/readyz`, `/status` and `/metrics`; `nil`: there is no such page.
  package var page: @Sendable (_ path: String) -> HTTPAnswer? = { _ in nil }
  /// Whether a bearer's token is the operator's; `nil`: there is none.
  package var isOperator: (@Sendable (_ token: String) -> Bool)?
  /// Told what happens, on the threads that serve sockets: it may not wait.
  package var observe: @Sendable (ServerEvent) -> Void = { _ in }

  package init(store: any SubmissionStore, newID: @escaping @Sendable () -> String) {
    self.store = store
    self.newID = newID
  }
}

/// Unpacks a body: `gzip`, `deflate`.
///
/// - Parameters:
///   - body: As it came.
///   - coding: In lower case, as `content-encoding` has it.
///   - maxBytes: The most bytes that may come out.
/// - Throws: What is wrong with it.
/// - Returns: The bytes; `nil`: the coding is not known.
package typealias Inflate =
  @Sendable (_ body: [UInt8], _ coding: String, _ maxBytes: Int) throws(InflateError) -> [UInt8]?

/// Why a body is not unpacked.
package enum InflateError: Error, Sendable, Hashable {
  /// It would have more bytes than may come out: a bomb, or only long.
  case tooLong
  /// It is no stream of that coding, or not whole.
  case damaged
}
