/// Whether a post is its sender's own.
package enum Verification: Sendable, Hashable {
  case genuine
  case refused(VerificationFailure)
}

/// Why a post is refused: for the log and the metrics, never for whoever posted it.
package enum VerificationFailure: String, Sendable, Hashable, CaseIterable, Error {
  /// The post has no signature.
  case signatureMissing = "signature.missing"
  /// A header that is signed too is not there: the time or the message's id.
  case signatureIncomplete = "signature.incomplete"
  /// A header that may be there once is there twice: it cannot be said which was signed.
  case signatureDuplicate = "signature.duplicate"
  /// The signature or its time is not written as this sender writes it.
  case signatureMalformed = "signature.malformed"
  /// It is the signature of another post, or by another secret.
  case signatureMismatch = "signature.mismatch"
  /// It was made longer ago than the sender's tolerance.
  case signatureStale = "signature.stale"
  /// It was made in the future: one of the two clocks is wrong.
  case signatureFuture = "signature.future"
  /// The post has no key.
  case keyMissing = "key.missing"
  /// The post has another key.
  case keyMismatch = "key.mismatch"
  /// The post has several keys.
  case keyDuplicate = "key.duplicate"

  /// A stable name, safe as a metric's label.
  package var code: String { rawValue }

  /// What an operator should look at.
  package var meaning: String {
    switch self {
    case .signatureMissing: "the post has no signature; is signing switched on at the sender?"
    case .signatureIncomplete: "a header that is signed too is missing; does a proxy take it away?"
    case .signatureDuplicate: "a header of the signature came twice"
    case .signatureMalformed: "the signature is not written as this sender writes it; is `accept` right?"
    case .signatureMismatch: "the signature does not fit; is the secret right, and does a proxy change the body?"
    case .signatureStale: "the signature is too old; is this machine's clock right?"
    case .signatureFuture: "the signature is from the future; is this machine's clock right?"
    case .keyMissing: "the post has no key; it belongs into the address or the field that the sender has for it"
    case .keyMismatch: "the post has another key than the route"
    case .keyDuplicate: "the post has several keys"
    }
  }
}
