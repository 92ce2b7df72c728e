package import LeadModel

/// A post that is about to be kept.
package struct IncomingPost: Sendable {
  package var id: String
  /// The route's path, as in the configuration.
  package var route: String
  package var deliveryKey: String?
  /// Why it is not to be delivered: `spam.honeypot`.
  package var spam: String?
  package var post: Post

  package init(id: String, route: String, deliveryKey: String? = nil, spam: String? = nil, post: Post) {
    self.id = id
    self.route = route
    self.deliveryKey = deliveryKey
    self.spam = spam
    self.post = post
  }
}

/// What became of an ``IncomingPost``.
package enum StoreAnswer: Sendable, Hashable {
  /// It is on disk.
  case kept
  /// The delivery was on disk before, under this id.
  case repeated(of: String)
  /// It is not on disk: a fixed code such as `spool.full`, and after how many seconds to come again.
  case refused(code: String, retryAfterSeconds: Int)
}

/// Where posts are kept before they are answered.
///
/// Calls back rather than being awaited: a store that writes many posts in one commit answers them all from its own
/// thread, and no task has to be woken for each.
package protocol SubmissionStore: Sendable {
  /// Keeps a post. Returns at once.
  ///
  /// - Parameters:
  ///   - incoming: What to keep.
  ///   - answer: Called once, on any thread; with ``StoreAnswer/kept`` not before the post is on disk.
  func accept(_ incoming: IncomingPost, answer: @escaping @Sendable (StoreAnswer) -> Void)

  /// Looks a submission up. Returns at once.
  ///
  /// - Parameters:
  ///   - id: Of the receipt.
  ///   - answer: Called once, on any thread; `nil`: there is none, or not any more.
  func submission(_ id: String, answer: @escaping @Sendable (SubmissionReport?) -> Void)
}
