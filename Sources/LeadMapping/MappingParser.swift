import LeadJSON
import LeadModel

/// Checks a mapping file and compiles it, in one pass that goes on behind every mistake.
///
/// Each part of the language has an extension of its own. A part that is wrong is reported and left out; the result is
/// of use only where ``sortedDiagnostics`` has no error.
struct MappingParser: Sendable {
  let mappingText: MappingText
  var reader = TemplateReader()

  var name: String?
  var revision: Int?
  var description: String?
  var format: InputFormat?
  var recordsPath: Path?
  var headers: [[String]] = []
  var shape = RecordShape()
  var columns: [SourceColumns] = []
  var plan = LeadPlan()
  var tests: [MappingTest] = []

  var root: JSONValue { mappingText.root }
  var table: FieldTable { reader.table }
  var usages: [FieldUsage] { reader.usages }
  var literals: [LiteralUsage] { reader.literals }

  init(_ text: MappingText) {
    mappingText = text
    reader.diagnostics = text.diagnostics
  }

  /// What was found, in the order of the places, the mapping's own file first; each once.
  var sortedDiagnostics: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return reader.diagnostics.filter { seen.insert($0).inserted }.inOrder(of: mappingText.file)
  }

  mutating func parse() {
    guard isObject(root, at: .mapping, named: "a mapping") else { return }
    checkVersion()
    if let schema = root["$schema"] { _ = text(schema, named: "$schema") }
    if let revision = root["revision"] { parseRevision(revision) }
    name = root["name"].flatMap { text($0, named: "name") }
    if let name, Blank.trimmed(name).isEmpty { report(.value, "'name' is empty", at: root["name"]) }
    description = root["description"].flatMap { text($0, named: "description") }
    if let source = root["source"] { parseSource(source) }
    if let lead = root["lead"] { parseLead(lead) }
    parseRules()
    if let tests = root["tests"] { parseTests(tests) }
    warnOfLiteralColumns()
  }

  private mutating func checkVersion() {
    guard let version = root["version"] else {
      report(.version, "the mapping has no version; 1 is assumed", at: root, severity: .warning)
      return
    }
    guard version.wholeNumber == 1 else {
      report(.version, "this version of the language is not known; 1 is", at: version)
      return
    }
  }

  private mutating func parseRevision(_ value: JSONValue) {
    if let number = value.wholeNumber, number > 0 {
      revision = number
    } else {
      report(.type, "'revision' is a whole number from 1", at: value)
    }
  }

  /// A literal that is spelled like one of the columns that the source is recognised by.
  private mutating func warnOfLiteralColumns() {
    let known = Dictionary(headers.flatMap { $0 }.map { (FoldedName($0), $0) }, uniquingKeysWith: { first, _ in first })
    for literal in literals {
      guard let column = known[FoldedName(literal.text)] else { continue }
      reader.diagnostics.append(.literalColumn(column, at: literal.position))
    }
  }
}

/// What every part of the parser needs.
extension MappingParser {
  func position(of value: JSONValue?) -> Position {
    mappingText.position(of: (value ?? root).location)
  }

  mutating func report(
    _ code: MappingCode, _ message: String, at value: JSONValue?, severity: Diagnostic.Severity = .error,
    hint: String? = nil
  ) {
    // What is missing may be in the file that could not be had.
    if code == .missingKey || code == .version && severity == .warning, !mappingText.isWhole { return }
    reader.report(code, message, at: position(of: value), severity: severity, hint: hint)
  }

  /// Reports a value of the wrong type.
  mutating func reportType(_ value: JSONValue, named name: String, expected: String) {
    report(.type, "\(name.quotedName) is \(value.kind.words); \(expected) is expected", at: value)
  }

  /// Whether `value` is an object, with the keys of `place` and no others.
  ///
  /// Unknown keys and missing ones are reported, and do not make it false: the rest of it is still of use.
  mutating func isObject(_ value: JSONValue, at place: MappingPlace, named name: String) -> Bool {
    guard value.kind == .object else {
      reportType(value, named: name, expected: "an object")
      return false
    }
    let keys = MappingKey.keys(at: place)
    for member in value.members
    where member.key != MappingKey.comment && !keys.contains(where: { $0.name == member.key }) {
      reportUnknownKey(member, named: name, known: keys.map(\.name))
    }
    for key in keys where key.isRequired && value[key.name] == nil {
      report(.missingKey, "\(name.quotedName) has no '\(key.name)' (\(key.takes))", at: value)
    }
    return true
  }

