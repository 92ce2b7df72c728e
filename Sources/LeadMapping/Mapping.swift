import LeadJSON
package import LeadModel

/// A mapping file, checked whole and compiled: how records of one source become leads.
package struct Mapping: Sendable {
  package let name: String
  /// Which one of its versions it is, from 1; `nil`: it does not say.
  package let revision: Int?
  package let description: String?
  /// `sha256:` and the digest of the file's bytes, and of those that it extends: what a checkpoint belongs to.
  package let digest: String
  /// The file as it was named to the parser.
  package let file: String
  /// What the source is said to be; `nil`: found out.
  package let format: InputFormat?
  /// Where the records are in a document.
  package let recordsPath: Path?
  /// The columns by which the source is recognised; each a list of names for one.
  package let headers: [[String]]
  /// What is odd about the file, and taken all the same.
  package let warnings: [Diagnostic]
  /// `name@N`, or the name alone.
  package var fullName: MappingName { MappingName(name: name, revision: revision) }
  /// Fields that go only with the first delivery of a UUID.
  package var once: [LeadField] { plan.once }
  /// How many tests stand in the file.
  package var testCount: Int { tests.count }

  /// By what else a payload is recognised.
  let shape: RecordShape
  let table: FieldTable
  let plan: LeadPlan
  let columns: [SourceColumns]
  let tests: [MappingTest]
  /// Every path with its place, for columns that an input does not have.
  let usages: [FieldUsage]
  /// Every literal that stands where a column may have been meant.
  let literals: [LiteralUsage]
  /// What read the file: asked once more by ``review()``.
  let parser: MappingParser

  /// Checks and compiles a mapping file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: What it is called in diagnostics.
  ///   - readFile: Reads a file that it extends, by its path; `nil` where there is none.
  /// - Throws: Everything that is wrong with it, in the order of the places, with warnings among it.
  package init(
    parsing bytes: [UInt8], file: String, readFile: @escaping (String) -> [UInt8]? = { _ in nil }
  ) throws(Diagnostics) {
    var chain = MappingChain(readFile: readFile)
    var parser = MappingParser(try chain.text(bytes, file: file))
    parser.parse()
    let diagnostics = parser.sortedDiagnostics
    if diagnostics.contains(where: { $0.severity == .error }) { throw Diagnostics(diagnostics) }
    name = parser.name ?? Mapping.stem(of: file)
    revision = parser.revision
    description = parser.description
    digest = Mapping.digest(of: chain.parts)
    self.file = file
    format = parser.format
    recordsPath = parser.recordsPath
    headers = parser.headers
    shape = parser.shape
    warnings = diagnostics
    table = parser.table
    plan = parser.plan
    columns = parser.columns
    tests = parser.tests
    usages = parser.usages
    literals = parser.literals
    self.parser = parser
  }

  /// A file's name without its folders and its ending.
  private static func stem(of file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    return last.hasSuffix(".json") ? String(last.dropLast(5)) : last
  }

  /// The lists of answers in a record as columns: what the mapping, `"*"` and previews see of it.
  ///
  /// Empty for a mapping without `source.columns`.
  package func answerColumns(of record: Record) -> AnswerColumns {
    var found = AnswerColumns()
    let root: JSONValue? =
      switch record.content {
      case .json(let value): value
      case .form(let fields): columns.isEmpty ? nil : FormTree.value(of: fields)
      case .row, .unreadable: nil
      }
    guard let root else { return found }
    for entry in columns { entry.append(from: root, to: &found) }
    return found
  }
}

/// Paths that stand for one another at one place of a mapping: the alternatives of `from`.
struct FieldUsage: Sendable {
  let fields: [FieldTable.ID]
  let position: Position
}

/// A literal at a place where a column may have been meant.
struct LiteralUsage: Sendable {
  let text: String
  let position: Position
}
