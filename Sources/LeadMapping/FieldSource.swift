import LeadJSON
import LeadModel

/// One record as a plan reads it: fields by their numbers, whatever form the record has.
///
/// A class, so that it is handed to every step at the price of a reference; made once a record, never changed but for
/// what is found out late, ``slowPatterns`` and what is noted as taken.
final class FieldSource {
  /// The record's fields.
  enum Content {
    case row(Row)
    /// A JSON value, with the lists of answers in it as columns.
    case json(JSONValue, AnswerColumns)
    /// A form, with the answers in it as columns.
    case form([FormField], AnswerColumns)

    /// The answers in it; `nil`: a row has none.
    var answers: AnswerColumns? {
      switch self {
      case .row: nil
      case .json(_, let answers), .form(_, let answers): answers
      }
    }
  }

  let content: Content
  let table: FieldTable
  /// Where the fields are; empty but for rows.
  let binding: ColumnBinding
  let circumstances: Circumstances
  /// The physical line at which the record starts.
  let line: Int
  /// Expressions that took too long on the record, each once: they count as not found, or their values as invalid.
  private(set) var slowPatterns: [Pattern] = []
  /// Texts in alternatives of `first` that were no numbers, and were passed over for that: they are kept beside the number.
  private var passedOver: [String] = []
  /// Told of every step; `nil`, as nearly always: nobody asks.
  let trace: Trace?
  /// What `columns` may take and took; `nil`: the mapping has none.
  var choices: ColumnChoices?
  /// Once more: nearly every field of nearly every record is one of a row's cells.
  private let row: Row?
  /// A form as an object, for the few paths that select in it.
  private lazy var formTree: JSONValue? =
    if case .form(let fields, _) = content { FormTree.value(of: fields) } else { nil }

  init(
    content: Content, table: FieldTable, binding: ColumnBinding, circumstances: Circumstances, line: Int,
    trace: Trace? = nil
  ) {
    self.content = content
    self.table = table
    self.binding = binding
    self.circumstances = circumstances
    self.line = line
    self.trace = trace
    row = if case .row(let row) = content { row } else { nil }
  }

  /// Notes that an expression was given up at its limit.
  func gaveUp(on pattern: Pattern) {
    if !slowPatterns.contains(where: { $0 === pattern }) { slowPatterns.append(pattern) }
  }

  /// Notes a value that was passed over.
  func passOver(_ texts: [String]) { passedOver += texts.filter { !passedOver.contains($0) } }

  /// What was passed over since it was asked for last.
  func takePassedOver() -> [String] {
    defer { passedOver.removeAll() }
    return passedOver
  }

  /// What the paths with an `@` read beside the record's line.
  final class Circumstances: Sendable {
    let sourceName: String
    let now: String
    let request: MappingRun.Request?
    /// An answer's, where an answer is what is read.
    let key: String

    init(sourceName: String = "", now: String = "", request: MappingRun.Request? = nil, key: String = "") {
      self.sourceName = sourceName
      self.now = now
      self.request = request
      self.key = key
    }
  }

  /// The field's text, trimmed, a list's joined with `, `; `nil`: it is empty.
  func text(_ field: FieldTable.ID) -> String? {
    if let row, let column = binding.cell(of: field) { return row.trimmedText(at: column) }
    let texts = list(field)
    if texts.count < 2 { return texts.first }
    return texts.joined(separator: ", ")
  }

  /// The field's texts, each trimmed, without empty ones: one, unless it is a list.
  func list(_ field: FieldTable.ID) -> [String] {
    if row != nil, binding.cell(of: field) != nil { return text(field).map { [$0] } ?? [] }
    return rawTexts(field).compactMap { raw in
      let text = Blank.trimmed(raw)
      return text.isEmpty ? nil : text
    }
  }

  /// Whether the field has no text but blanks.
  func isEmpty(_ field: FieldTable.ID) -> Bool {
    guard let row, let column = binding.cell(of: field) else { return text(field) == nil }
    return row.isBlank(at: column)
  }

