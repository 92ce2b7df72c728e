import LeadJSON
package import LeadModel

/// The first records of an input, turned into columns: what a suggestion is made of.
package struct Sample: Sendable {
  /// What is looked at of an input at most.
  package static let maxRecords = 1_000
  /// Columns beyond so many are passed over: no mapping names them all.
  static let maxColumns = 500
  /// How deep objects are looked into.
  static let maxDepth = 5

  let format: InputFormat
  private(set) var columns: [SampleColumn] = []
  private(set) var recordCount = 0
  /// Where the records are in a document; `nil`: at its top.
  let recordsPath: SamplePath?
  /// The list of answers in each record; `nil`: there is none.
  let answers: AnswerList?

  private var places: [SamplePath: Int] = [:]
  /// Lists that had several objects in a record.
  private var longLists: Set<SamplePath> = []

  /// Takes records as columns.
  ///
  /// Columns whose folded names are equal are one, as they are to a mapping. Columns without a name, and what cannot be
  /// read, are left out.
  ///
  /// - Parameters:
  ///   - records: The records, of which ``maxRecords`` are looked at.
  ///   - format: How they came.
  ///   - header: A table's, for one without rows.
  package init(records: [Record], format: InputFormat, header: Header? = nil) {
    self.format = format
    var values: [JSONValue] = []
    var rows: [Record] = []
    for record in records.prefix(Self.maxRecords) {
      if case .json(let value) = record.content { values.append(value) } else { rows.append(record) }
    }
    recordsPath = values.count == 1 ? values.first.flatMap { RecordList.path(in: $0) } : nil
    if let recordsPath, let root = values.first {
      values = Array(RecordList.elements(at: recordsPath, in: root).prefix(Self.maxRecords))
    }
    answers = AnswerList(in: values)
    for name in header?.names ?? [] { put("", at: SamplePath(column: name)) }
    for record in rows {
      switch record.content {
      case .row(let row): add(row)
      case .form(let fields): add(fields)
      case .json, .unreadable: break
      }
    }
    for value in values { add(value) }
    for index in columns.indices {
      pad(index)
      let steps = columns[index].path.steps
      columns[index].isOneOfSeveral = steps.indices.contains { place in
        steps[place] == .index(0) && longLists.contains(SamplePath(Array(steps[..<place])))
      }
    }
  }

  /// The columns' own names in a header, for telling the source by them: top-level ones alone.
  var topLevelNames: [String] {
    var seen: Set<FoldedName> = []
    return columns.compactMap { column in
      guard case .key(let key)? = column.path.steps.first, seen.insert(FoldedName(key)).inserted else { return nil }
      return key
    }
  }

  private mutating func add(_ row: Row) {
    for (column, name) in row.header.names.enumerated() { put(row.text(at: column), at: SamplePath(column: name)) }
    recordCount += 1
  }

  private mutating func add(_ fields: [FormField]) {
    for field in fields { put(field.value, at: SamplePath(column: field.name)) }
    recordCount += 1
  }

  private mutating func add(_ value: JSONValue) {
    if let answers {
      for answer in answers.columns(of: value) {
        put(answer.text, at: SamplePath(column: answer.name), isList: answer.isList)
      }
    }
    if value.kind == .object { add(value, at: []) }
    recordCount += 1
  }

  /// Adds what an object holds: scalars and lists of them, what is nested, the first of a list of objects.
  private mutating func add(_ object: JSONValue, at steps: [SamplePath.Step]) {
    guard steps.count < Self.maxDepth else { return }
    for member in object.members {
      let inner = steps + [.key(member.key)]
      if let answers, answers.path.steps == inner { continue }
      let value = member.value
      switch value.kind {
      case .object: add(value, at: inner)
      case .array:
        let elements = Array(value.elements.prefix(50))
        if elements.allSatisfy({ $0.kind != .object && $0.kind != .array }) {
          let texts = elements.compactMap(\.scalarText).map(Blank.trimmed).filter { !$0.isEmpty }
          put(texts.joined(separator: ", "), at: SamplePath(inner), isList: true)
        } else if let first = elements.first, first.kind == .object {
          if elements.count > 1 { longLists.insert(SamplePath(inner)) }
          add(first, at: inner + [.index(0)])
        }
      default: put(value.scalarText ?? "", at: SamplePath(inner))
      }
    }
  }

  /// Puts a text into its column; the first that is not empty counts.
  private mutating func put(_ text: String, at path: SamplePath, isList: Bool = false) {
    let folded = path.folded
    guard let folded else { return }
    let index: Int
    if let known = places[folded] {
      index = known
    } else {
      guard columns.count < Self.maxColumns else { return }
      index = columns.count
      places[folded] = index
      columns.append(SampleColumn(name: path.name, path: path, values: []))
    }
    if text.isEmpty { return }
    pad(index)
    if isList { columns[index].isList = true }
    let trimmed = Blank.trimmed(text)
    if columns[index].values.count == recordCount {
      columns[index].values.append(trimmed)
    } else if columns[index].values[recordCount].isEmpty {
      columns[index].values[recordCount] = trimmed
    }
  }

  private mutating func pad(_ index: Int) {
    while columns[index].values.count < recordCount { columns[index].values.append("") }
  }
}

extension SamplePath {
  /// The path by which columns are the same; `nil`: no mapping can name it, as a key is empty.
  fileprivate var folded: SamplePath? {
    var folded: [Step] = []
    for step in steps {
      switch step {
      case .index: folded.append(step)
      case .key(let key):
        let name = FoldedName(key).text
        if name.isEmpty { return nil }
        folded.append(.key(name))
      }
    }
    return SamplePath(folded)
  }

  /// As a user reads it.
  var name: String {
    var name = ""
    for step in steps {
      switch step {
      case .key(let key): name += (name.isEmpty ? "" : ".") + key
      case .index(let index): name += "[\(index)]"
      }
    }
    return name
  }
}
