import LeadJSON
import LeadModel
import LeadReaders

/// A post's body as far as a key can be looked up in it.
enum PostBody {
  case json(JSONValue)
  case form([FormField])
  /// Neither, or broken: there is no key in it. What it is then, the readers say.
  case other

  /// Deeper JSON is no sender's.
  static let maxDepth = 64

  /// Parses a body; time and memory are linear in it.
  init(_ post: Post) {
    let type = post.header("content-type")
    switch BodyFormat.of(contentType: type, body: post.body).format {
    case .json:
      let document = try? JSONDocument(parsing: post.body, limits: JSONLimits(maxDepth: Self.maxDepth))
      self = document.map { .json($0.root) } ?? .other
    case .form: self = Self.form(URLEncoded.record(of: post.body, contentType: type))
    case .multipart: self = Self.form(MultipartReader.record(of: post.body[...], contentType: type))
    case nil: self = .other
    }
  }

  private static func form(_ record: Record) -> PostBody {
    if case .form(let fields) = record.content { .form(fields) } else { .other }
  }

  /// The texts at a place, in order; none where there is nothing.
  func values(at path: BodyPath) -> [String] {
    switch self {
    case .json(let root): path.values(in: root)
    case .form(let fields): fields.lazy.filter { $0.name == path.description }.prefix(BodyPath.maxValues).map(\.value)
    case .other: []
    }
  }
}
