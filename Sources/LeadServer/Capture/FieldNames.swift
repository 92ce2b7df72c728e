import LeadJSON
package import LeadModel

/// The names of a record's fields, as a ``FieldWatch`` watches them.
package enum FieldNames {
  /// The names at the top, and those of the objects there as `top.second`; of a form all of them, of a table's row none.
  ///
  /// Deeper ones, and those in lists, are answers rather than a form's make: a list's length changes with what was answered.
  /// At most ``FieldWatch/maxNames``.
  package static func of(_ record: Record) -> [String] {
    switch record.content {
    case .json(let value): of(value)
    case .form(let fields): Array(fields.prefix(FieldWatch.maxNames).map(\.name))
    case .row, .unreadable: []
    }
  }

  private static func of(_ value: JSONValue) -> [String] {
    var names: [String] = []
    for member in value.members {
      names.append(member.key)
      for inner in member.value.members where names.count < FieldWatch.maxNames {
        names.append(member.key + "." + inner.key)
      }
      if names.count >= FieldWatch.maxNames { break }
    }
    return names
  }
}
