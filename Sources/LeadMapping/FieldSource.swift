import LeadJSON
import LeadModel

/// One record as a plan reads it: fields by their numbers, whatever form the record has.
struct FieldSource {
  /// The record's fields.
  enum Content {
    case row(Row)
    /// A JSON value, with the lists of answers in it as columns.
    case json(JSONValue, AnswerColumns)
    case form([FormField])
  }

  let content: Content
  let table: FieldTable
  /// By number; only for rows.
  let bound: [BoundField]
  let circumstances: Circumstances

  /// What the paths with an `@` read.
  struct Circumstances {
    var sourceName = ""
    var now = ""
    var line = 0
    var request: MappingRun.Request?

    func text(of circumstance: Circumstance) -> String {
      switch circumstance {
      case .sourceName: sourceName
      case .sourceLine: String(line)
      case .now: now
      case .requestAddress: request?.address ?? ""
      case .requestHeader(let name): request?.headers.first { $0.name.lowercased() == name }?.value ?? ""
      case .requestQuery(let name): request?.query.first { $0.name == name }?.value ?? ""
      }
    }
  }

  /// The field's text, trimmed, a list's joined with `, `; `nil`: it is empty.
  func text(_ field: FieldTable.ID) -> String? {
    switch content {
    case .row(let row):
      switch bound[field] {
      case .column(let column): return CellText.trimmed(row.slice(at: column))
      case .absent: return nil
      default: break
      }
    case .json, .form: break
    }
    let texts = list(field)
    if texts.count < 2 { return texts.first }
    return texts.joined(separator: ", ")
  }

  /// The field's texts, each trimmed, without empty ones: one, unless it is a list.
  func list(_ field: FieldTable.ID) -> [String] {
    rawTexts(field).compactMap { raw in
      let text = Blank.trimmed(raw)
      return text.isEmpty ? nil : text
    }
  }

  /// Whether the field has no text but blanks.
  func isEmpty(_ field: FieldTable.ID) -> Bool {
    if case .row(let row) = content, case .column(let column) = bound[field] {
      return CellText.isBlank(row.slice(at: column))
    }
    return text(field) == nil
  }

  /// The field's texts as they are.
  func rawTexts(_ field: FieldTable.ID) -> [String] {
    let entry = table.entries[field]
    if let circumstance = entry.circumstance { return [circumstances.text(of: circumstance)] }
    switch content {
    case .row(let row): return Self.texts(bound[field], path: entry.path, in: row)
    case .json(let root, let answers): return Self.values(entry.path, in: root, answers).flatMap(\.fieldTexts)
    case .form(let fields): return Self.texts(entry.path, in: fields)
    }
  }

  /// Whether the record has the field at all, empty or not.
  func has(_ field: FieldTable.ID) -> Bool {
    let entry = table.entries[field]
    guard entry.circumstance == nil else { return true }
    switch content {
    case .row: return !bound[field].columns.isEmpty
    case .json(let root, let answers): return !Self.values(entry.path, in: root, answers).isEmpty
    case .form(let fields): return !Self.texts(entry.path, in: fields).isEmpty
    }
  }

  private static func texts(_ bound: BoundField, path: Path, in row: Row) -> [String] {
    switch bound {
    case .absent, .circumstance: return []
    case .column(let column): return [row.text(at: column)]
    case .columns(let columns):
      return columns.first { !CellText.isBlank(row.slice(at: $0)) }.map { [row.text(at: $0)] } ?? []
    case .stepped(let columns):
      guard let column = columns.first(where: { !CellText.isBlank(row.slice(at: $0)) }) else { return [] }
      return texts(path, insideOf: row.text(at: column))
    }
  }

  private static func values(_ path: Path, in root: JSONValue, _ answers: AnswerColumns) -> [JSONValue] {
    if let answer = answers.value(at: path) { return [answer] }
    return path.values(in: root)
  }

  /// The values of a form's fields that are so called; those inside of one that is a JSON text.
  private static func texts(_ path: Path, in fields: [FormField]) -> [String] {
    if let key = path.wholeKey {
      let found = FormNames.values(of: key, in: fields)
      if !found.isEmpty { return found }
    }
    guard path.steps.count > 1, case .key(let key) = path.steps[0] else { return [] }
    return FormNames.values(of: key, in: fields).flatMap { texts(path, insideOf: $0) }
  }

  /// The texts that the path's steps behind its first lead to in a JSON text.
  private static func texts(_ path: Path, insideOf text: String) -> [String] {
    guard let document = try? JSONDocument(parsing: text) else { return [] }
    return path.values(in: document.root, from: 1).flatMap(\.fieldTexts)
  }
}

extension JSONValue {
  /// A scalar's text; the texts of a list's scalars; all else as compact JSON.
  ///
  /// Null gives none.
  var fieldTexts: [String] {
    switch kind {
    case .null: []
    case .boolean, .number, .string: [scalarText ?? ""]
    case .array: elements.flatMap { $0.kind == .array || $0.kind == .object ? [$0.compactText] : $0.fieldTexts }
    case .object: [compactText]
    }
  }
}

/// Finding fields of a form by name.
enum FormNames {
  /// The values of the fields that are so called: to the letter, else by their folded names, else `tags#2` the second.
  static func values(of key: Path.Key, in fields: [FormField]) -> [String] {
    let exact = fields.filter { $0.name == key.text }
    if !exact.isEmpty { return exact.map(\.value) }
    let folded = fields.filter { FoldedName($0.name) == key.folded }
    if !folded.isEmpty { return folded.map(\.value) }
    guard let mark = key.text.lastIndex(of: "#"), let number = Int(key.text[key.text.index(after: mark)...]), number > 0
    else { return [] }
    let name = FoldedName(String(key.text[..<mark]))
    let all = fields.filter { FoldedName($0.name) == name }
    return number <= all.count ? [all[number - 1].value] : []
  }
}

extension FieldSource {
  /// Whether nothing in the record has a text but blanks.
  var isBlank: Bool {
    switch content {
    case .row(let row): row.cells.indices.allSatisfy { CellText.isBlank(row.slice(at: $0)) }
    case .json(let root, _): root.isBlank
    case .form(let fields): fields.allSatisfy { Blank.trimmed($0.value).isEmpty }
    }
  }
}

extension JSONValue {
  /// Whether there is no text in it but blanks, however deep.
  fileprivate var isBlank: Bool {
    switch kind {
    case .null: true
    case .boolean, .number: false
    case .string: Blank.trimmed(string ?? "").isEmpty
    case .array: elements.allSatisfy(\.isBlank)
    case .object: members.allSatisfy(\.value.isBlank)
    }
  }
}
