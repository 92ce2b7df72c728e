import LeadJSON
import LeadModel
import LeadReaders

/// A post as it goes into a golden case: what its input file is called, and what is written into it.
struct CapturedPost: Sendable, Hashable {
  /// The input that a case has for it.
  enum Form: String, Sendable, Hashable, CaseIterable {
    /// A value a line: a list that was posted is a line for each of its elements, as each is a record.
    case json
    /// An urlencoded body a line; multipart bodies are written so too, with a file's name as its field's value.
    case form
    /// A whole JSON document, for mappings whose records are at a path in it.
    case document

    /// The input's name, by which its format is known.
    var fileName: String {
      switch self {
      case .json: "input.jsonl"
      case .form: "input.urlencoded"
      case .document: "input.json"
      }
    }
  }

  let form: Form
  /// Whole lines.
  let lines: [UInt8]

  /// Reads a post and writes it anew, in UTF-8 and without its header, for which golden cases have no place.
  ///
  /// `nil`: the body is no JSON and no form.
  ///
  /// - Parameters:
  ///   - post: Its body is at most a route's limit long.
  ///   - isDocument: Whether the mapping's records are at a path in a document.
  ///   - hash: What makes lookalikes; `nil`: values stay as they are.
  init?(_ post: Post, isDocument: Bool, hash: KeyedHash?) {
    let contentType = post.header("content-type")
    switch BodyFormat.of(contentType: contentType, body: post.body).format {
    case .json:
      guard let document = try? JSONDocument(parsing: post.body, limits: JSONLimits(maxDepth: Self.maxDepth)) else {
        return nil
      }
      self.init(document.root, isDocument: isDocument, hash: hash)
    case .form: self.init(URLEncoded.record(of: post.body, contentType: contentType), hash: hash)
    case .multipart: self.init(MultipartReader.record(of: post.body[...], contentType: contentType), hash: hash)
    case nil: return nil
    }
  }

  /// Deeper JSON is left out: lookalikes are made by recursion.
  private static let maxDepth = 128

  private init?(_ root: JSONValue, isDocument: Bool, hash: KeyedHash?) {
    var written = Array(root.compactText.utf8)
    if let hash {
      var lookalike = PostLookalike(hash)
      written = lookalike.json(root)
    }
    guard !isDocument, root.kind == .array else {
      form = isDocument ? .document : .json
      lines = written + [0x0A]
      return
    }
    guard root.count > 0, let list = try? JSONDocument(parsing: written) else { return nil }
    form = .json
    lines = list.root.elements.flatMap { Array($0.compactText.utf8) + [0x0A] }
  }

  private init?(_ record: Record, hash: KeyedHash?) {
    guard case .form(var fields) = record.content, !fields.isEmpty else { return nil }
    if let hash {
      var lookalike = PostLookalike(hash)
      fields = lookalike.form(fields)
    }
    form = .form
    lines = Self.urlEncoded(fields) + [0x0A]
  }

  /// Fields as the WHATWG URL Standard (section 5.2) writes them.
  static func urlEncoded(_ fields: [FormField]) -> [UInt8] {
    var out: [UInt8] = []
    for field in fields {
      if !out.isEmpty { out.append(UInt8(ascii: "&")) }
      escape(field.name, into: &out)
      out.append(UInt8(ascii: "="))
      escape(field.value, into: &out)
    }
    return out
  }

  private static func escape(_ text: String, into out: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " "): out.append(UInt8(ascii: "+"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        out.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
  }
}
