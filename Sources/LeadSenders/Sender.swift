package import LeadModel

/// Who posts leads, and how: one row of the table of `docs/senders.md`.
///
/// All that is particular to a form service is in its row, its mapping and its sample; the engines know none of them.
package struct Sender: Sendable {
  /// What it wants to read when a post was taken.
  package struct Answer: Sendable, Hashable {
    /// What the answer holds.
    package enum Body: String, Sendable, Hashable {
      /// The submission's id and where its state is.
      case receipt
      /// `{}`.
      case emptyObject
      case empty
    }

    package let status: Int
    package let body: Body

    package init(status: Int = 200, body: Body = .receipt) {
      self.status = status
      self.body = body
    }
  }

  /// What a route's `accept` says: letters in lower case, digits, hyphens.
  package let name: String
  /// Its own name.
  package let title: String
  package let signing: Signing
  /// What it asks; mostly nothing.
  package let handshakes: [Handshake]
  /// Where a delivery's key is, the first that is there; empty: its repeats cannot be told from new posts.
  package let deliveryKey: [DeliveryKeyPlace]
  package let answer: Answer
  /// When it sends again, as it says itself; `nil`: it says nothing of it.
  package let retries: String?
  /// The ready mapping that fits its posts, for hints; `nil`: there is none.
  package let mapping: String?
  /// The folder in `samples/` whose input is a post of it, or several, one a line.
  package let sampleFolder: String?

  init(
    _ name: String, _ title: String, _ signing: Signing = .none, handshakes: [Handshake] = [],
    deliveryKey: [DeliveryKeyPlace] = [], answer: Answer = Answer(), retries: String? = nil, mapping: String? = nil,
    sampleFolder: String? = nil
  ) {
    self.name = name
    self.title = title
    self.signing = signing
    self.handshakes = handshakes
    self.deliveryKey = deliveryKey
    self.answer = answer
    self.retries = retries
    self.mapping = mapping
    self.sampleFolder = sampleFolder ?? mapping
  }

  /// All there are: form services, what else sends leads, and what fits any sender.
  package static let all: [Sender] = formServices + websites + platforms + generic

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The one that is so called.
  package static func named(_ name: String) -> Sender? { byName[name] }

  /// The answer to a post, or a GET, that is a question of this sender's and no lead.
  ///
  /// A question that is posted is signed as a lead is: verify it first, as its answer holds what was asked. Those by GET
  /// are not signed; their answers hold nothing but letters, digits and `-._~`.
  ///
  /// - Parameters:
  ///   - post: Any request of the sender's.
  ///   - secrets: The route's; the first answers for them.
  ///   - verifyToken: The route's, where the sender has one.
  /// - Returns: What to answer, with nothing kept; `nil`: it is no question. 403 where the token is wrong or missing.
  package func challenge(_ post: Post, secrets: [String], verifyToken: String?) -> ChallengeAnswer? {
    handshakes.lazy.compactMap { $0.answer(to: post, secrets: secrets, verifyToken: verifyToken) }.first
  }

  /// The key that the sender gave this delivery, and gives it again when it repeats it.
  ///
  /// Parses the body at most once, in time linear in it.
  ///
  /// - Returns: At most 200 bytes of printable ASCII; `nil` where there is none.
  package func deliveryKey(of post: Post) -> String? {
    var parsed: PostBody?
    for place in deliveryKey {
      let key = place.key(of: post) {
        let body = parsed ?? PostBody(post)
        parsed = body
        return body
      }
      if let key { return key }
    }
    return nil
  }
}
