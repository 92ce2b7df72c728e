import LeadJSON
import LeadModel

/// The JSON text that a mapping is compiled from: its file's, or that of several files that extend one another.
///
/// A file that extends another becomes one text with it (``MappingMerge``), in which every key and every value begins a
/// line of its own, so that a place in it is a place in one of the files: what is wrong is told of where it was written.
struct MappingText {
  /// Where a line of the text stands in a file.
  struct LineOrigin {
    let file: String
    let line: Int
    /// What a column of the file has more than that of the text.
    let shift: Int
  }

  let root: JSONValue
  /// The mapping's own file.
  let file: String
  /// All the files that it is made of: each extends those behind it.
  let files: [String]
  /// Whether nothing of it is lacking: a key that is not there may be in a file that could not be had.
  let isWhole: Bool
  /// What was odd about the files' JSON, and about what they take away; why one of them could not be had.
  private(set) var diagnostics: [Diagnostic]
  /// By the text's lines, from 1; empty where the text is the file's own.
  private let origins: [LineOrigin]

  /// The text of one file.
  ///
  /// - Throws: The text is no JSON: there is nothing more to find.
  init(_ bytes: [UInt8], file: String) throws(Diagnostics) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw Diagnostics([Diagnostic(error.code.rawValue, error.message, at: error.location.position(in: file))])
    }
    root = document.root
    self.file = file
    files = [file]
    isWhole = true
    origins = []
    diagnostics = document.warnings.map { warning in
      let code = warning.kind == .duplicateKey ? MappingCode.duplicateKey.rawValue : warning.kind.rawValue
      return Diagnostic(.warning, code, warning.message, at: warning.location.position(in: file))
    }
  }

  /// `own` with what it extends; both are objects.
  ///
  /// - Throws: Together they are more than a JSON text may be.
  init(_ own: MappingText, over base: MappingText) throws(Diagnostics) {
    let merge = MappingMerge(own, over: base)
    try self.init(
      merge, file: own.file, files: own.files + base.files, isWhole: base.isWhole,
      own.diagnostics + base.diagnostics + merge.diagnostics)
  }

  /// `own`, an object, without what it extends, which cannot be had for these reasons.
  ///
  /// - Throws: As ``init(_:over:)``.
  init(_ own: MappingText, lacking problems: Diagnostics) throws(Diagnostics) {
    // What it takes away may be there: it falls out, and is not told of.
    var frame = JSONWriter()
    Self.writeFrame(of: own.root, into: &frame)
    let merge = MappingMerge(own, over: try MappingText(frame.bytes, file: own.file))
    try self.init(merge, file: own.file, files: own.files, isWhole: false, own.diagnostics + problems.all)
  }

  /// Writes the objects of an object, empty: what it would change in another one of that form.
  private static func writeFrame(of object: JSONValue, into json: inout JSONWriter) {
    json.beginObject()
    for member in object.members where member.value.kind == .object {
      json.key(member.key)
      writeFrame(of: member.value, into: &json)
    }
    json.endObject()
  }

  private init(
    _ merge: MappingMerge, file: String, files: [String], isWhole: Bool, _ diagnostics: [Diagnostic]
  ) throws(Diagnostics) {
    do throws(JSONError) {
      root = try JSONDocument(parsing: merge.bytes).root
    } catch {
      throw Diagnostics([Diagnostic(error.code.rawValue, error.message, at: Position(file: file))])
    }
    (self.file, self.files, self.isWhole) = (file, files, isWhole)
    (origins, self.diagnostics) = (merge.origins, diagnostics)
  }

  /// The place in a file of a place in the text.
  func position(of location: JSONLocation) -> Position {
    let origin = origin(of: location.line)
    return Position(file: origin.file, line: origin.line, column: location.column + origin.shift)
  }

  /// A merged text has an origin for each of its lines.
  func origin(of line: Int) -> LineOrigin {
    origins.isEmpty ? LineOrigin(file: file, line: line, shift: 0) : origins[line - 1]
  }
}

extension JSONLocation {
  fileprivate func position(in file: String) -> Position { Position(file: file, line: line, column: column) }
}