  mutating func reportUnknownKey(_ member: JSONMember, named name: String, known: [String], hint: String? = nil) {
    reader.report(
      .unknownKey, "\(name.quotedName) has no key '\(member.key)'", at: mappingText.position(of: member.keyLocation),
      hint: hint ?? NearestName.hint(for: member.key, among: known))
  }

  /// A string's text; reports all else.
  mutating func text(_ value: JSONValue, named name: String, expected: String = "a text") -> String? {
    if let text = value.string { return text }
    reportType(value, named: name, expected: expected)
    return nil
  }

  mutating func boolean(_ value: JSONValue, named name: String) -> Bool? {
    if let boolean = value.boolean { return boolean }
    reportType(value, named: name, expected: "true or false")
    return nil
  }

  /// A list's entries; a value that is no list is the only entry of one.
  func entries(_ value: JSONValue) -> [JSONValue] { value.kind == .array ? Array(value.elements) : [value] }

  /// A list's entries; reports what is no list, and an empty one.
  mutating func list(_ value: JSONValue, named name: String, of expected: String) -> [JSONValue]? {
    guard value.kind == .array else {
      reportType(value, named: name, expected: "a list of \(expected)")
      return nil
    }
    guard value.count > 0 else {
      report(.value, "\(name.quotedName) is an empty list; at least one of \(expected) is expected", at: value)
      return nil
    }
    return Array(value.elements)
  }

  /// A template, given as a string.
  mutating func template(
    _ value: JSONValue, named name: String, mayBeColumn: Bool = false, expected: String = "a template"
  ) -> Template? {
    guard let text = text(value, named: name, expected: expected) else { return nil }
    return reader.template(text, at: .json(value, mappingText), mayBeColumn: mayBeColumn)
  }

  /// A template, or a number or boolean that stands for its own text.
  mutating func comparand(_ value: JSONValue, named name: String) -> Template? {
    if value.kind == .number || value.kind == .boolean { return value.scalarText.map(Template.init(constant:)) }
    return template(value, named: name, expected: "a text, a number, true or false")
  }

  /// A path, given as a string.
  mutating func field(_ value: JSONValue, named name: String) -> FieldTable.ID? {
    guard let text = text(value, named: name, expected: "a path such as a column's name") else { return nil }
    return reader.path(text, at: .json(value, mappingText))
  }

  /// A path that is read elsewhere than in the plan's fields: it has no number.
  mutating func path(_ value: JSONValue, named name: String) -> Path? {
    guard let text = text(value, named: name, expected: "a path such as 'a.b[*]'") else { return nil }
    do throws(PathError) {
      return try Path(parsing: text)
    } catch {
      reader.report(.path, error.message, at: TextPlace.json(value, mappingText).position(at: error.offset))
      return nil
    }
  }
}

extension JSONValue {
  /// A number that is whole, however it is written: `80.0` is what some editors make of `80`, and a schema takes it.
  var wholeNumber: Int? {
    if let integer { return integer }
    guard kind == .number, let number = scalarText.flatMap(Double.init) else { return nil }
    return Int(exactly: number)
  }
}

extension JSONValue.Kind {
  /// As the middle of a sentence.
  var words: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension String {
  /// A key in quotes; words such as `a note` as they are.
  var quotedName: String { contains(" ") ? self : "'\(self)'" }
}

extension [Diagnostic] {
  /// In the order of the places, those in a mapping's own file first.
  func inOrder(of file: String) -> [Diagnostic] {
    sorted { one, other in
      let (first, second) = (one.position?.file ?? file, other.position?.file ?? file)
      if first != second { return first == file || second != file && first < second }
      return (one.position?.line ?? 0, one.position?.column ?? 0)
        < (other.position?.line ?? 0, other.position?.column ?? 0)
    }
  }
}

extension Diagnostic {
  /// A literal that is spelled like a column.
  static func literalColumn(_ column: String, at position: Position) -> Diagnostic {
    Diagnostic(
      .warning, MappingCode.literalColumn.rawValue, "this is the text '\(column)', which is also a column's name",
      at: position, hint: "the column is written \"\(TemplateReader.written(column))\"")
  }
}

extension TemplateReader {
  /// A column's name as a placeholder.
  static func written(_ column: String) -> String {
    let needsQuotes = column.contains { "{}.[\"".contains($0) } || column.hasPrefix("@")
    return needsQuotes ? "{\\\"\(column)\\\"}" : "{\(column)}"
  }
}
