import LeadJSON
import LeadModel

/// One entry of `source.columns`: a list of answers in each record, each of which becomes a column.
struct SourceColumns: Sendable {
  /// One of the names that an answer gets.
  enum Name: Sendable {
    /// A template over the answer's own fields.
    case template(Template)
    /// A path in the record whose selectors compare with a field of the answer: `fields[id={field.id}].title`.
    case lookup(Path, selectors: [String: SelectorText])
  }

  /// A text in a selector of a lookup.
  enum SelectorText: Sendable {
    case literal(String)
    /// A path in the answer.
    case field(Path)
  }

  /// Where the answers are, or the lists of them.
  let each: Path
  let names: [Name]
  /// The fields of the templates in `names`.
  let table: FieldTable
  /// Where an answer's value is: the first that is there.
  let value: [Path]

  /// Adds the answers of a record.
  func append(from record: JSONValue, to columns: inout AnswerColumns) {
    let answers = each.values(in: record).flatMap { $0.kind == .array ? Array($0.elements) : [$0] }
    for answer in answers {
      guard let value = value(of: answer) else { continue }
      columns.append(names: names.compactMap { name($0, of: answer, in: record) }, value: value)
    }
  }

  /// The paths by which it reads the record itself: those keys do not pass by `"*"`.
  var recordPaths: [Path] {
    [each] + names.compactMap { if case .lookup(let path, _) = $0 { path } else { nil } }
  }

  private func value(of answer: JSONValue) -> JSONValue? {
    for path in value {
      let found = path.values(in: answer).filter { !$0.isNull }
      if let first = found.first { return first }
    }
    return nil
  }

  private func name(_ name: Name, of answer: JSONValue, in record: JSONValue) -> String? {
    switch name {
    case .template(let template):
      let source = FieldSource(
        content: .json(answer, AnswerColumns()), table: table, binding: ColumnBinding(), circumstances: .init(), line: 0
      )
      return source.text(of: template)
    case .lookup(let path, let selectors):
      let resolved = path.replacingSelectors { text in
        switch selectors[text] {
        case .field(let field): field.values(in: answer).first?.scalarText
        case .literal(let literal): literal
        case nil: text
        }
      }
      guard let text = resolved?.values(in: record).first?.scalarText.map(Blank.trimmed), !text.isEmpty else {
        return nil
      }
      return text
    }
  }
}
