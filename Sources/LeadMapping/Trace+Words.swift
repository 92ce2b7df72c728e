import LeadModel

// How steps are named in an explanation: as the mapping file writes them, as far as the plan still knows.

extension Template {
  /// The template as a mapping file has it.
  func written(_ table: FieldTable) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text.replacing("{", with: "{{")
      case .field(let field): "{\(table.entries[field].path.text)}"
      }
    }
    .joined()
  }
}

extension Condition {
  /// What it asks of one field; `nil` for a group of conditions.
  func question(_ table: FieldTable) -> (field: FieldTable.ID, words: String)? {
    func name(_ field: FieldTable.ID) -> String { "'\(table.entries[field].path.text)'" }
    switch self {
    case .isOne(let field, let comparands):
      let texts = comparands.map { comparand in
        switch comparand {
        case .folded(let text): "\"\(text)\""
        case .template(let template): "\"\(template.written(table))\""
        }
      }
      return (field, "\(name(field)) is \(texts.joined(separator: " or "))")
    case .matches(let field, let pattern): return (field, "\(name(field)) matches \(pattern.source)")
    case .isPresent(let field): return (field, "\(name(field)) is present")
    case .isAbsent(let field): return (field, "\(name(field)) is absent")
    case .all, .any, .not: return nil
    }
  }
}

extension ColumnsPlan {
  /// What it looks for, as a mapping file has it.
  var words: String {
    let conditions = [
      named.map { "named \($0.source)" }, holding.map { "holding \($0.source)" },
      isOwn ? "holding their own name" : nil,
    ]
    let words = conditions.compactMap(\.self).joined(separator: " and ")
    return words.isEmpty ? "columns" : "columns \(words)"
  }
}

extension Transform {
  /// The transform as a mapping file has it; of dates the name alone.
  var words: String {
    switch self {
    case .replace(let pattern, let replacement): "replace \(pattern.source) by \"\(replacement.source)\""
    case .extract(let pattern): "extract \(pattern.source)"
    case .truncate(let count): "truncate \(count)"
    case .date: "date"
    case .hash: "hash"
    default: Self.plainNames.first { Transform(named: $0) == self } ?? "transform"
    }
  }
}
