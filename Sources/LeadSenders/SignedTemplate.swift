package import LeadModel

/// The text that is signed, as pieces: `{id}.{timestamp}.{body}`.
///
/// Compiled once for a route; the pieces are hashed one after the other, so that no post is copied to be signed.
package struct SignedTemplate: Sendable, Hashable {
  /// One piece.
  package enum Piece: Sendable, Hashable {
    case literal([UInt8])
    /// `{method}`, in upper case.
    case method
    /// `{url}`: the address as the sender wrote it, with its query.
    case url
    /// `{decodedUrl}`: the same with the escapes undone that HubSpot's third version undoes.
    case decodedURL
    /// `{timestamp}`: the text as it came.
    case timestamp
    /// `{id}`: the message's id.
    case id
    /// `{secret}`, for plain hashes.
    case secret
    /// `{body}`: the raw bytes.
    case body
  }

  /// In their order.
  package let pieces: [Piece]

  package init(_ pieces: [Piece]) { self.pieces = pieces }

  /// The body alone.
  package static let body = SignedTemplate([.body])
  /// `{timestamp}.{body}`.
  package static let timestampAndBody = SignedTemplate([.timestamp, .literal([UInt8(ascii: ".")]), .body])

  /// Reads a template: `{{` and `}}` are braces, a lone `}` is itself.
  ///
  /// - Throws: `sender.template` for a placeholder that there is none of or that is not closed, and where nothing says
  ///   `{body}`: the leads would not be signed.
  package init(parsing text: String) throws(Diagnostic) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var rest = Substring(text)
    while let next = rest.popFirst() {
      if (next == "{" || next == "}") && rest.first == next {
        rest.removeFirst()
        literal.append(contentsOf: next.utf8)
      } else if next == "{" {
        let name = rest.prefix { $0 != "}" }
        guard name.endIndex < rest.endIndex, let piece = Self.placeholders.first(where: { $0.name == name })?.piece
        else {
          throw Diagnostic(
            "sender.template", "the signed template has a placeholder that is none",
            hint: "there are \(Self.placeholders.map { "{\($0.name)}" }.joined(separator: ", "))")
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = []
        pieces.append(piece)
        rest = rest[name.endIndex...].dropFirst()
      } else {
        literal.append(contentsOf: String(next).utf8)
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(.body) else {
      throw Diagnostic("sender.template", "the signed template has no {body}", hint: "anyone could put in another body")
    }
    self.pieces = pieces
  }

  /// Whether a piece is in it.
  func holds(_ piece: Piece) -> Bool { pieces.contains(piece) }

  private static let placeholders: [(name: String, piece: Piece)] = [
    ("method", .method), ("url", .url), ("decodedUrl", .decodedURL), ("timestamp", .timestamp), ("id", .id),
    ("secret", .secret), ("body", .body),
  ]
}

extension SignedTemplate: CustomStringConvertible {
  /// As it is written, braces doubled.
  package var description: String {
    pieces.map { piece in
      if case .literal(let bytes) = piece {
        return String(decoding: bytes, as: UTF8.self).replacing("{", with: "{{").replacing("}", with: "}}")
      }
      return Self.placeholders.first { $0.piece == piece }.map { "{\($0.name)}" } ?? ""
    }.joined()
  }
}