  /// A circumstance's text; empty where there is none.
  private func text(of circumstance: Circumstance) -> String {
    switch circumstance {
    case .sourceName: circumstances.sourceName
    case .sourceLine: String(line)
    case .now: circumstances.now
    case .requestAddress: circumstances.request?.address ?? ""
    case .requestHeader(let name): circumstances.request?.headers.first { $0.name.lowercased() == name }?.value ?? ""
    case .requestQuery(let name): circumstances.request?.query.first { $0.name == name }?.value ?? ""
    case .answerKey: circumstances.key
    }
  }

  /// The field's texts as they are.
  func rawTexts(_ field: FieldTable.ID) -> [String] {
    let entry = table.entries[field]
    if let circumstance = entry.circumstance { return [text(of: circumstance)] }
    switch content {
    case .row(let row): return Self.texts(binding.fields[field], path: entry.path, in: row)
    case .json(let root, let answers): return Self.values(entry.path, in: root, answers).flatMap(\.fieldTexts)
    case .form(let fields, let answers): return texts(entry.path, in: fields, answers)
    }
  }

  /// Whether the record has the field at all, empty or not.
  func has(_ field: FieldTable.ID) -> Bool {
    let entry = table.entries[field]
    guard entry.circumstance == nil else { return true }
    switch content {
    case .row: return !binding.fields[field].columns.isEmpty
    case .json(let root, let answers): return !Self.values(entry.path, in: root, answers).isEmpty
    case .form(let fields, let answers): return !texts(entry.path, in: fields, answers).isEmpty
    }
  }

  private static func texts(_ bound: BoundField, path: Path, in row: Row) -> [String] {
    switch bound {
    case .absent, .circumstance: return []
    case .column(let column): return [row.text(at: column)]
    case .columns(let columns):
      return columns.first { !row.isBlank(at: $0) }.map { [row.text(at: $0)] } ?? []
    case .stepped(let columns):
      guard let column = columns.first(where: { !row.isBlank(at: $0) }) else { return [] }
      return texts(path, insideOf: row.text(at: column))
    }
  }

  private static func values(_ path: Path, in root: JSONValue, _ answers: AnswerColumns) -> [JSONValue] {
    if let answer = answers.value(at: path) { return [answer] }
    return path.values(in: root)
  }

  /// The answer that is so called; else the values of a form's fields that are, as a whole or step by step in brackets;
  /// those inside of one that is a JSON text; those that selectors find.
  private func texts(_ path: Path, in fields: [FormField], _ answers: AnswerColumns) -> [String] {
    if let answer = answers.value(at: path) { return answer.fieldTexts }
    if let key = path.wholeKey {
      let found = FormNames.values(of: key, in: fields)
      if !found.isEmpty { return found }
    }
    let nested = FormNames.values(at: path.steps, in: fields)
    if !nested.isEmpty { return nested }
    if path.steps.count > 1, case .key(let key) = path.steps[0] {
      let inside = FormNames.values(of: key, in: fields).flatMap { Self.texts(path, insideOf: $0) }
      if !inside.isEmpty { return inside }
    }
    guard path.hasSelectors, let formTree else { return [] }
    return path.values(in: formTree).flatMap(\.fieldTexts)
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

extension Row {
  /// Whether a cell holds nothing but blanks; a column that the row has not does not.
  func isBlank(at column: Int) -> Bool {
    guard column < cells.count else { return true }
    return CellText.isBlank(bytes, from: Int(cells[column].start), to: Int(cells[column].end))
  }

  /// The trimmed text of a cell; `nil`: there is none.
  func trimmedText(at column: Int) -> String? {
    guard column < cells.count else { return nil }
    return CellText.trimmed(bytes, from: Int(cells[column].start), to: Int(cells[column].end))
  }
}

extension FieldSource {
  /// Whether nothing in the record has a text but blanks.
  var isBlank: Bool {
    switch content {
    case .row(let row): row.cells.indices.allSatisfy(row.isBlank(at:))
    case .json(let root, _): root.isBlank
    case .form(let fields, _): fields.allSatisfy { Blank.trimmed($0.value).isEmpty }
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
