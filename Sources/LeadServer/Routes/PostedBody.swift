import LeadJSON
import LeadModel
import LeadReaders

/// What a body holds, read only so far as is needed to refuse what is none.
struct PostedBody {
  let format: BodyFormat?
  /// Of a form; of a JSON object, where they are asked for, those that are no objects or lists.
  let fields: [FormField]

  /// - Parameters:
  ///   - post: Whose body it is.
  ///   - wantsFields: Whether ``fields`` are needed of JSON too.
  ///   - limits: The server's.
  /// - Throws: 400 for a body that is empty, not whole or beyond the limits, 415 for one that is neither a form nor JSON.
  init(_ post: Post, wantsFields: Bool, limits: ServerLimits) throws(Refusal) {
    guard !post.body.isEmpty else { throw .emptyBody }
    let contentType = post.header("content-type")
    format = BodyFormat.of(contentType: contentType, body: post.body).format
    switch format {
    case .json:
      let limits = JSONLimits(maxDepth: limits.jsonDepth, maxWarnings: 0)
      let document: JSONDocument
      do throws(JSONError) {
        document = try JSONDocument(parsing: post.body, limits: limits)
      } catch {
        throw error.code == .depth ? .deepJSON(most: limits.maxDepth) : .damagedJSON
      }
      fields = wantsFields ? Self.fields(document.root) : []
    case .form:
      fields = try Self.fields(
        URLEncoded.record(of: post.body, contentType: contentType, limits: Self.formLimits(limits)), limits)
    case .multipart:
      fields = try Self.fields(
        MultipartReader.record(of: post.body[...], contentType: contentType, limits: Self.formLimits(limits)), limits)
    case nil: throw .unknownType
    }
  }

  private static func fields(_ root: JSONValue) -> [FormField] {
    guard root.kind == .object else { return [] }
    return root.members.compactMap { member in
      member.value.scalarText.map { FormField(name: member.key, value: $0) }
    }
  }

  private static func fields(_ record: Record, _ limits: ServerLimits) throws(Refusal) -> [FormField] {
    switch record.content {
    case .form(let fields): return fields
    case .unreadable(let finding) where finding.code.hasSuffix(".many"): throw .manyFields(most: limits.formFields)
    case .unreadable(let finding) where finding.code == "form.record.long": throw .longBody
    case .unreadable(let finding) where finding.code.hasSuffix(".long"): throw .longField
    default: throw .damagedForm
    }
  }

  private static func formLimits(_ limits: ServerLimits) -> FormLimits {
    var form = FormLimits()
    form.maxFields = limits.formFields
    form.maxParts = limits.formFields
    return form
  }
}
