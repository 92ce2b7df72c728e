import LeadModel

/// What is signed of one post: the template's pieces, filled.
struct SignedText {
  let template: SignedTemplate
  let post: Post
  /// As written; empty where the template has none.
  let timestamp: String
  let id: String
  /// The address as the sender wrote it; empty where the template has none.
  let url: String

  /// Gives the pieces in their order; the body is not copied.
  func forEach(secret: [UInt8], _ take: ([UInt8]) -> Void) {
    for piece in template.pieces {
      switch piece {
      case .literal(let bytes): take(bytes)
      case .method: take(Array(post.method.utf8))
      case .url: take(Array(url.utf8))
      case .decodedURL: take(PercentText.decoded(url.utf8, where: Self.isDecoded))
      case .timestamp: take(Array(timestamp.utf8))
      case .id: take(Array(id.utf8))
      case .secret: take(secret)
      case .body: take(post.body)
      }
    }
  }

  /// All of it in one piece: a copy of the body.
  var joined: [UInt8] {
    var whole: [UInt8] = []
    whole.reserveCapacity(post.body.count + 128)
    forEach(secret: []) { whole += $0 }
    return whole
  }

  /// The bytes whose escapes HubSpot undoes before it signs with its third version: `:/?@!$'()*,;`.
  private static func isDecoded(_ byte: UInt8) -> Bool { ":/?@!$'()*,;".utf8.contains(byte) }
}
