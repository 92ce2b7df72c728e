/// How a sender proves that a post is its own: what may stand in the post, in the order in which it is looked for.
///
/// Data only; ``Verifier`` does it with a route's secrets.
package struct Signing: Sendable, Hashable {
  /// One way to prove it.
  package enum Proof: Sendable, Hashable {
    /// A signature over the post.
    case signature(SignatureScheme)
    /// The secret itself, somewhere in the post.
    case key(KeyPlace)
  }

  /// The first that the post has decides, and no later one: a stale signature is not made good by an older kind beside it.
  ///
  /// Signatures come before keys.
  package let proofs: [Proof]
  /// Whether a route cannot do without a secret; where it can and has none, every post is taken.
  package let needsSecret: Bool

  package init(_ proofs: [Proof], needsSecret: Bool = true) {
    self.proofs = proofs
    self.needsSecret = needsSecret
  }

  /// Whether one of its signatures is over the address that is posted to.
  package var signsAddress: Bool {
    schemes.contains { $0.template.holds(.url) || $0.template.holds(.decodedURL) }
  }

  /// Of senders that prove nothing: the secret, if the route has one, is in the address that was pasted there.
  package static let none = Signing([.key(.query("key")), .key(.lastPathSegment)], needsSecret: false)

  /// By one scheme alone.
  package static func signature(_ scheme: SignatureScheme) -> Signing { Signing([.signature(scheme)]) }

  /// Unsigned, by a sender that lets its users add headers: the secret may be a bearer token too.
  package static let ownHeader = Signing(
    [.key(.bearer), .key(.query("key")), .key(.lastPathSegment)], needsSecret: false)
}
