import Crypto
import LeadModel

/// Where the key of a delivery is: what a sender repeats when it sends the same thing again.
///
/// It is not the submission's id where a submission can be edited: an edited answer updates its lead.
package enum DeliveryKeyPlace: Sendable, Hashable {
  /// A header, in lower case.
  case header(String)
  /// Values of the body, joined; the first must be there.
  case body([BodyPath])
  /// The same, with a digest of one more value: of all answers, where nothing says that they were edited.
  case bodyAndDigest([BodyPath], of: BodyPath)

  /// The longest key, in bytes.
  static let maxBytes = 200

  /// The key of a post; `nil`: it has none there.
  ///
  /// - Parameters:
  ///   - post: The post.
  ///   - body: Its body, parsed when it is asked for.
  /// - Returns: Printable ASCII of at most ``maxBytes``; of a longer or another key its digest, as `sha256:…`.
  func key(of post: Post, body: () -> PostBody) -> String? {
    switch self {
    case .header(let name): return post.header(name).flatMap(Self.shortened)
    case .body(let paths): return Self.joined(paths, in: body()).flatMap(Self.shortened)
    case .bodyAndDigest(let paths, let path):
      let body = body()
      guard let text = Self.joined(paths, in: body) else { return nil }
      return Self.shortened(text + "|" + Self.digest(body.values(at: path).joined(separator: "|")))
    }
  }

  private static func joined(_ paths: [BodyPath], in body: PostBody) -> String? {
    let parts = paths.map { body.values(at: $0).joined(separator: ",") }
    guard let first = parts.first, !first.isEmpty else { return nil }
    return parts.joined(separator: "|")
  }

  private static func shortened(_ text: String) -> String? {
    if text.isEmpty { return nil }
    let isShown = text.utf8.count <= maxBytes && text.utf8.allSatisfy { 0x20...0x7E ~= $0 }
    return isShown ? text : digest(text)
  }

  private static func digest(_ text: String) -> String {
    "sha256:" + String(decoding: SignatureEncoding.hex.encode(SHA256.hash(data: Array(text.utf8))), as: UTF8.self)
  }
}
