import LeadModel

/// What `"*"` made of the fields that nothing names.
extension Trace {
  /// The columns of a row, those that pass and those that do not; what `columns` took has its own part.
  func rest(_ columns: RestColumns, of row: Row, taken: Set<Int>) {
    for column in columns.columns {
      let left = column.columns.filter { !taken.contains($0) }
      guard let first = left.first else { continue }
      let index = left.first { !row.isBlank(at: $0) }
      let name = row.header.names[index ?? first]
      rest(
        name, index.map { [row.text(at: $0)] } ?? [], key: index == nil ? nil : column.key,
        index == nil ? "it is empty" : nil)
    }
    for column in columns.unused {
      let texts = row.header.columns(named: column.name).map { row.text(at: $0) }.filter { !$0.isEmpty }
      rest(column.name, texts, key: nil, column.reason.words)
    }
  }

  /// A field of a record without a header.
  ///
  /// One that the mapping names has its own part.
  func rest(_ name: String, _ values: [String], _ decision: RestKeys.Decision) {
    switch decision {
    case .stays(.named): break
    case .stays(let reason): rest(name, values, key: nil, reason.words)
    case .passes(let key, _):
      let isEmpty = values.allSatisfy { Blank.trimmed($0).isEmpty }
      rest(name, values, key: isEmpty ? nil : key, isEmpty ? "it is empty" : nil)
    }
  }

  func rest(_ name: String, _ values: [String], key: String?, _ reason: String?) {
    change { $0.rest.append(Explanation.Rest(name: name, values: values, key: key, reason: reason)) }
  }

  /// An attribute of this key is there already: what was to be the next is left out.
  func collided(_ key: String) {
    let reason = "an attribute of that key is there already"
    if let index = explanation.rest.lastIndex(where: { $0.key == key }) {
      leaveOut(index, reason)
    } else {
      change { explanation in
        guard let last = explanation.parts.indices.last else { return }
        explanation.parts[last].verdict = .absent
        explanation.parts[last].reason = reason
      }
    }
  }

  /// A transform of what passes has failed on it.
  func failedToPass(as key: String, _ reason: String) {
    if let index = explanation.rest.lastIndex(where: { $0.key == key }) { leaveOut(index, reason) }
  }

  private func leaveOut(_ index: Int, _ reason: String) {
    change { explanation in
      let field = explanation.rest[index]
      explanation.rest[index] = Explanation.Rest(name: field.name, values: field.values, key: nil, reason: reason)
    }
  }
}
