import LeadJSON
import LeadModel

/// A list of answers in each record, each an object with a label and a value: what form services send.
struct AnswerList: Sendable {
  /// One answer as a column.
  struct Answer {
    let name: String
    let text: String
    let isList: Bool
  }

  /// Where it is in a record.
  let path: SamplePath
  /// Where the label is in an answer.
  let label: [String]
  /// Where the value may be in an answer, as paths.
  let values: [[String]]
  /// The answers' names in the sample, folded.
  private var names: Set<FoldedName> = []

  /// Whether an answer of the sample is so called.
  func holds(_ name: String) -> Bool { names.contains(FoldedName(name)) }

  /// Finds the list; `nil` where there is none that all of its objects show to be one.
  ///
  /// Of several in a record (scores and answers) the one that holds an address or a number, else the longest.
  init?(in records: [JSONValue]) {
    for record in records.prefix(20) {
      var best: (list: AnswerList, rank: (Int, Int))?
      Self.search(record, at: []) { list in
        let answers = list.columns(of: record)
        let rank = (answers.contains { Self.isContact($0.text) } ? 1 : 0, answers.count)
        if best.map({ $0.rank < rank }) ?? true { best = (list, rank) }
      }
      guard let found = best?.list else { continue }
      self = found
      names = Set(records.prefix(Sample.maxRecords).flatMap { found.columns(of: $0) }.map { FoldedName($0.name) })
      return
    }
    return nil
  }

  private static func isContact(_ text: String) -> Bool {
    text.contains("@") ? EmailRule.parse(text).first != nil : CellShape.isPhone(text)
  }

  private init?(_ list: JSONValue, at steps: [SamplePath.Step]) {
    let answers = Array(list.elements.prefix(100))
    guard answers.count >= 2, answers.allSatisfy({ $0.kind == .object }) else { return nil }
    let label = Self.labels.first { path in
      let texts = answers.compactMap { Self.value(at: path, in: $0)?.string }
      // A question may be asked twice, but not most of them.
      return texts.count == answers.count && Set(texts.map { FoldedName($0) }).count * 2 > texts.count
        && texts.allSatisfy { !FoldedName($0).text.isEmpty }
    }
    guard let label else { return nil }
    let values = Self.values.filter { path in
      path != label && answers.contains { Self.value(at: path, in: $0).map(Self.isText) ?? false }
    }
    guard !values.isEmpty else { return nil }
    (self.path, self.label, self.values) = (SamplePath(steps), label, values)
  }

  /// The answers of one record as columns, called as the mapping will call them: ``AnswerColumns``.
  func columns(of record: JSONValue) -> [Answer] {
    guard let list = RecordList.value(at: path, in: record), list.kind == .array else { return [] }
    var columns = AnswerColumns()
    for answer in list.elements {
      guard let name = Self.value(at: label, in: answer)?.string,
        let value = values.lazy.compactMap({ Self.value(at: $0, in: answer) }).first(where: { !$0.isNull })
      else { continue }
      columns.append(names: [Blank.trimmed(name)], value: value)
    }
    return columns.columns.map { column in
      Answer(
        name: column.names[0], text: column.value.fieldTexts.joined(separator: ", "),
        isList: column.value.kind == .array)
    }
  }

  /// Calls `found` with each list of answers in an object, in their order.
  private static func search(_ value: JSONValue, at steps: [SamplePath.Step], _ found: (AnswerList) -> Void) {
    guard steps.count < Sample.maxDepth, value.kind == .object else { return }
    for member in value.members {
      let inner = steps + [.key(member.key)]
      if member.value.kind == .array, let list = AnswerList(member.value, at: inner) { found(list) }
      search(member.value, at: inner, found)
    }
  }

  private static func value(at path: [String], in answer: JSONValue) -> JSONValue? {
    path.reduce(answer as JSONValue?) { value, key in value.flatMap { $0.kind == .object ? $0[key] : nil } }
  }

  private static func isText(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .object: false
    case .array: value.elements.allSatisfy { $0.kind != .object && $0.kind != .array }
    default: true
    }
  }

  /// Keys under which services put the question, the likely ones first.
  private static let labels: [[String]] = [
    ["label"], ["title"], ["question"], ["field", "title"], ["field", "label"], ["field", "ref"], ["name"],
    ["field_name"], ["key"], ["text"],
  ]

  /// Keys under which services put the answer.
  private static let values: [[String]] = [
    ["value"], ["answer"], ["response"], ["values"], ["text"], ["email"], ["phone_number"], ["number"], ["boolean"],
    ["date"], ["url"], ["choice", "label"], ["choices", "labels"], ["field_value"],
  ]
}

/// The list of records in a document that is one object: `{"count": 2, "contacts": [{…}, {…}]}`.
enum RecordList {
  /// Where it is: the longest list of objects, if it has two at least and is no list of answers.
  static func path(in root: JSONValue) -> SamplePath? {
    var best: (steps: [SamplePath.Step], count: Int)?
    search(root, at: [], best: &best)
    return best.map { SamplePath($0.steps) }
  }

  static func elements(at path: SamplePath, in root: JSONValue) -> [JSONValue] {
    value(at: path, in: root).map { Array($0.elements) } ?? []
  }

  static func value(at path: SamplePath, in root: JSONValue) -> JSONValue? {
    path.steps.reduce(root as JSONValue?) { value, step in
      guard case .key(let key) = step, let value, value.kind == .object else { return nil }
      return value[key]
    }
  }

  private static func search(
    _ value: JSONValue, at steps: [SamplePath.Step], best: inout (steps: [SamplePath.Step], count: Int)?
  ) {
    guard value.kind == .object, steps.count < 3 else { return }
    for member in value.members {
      let inner = steps + [.key(member.key)]
      if member.value.kind == .array, !member.key.isEmpty {
        let elements = Array(member.value.elements)
        let holdsContacts = elements.prefix(5).contains(where: holdsContact)
        if elements.count >= 2, elements.count > best?.count ?? 0, holdsContacts,
          elements.allSatisfy({ $0.kind == .object }), AnswerList(in: [value]) == nil
        {
          best = (inner, elements.count)
        }
      } else {
        search(member.value, at: inner, best: &best)
      }
    }
  }

  /// Whether an object has a member that is called an email address or a phone number.
  private static func holdsContact(_ object: JSONValue) -> Bool {
    object.kind == .object
      && object.members.contains { member in
        HeaderEvidence(HeaderWords(member.key)).candidates.contains { $0.meaning == .email || $0.meaning == .phone }
          || (member.value.kind == .object && holdsContact(member.value))
      }
  }
}
