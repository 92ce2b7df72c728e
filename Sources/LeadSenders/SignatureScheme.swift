/// A signature in a header: over what, by which algorithm, how it is written, and for how long it is good.
///
/// Raw bytes are signed, before anything is parsed: a body that was parsed and written again has another signature.
package struct SignatureScheme: Sendable, Hashable {
  /// What is computed.
  package enum Algorithm: String, Sendable, Hashable, CaseIterable {
    /// HMAC (RFC 2104) with SHA-1: still sound as a MAC, for senders that have no other.
    case hmacSHA1 = "hmac-sha1"
    case hmacSHA256 = "hmac-sha256"
    case hmacSHA512 = "hmac-sha512"
    /// The plain SHA-256 of a text that holds the secret; no HMAC. Old senders alone.
    case sha256
    /// A public-key signature (RFC 8032).
    case ed25519

    /// The length of what is computed, in bytes.
    var byteCount: Int {
      switch self {
      case .hmacSHA1: 20
      case .hmacSHA256, .sha256: 32
      case .hmacSHA512, .ed25519: 64
      }
    }
  }

  /// How the header's value holds signatures.
  package enum Layout: Sendable, Hashable {
    /// The signature behind a prefix: `sha256=…`; with a separator several of them: `v1,… v1,…`.
    ///
    /// Entries with another prefix are passed over. The separator is in ASCII.
    case list(prefix: String = "", separator: Character? = nil)
    /// Pairs between commas, `t=1614265330,v1=…,v1=…`: the signatures under one key, the time under another.
    case pairs(signature: String, timestamp: String?)
  }

  /// What says when a post was signed; it is signed too, so that an old post cannot be sent again.
  package struct Freshness: Sendable, Hashable {
    /// The unit of a timestamp, counted since 1970.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
      case seconds, milliseconds
    }

    /// The header it is in, in lower case; `nil`: it is in the signature's own, see ``Layout/pairs(signature:timestamp:)``.
    package let header: String?
    package let unit: Unit
    /// How far it may be from now, in the past and in the future: clocks differ both ways.
    package let tolerance: Duration

    package init(header: String? = nil, unit: Unit = .seconds, tolerance: Duration = .seconds(300)) {
      self.header = header
      self.unit = unit
      self.tolerance = tolerance
    }
  }

  /// A header that must have a value for the scheme to be meant.
  package struct Condition: Sendable, Hashable {
    package let header: String
    package let value: String

    package init(header: String, is value: String) {
      self.header = header
      self.value = value
    }
  }

  /// The signature's header, in lower case.
  package let header: String
  package let algorithm: Algorithm
  package let layout: Layout
  package let encoding: SignatureEncoding
  package let template: SignedTemplate
  package let keyEncoding: KeyEncoding
  /// `nil`: nothing says when; repeats are known by their delivery key alone.
  package let freshness: Freshness?
  /// The header that `{id}` stands for, in lower case.
  package let idHeader: String?
  /// `nil`: the signature's header is enough.
  package let condition: Condition?

  package init(
    header: String, algorithm: Algorithm = .hmacSHA256, layout: Layout = .list(), encoding: SignatureEncoding = .hex,
    template: SignedTemplate = .body, keyEncoding: KeyEncoding = .utf8, freshness: Freshness? = nil,
    idHeader: String? = nil, condition: Condition? = nil
  ) {
    self.header = header
    self.algorithm = algorithm
    self.layout = layout
    self.encoding = encoding
    self.template = template
    self.keyEncoding = keyEncoding
    self.freshness = freshness
    self.idHeader = idHeader
    self.condition = condition
  }
}
