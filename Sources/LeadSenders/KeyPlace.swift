import Foundation
import LeadJSON
import LeadModel
import LeadReaders

/// Where a post holds a key that its sender and the route share.
package enum KeyPlace: Sendable, Hashable {
  /// A parameter of the address: `?key=…`.
  case query(String)
  /// The last part of the address: `/hooks/contact/…`.
  case lastPathSegment
  /// A header, its name in lower case.
  case header(String)
  /// `Authorization: Bearer …` (RFC 6750).
  case bearer
  /// `Authorization: Basic …` (RFC 7617): the secret is `user:password`.
  case basic
  /// A member of the JSON, or a field of the form.
  case body(BodyPath)

  /// The keys that a post has there; none where it has nothing there.
  func keys(in post: Post) -> [[UInt8]] {
    switch self {
    case .query(let name): post.query.filter { $0.name == name }.map { Array($0.value.utf8) }
    case .lastPathSegment:
      post.path.split(separator: "/").last.map { [PercentText.decoded($0.utf8)] } ?? []
    case .header(let name): post.headers.filter { $0.name == name }.map { Array($0.value.utf8) }
    case .bearer: Self.credentials("bearer", in: post).map { Array($0.utf8) }
    case .basic:
      // What is no base64 is a key all the same: one that fits nowhere.
      Self.credentials("basic", in: post).map { SignatureEncoding.base64.decode(Array($0.utf8)) ?? [] }
    case .body(let path): PostBody(post).values(at: path).map { Array($0.utf8) }
    }
  }

  /// What stands behind the scheme's name, whatever its case.
  private static func credentials(_ scheme: String, in post: Post) -> [Substring] {
    post.headers.filter { $0.name == "authorization" }.compactMap { field in
      let parts = field.value.split(separator: " ", maxSplits: 1)
      return parts.count == 2 && parts[0].lowercased() == scheme ? parts[1].drop { $0 == " " } : nil
    }
  }

  /// Puts a key where it would be looked for, in place of one that is there.
  ///
  /// A multipart body stays as it is.
  func put(_ key: String, into post: inout Post) {
    let escaped = PercentText.encoded(key)
    switch self {
    case .query(let name):
      let pairs = post.target.split(separator: "?", maxSplits: 1).dropFirst().first.map { $0.split(separator: "&") }
      let others = (pairs ?? []).filter { $0 != name && !$0.hasPrefix("\(name)=") }
      post.target = "\(post.path)?" + (others + ["\(PercentText.encoded(name))=\(escaped)"]).joined(separator: "&")
      post.query = post.query.filter { $0.name != name } + [FormField(name: name, value: key)]
    case .lastPathSegment:
      let query = post.target.dropFirst(post.path.count)
      post.target = "\(post.path)\(post.path.hasSuffix("/") ? "" : "/")\(escaped)\(query)"
    case .header(let name): post.setHeader(name, key)
    case .bearer: post.setHeader("authorization", "Bearer \(key)")
    case .basic: post.setHeader("authorization", "Basic \(Data(key.utf8).base64EncodedString())")
    case .body(let path): Self.put(key, at: path, into: &post)
    }
  }

  /// Takes the key away, so that the post can be kept and its address logged.
  ///
  /// What is in the body stays: that is kept as it came, and the ready mappings pass it over.
  ///
  /// - Parameters:
  ///   - post: Loses it.
  ///   - isSecret: Whether some bytes are a secret; a path's last part is taken away if it is one.
  func remove(from post: inout Post, where isSecret: ([UInt8]) -> Bool) {
    let query = post.target.dropFirst(post.path.count)
    switch self {
    case .query(let name):
      let others = query.dropFirst().split(separator: "&").filter { pair in
        PercentText.decoded(pair.prefix { $0 != "=" }.utf8) != Array(name.utf8)
      }
      post.target = post.path + (others.isEmpty ? "" : "?" + others.joined(separator: "&"))
      post.query.removeAll { $0.name == name }
    case .lastPathSegment:
      guard keys(in: post).contains(where: isSecret) else { return }
      let parts = post.path.split(separator: "/").dropLast()
      post.target = "/" + parts.joined(separator: "/") + query
    case .header(let name): post.headers.removeAll { $0.name == name }
    case .bearer, .basic: post.headers.removeAll { $0.name == "authorization" }
    case .body: break
    }
  }

  private static func put(_ key: String, at path: BodyPath, into post: inout Post) {
    guard let name = path.onlyKey else { return }
    switch PostBody(post) {
    case .json(let root):
      guard root.kind == .object else { return }
      var writer = JSONWriter()
      writer.string(key)
      let text = Array(writer.text.utf8)
      if let old = root[name] {
        post.body.replaceSubrange(old.offset..<old.offset + old.bytes.count, with: text)
      } else {
        var writer = JSONWriter()
        writer.string(name)
        let comma = root.count == 0 ? "" : ","
        post.body.insert(
          contentsOf: Array("\(writer.text):".utf8) + text + Array(comma.utf8), at: root.offset + 1)
      }
    case .form:
      guard BodyFormat.of(contentType: post.header("content-type"), body: post.body).format == .form else { return }
      let name = PercentText.encoded(name)
      let others = post.body.split(separator: UInt8(ascii: "&")).filter { !$0.starts(with: Array("\(name)=".utf8)) }
      post.body = Array((others + [Array("\(name)=\(PercentText.encoded(key))".utf8)[...]]).joined(separator: [0x26]))
    case .other: break
    }
  }
}

extension Post {
  /// Puts a header in place of all that are so called.
  ///
  /// - Parameters:
  ///   - name: In lower case.
  ///   - value: What it holds.
  mutating func setHeader(_ name: String, _ value: String) {
    headers.removeAll { $0.name == name }
    headers.append(HeaderField(name: name, value: value))
  }
}
