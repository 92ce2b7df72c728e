package import LeadModel

/// What is newly known of a spooled post's records: their outcomes are where they belong, in the inbox or in the dead
/// letters on the disk.
package struct SpoolSettlement: Sendable {
  /// The row's, ``SpooledPost/number``.
  package var number: Int64
  /// How many records the post holds; `nil` while it is not read to its end.
  ///
  /// 0 settles the post as a whole: there was no record in it.
  package var records: Int?
  /// Outcomes by the records' ordinals, from 1.
  package var outcomes: [(ordinal: Int, fate: RecordOutcome)]

  package init(number: Int64, records: Int?, outcomes: [(ordinal: Int, fate: RecordOutcome)] = []) {
    self.number = number
    self.records = records
    self.outcomes = outcomes
  }
}

/// A post that waits for delivery.
package struct SpooledPost: Sendable, Hashable {
  /// Grows in the order of arrival.
  package var number: Int64
  /// The submission's.
  package var id: String
  /// The route's path.
  package var route: String
  package var deliveryKey: String?
  /// As it came, but for the header fields that carry secrets (`authorization`, `proxy-authorization`, `cookie`).
  package var post: Post
  /// How many records it holds; `nil` where nobody has read it to its end.
  package var records: Int?
  /// Those of its records that have one already: they are not delivered again.
  package var outcomes: RecordOutcomes
}

/// A row that is no post: its disk has damaged it, say.
package struct DamagedPost: Sendable, Hashable {
  /// As a ``SpooledPost``'s.
  package var number: Int64
  /// The submission's.
  package var id: String
  /// The route's path.
  package var route: String
  package var receivedAt: Timestamp
  /// What lies in the row, whatever it is.
  package var bytes: [UInt8]
}

/// Some of the posts that wait.
package struct SpooledPosts: Sendable {
  /// In the order of their arrival.
  package var posts: [SpooledPost] = []
  /// Rows between them that cannot be read, in their order.
  package var damaged: [DamagedPost] = []
  /// From where to go on: all up to this number was looked at.
  ///
  /// It passes over other routes' posts also where none was found.
  package var reached: Int64

  init(reached: Int64) { self.reached = reached }

  /// Whether nothing was found.
  package var isEmpty: Bool { posts.isEmpty && damaged.isEmpty }
}

/// What is known of a submission, from its acceptance until it expires: no values.
package struct Submission: Sendable, Hashable {
  package var id: String
  /// The route's path.
  package var route: String
  package var receivedAt: Timestamp
  /// When its last record had its outcome; `nil`: some wait.
  package var settledAt: Timestamp?
  /// How many records it holds; `nil`: not read yet.
  package var records: Int?
  package var outcomes: RecordOutcomes

  /// Whether all its records have their outcomes.
  package var isSettled: Bool { settledAt != nil }
}

/// How the spool stands.
package struct SpoolStatus: Sendable, Hashable {
  /// Posts that wait, and those that are being written.
  package var rows: Int
  /// Their bytes, as they are stored.
  package var bytes: Int
  /// When the first of those that wait was received; `nil`: none does.
  package var oldest: Timestamp?
  /// Bytes that the disk has left; `nil`: it does not say.
  package var freeBytes: Int?
  /// Bytes that would still be taken.
  package var bytesLeft: Int
  /// Why the last group of arrivals is not on the disk; `nil`: it is.
  package var failure: SpoolRefusal?
}
