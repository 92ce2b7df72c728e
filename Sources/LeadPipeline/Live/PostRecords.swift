package import LeadJournal
package import LeadModel
import LeadReaders

/// The records that a post holds: one of a form, any number of a JSON document.
///
/// The same bytes give the same records with the same numbers, so that a daemon that dies goes on behind those that it has
/// settled. Memory is bounded by the post's own size.
package enum PostRecords {
  /// The most records that a post may hold: more are no submission, and each would be held in memory.
  package static let maxRecords = 10_000
  /// What a post with more is called.
  package static let many = "body.records"
  /// What a body that is neither a form nor JSON is called.
  package static let unknown = "body.unknown"

  /// Reads a post.
  ///
  /// - Parameters:
  ///   - post: Its body's content type counts where the body itself does not say what it is.
  ///   - path: Where the records of a JSON document are; `nil`: it is one, or a list of them.
  /// - Returns: None of an empty list. What cannot be read is one unreadable record with all of the body.
  package static func records(of post: Post, at path: Path?) -> [Record] {
    let contentType = post.header("content-type")
    let (format, finding) = BodyFormat.of(contentType: contentType, body: post.body)
    var records: [Record]
    switch format {
    case .form: records = [URLEncoded.record(of: post.body, contentType: contentType, limits: formLimits)]
    case .multipart:
      records = [MultipartReader.record(of: post.body[...], contentType: contentType, limits: formLimits)]
    case .json: records = json(post, at: path)
    case nil: records = [unreadable(post, Finding(unknown, "the body is neither a form nor JSON"))]
    }
    if records.count > maxRecords {
      records = [unreadable(post, Finding(many, "the post holds more than \(maxRecords) records"))]
    }
    if let finding, !records.isEmpty { records[0].warnings.append(finding) }
    return records
  }

  /// What is wrong with a row of the spool that is no post.
  package static let damage = Finding(
    "spool.row", "the row of the spool is damaged: what it holds cannot be read as a post")

  /// A row that cannot be read, as one record with all its bytes: those beside it go on.
  package static func record(of damaged: DamagedPost) -> Record {
    Record(ordinal: 1, line: 1, content: .unreadable(damage), rawBytes: damaged.bytes[...])
  }

  /// Wider than any that a door is set to: what was accepted is read.
  private static let formLimits: FormLimits = {
    var limits = FormLimits()
    limits.maxFields = 100_000
    limits.maxParts = 100_000
    return limits
  }()

  private static func json(_ post: Post, at path: Path?) -> [Record] {
    var options = ReaderOptions(format: .json, recordsPath: path, sourceName: String(post.path))
    options.maxDocumentBytes = post.body.count
    var reader = RecordReader(options)
    var records: [Record] = []
    do throws(Diagnostic) {
      try reader.read(post.body[...], into: &records)
      try reader.finish(into: &records)
      return records
    } catch {
      // Half of a document is none: its sender, who sees that it died, sends all of it again.
      return [unreadable(post, Finding(error.code, error.message))]
    }
  }

  private static func unreadable(_ post: Post, _ finding: Finding) -> Record {
    Record(ordinal: 1, line: 1, content: .unreadable(finding), rawBytes: post.body[...])
  }
}
