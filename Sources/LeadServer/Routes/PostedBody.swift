import LeadJSON
import LeadModel
import LeadReaders

/// What a body holds, read only so far as is needed to refuse what is none.
struct PostedBody {
  let format: BodyFormat?
  /// Of a form.
  let fields: [FormField]

  /// - Throws: 400 for a body that is empty or not whole, 415 for one that is neither a form nor JSON.
  init(_ post: Post, takesAny: Bool, limits: ServerLimits) throws(Refusal) {
    guard !post.body.isEmpty || takesAny else { throw .emptyBody }
    let contentType = post.header("content-type")
    format = BodyFormat.of(contentType: contentType, body: post.body).format
    switch format {
    case .json:
      fields = []
      let limits = JSONLimits(maxDepth: limits.jsonDepth, maxWarnings: 0)
      do throws(JSONError) { _ = try JSONDocument(parsing: post.body, limits: limits) } catch { throw .damagedJSON }
    case .form:
      fields = try Self.fields(
        URLEncoded.record(of: post.body, contentType: contentType, limits: Self.formLimits(limits)))
    case .multipart:
      fields = try Self.fields(
        MultipartReader.record(of: post.body[...], contentType: contentType, limits: Self.formLimits(limits)))
    case nil:
      guard takesAny else { throw .unknownType }
      fields = []
    }
  }

  private static func fields(_ record: Record) throws(Refusal) -> [FormField] {
    guard case .form(let fields) = record.content else { throw .damagedForm }
    return fields
  }

  private static func formLimits(_ limits: ServerLimits) -> FormLimits {
    var form = FormLimits()
    form.maxFields = limits.formFields
    form.maxParts = limits.formFields
    return form
  }
}
