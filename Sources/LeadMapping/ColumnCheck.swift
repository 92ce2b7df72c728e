import LeadModel

/// What is odd about a mapping for one header.
struct ColumnCheck {
  let mapping: Mapping
  let usages: [FieldUsage]
  let plan: CompiledPlan
  let bound: [BoundField]
  let header: Header
  /// What the input is called; empty where nobody has said.
  let input: String

  func diagnostics(optOutUnknownAllowed: Bool) -> [Diagnostic] {
    var found = unknownColumns() + literalColumns()
    if let optOut = plan.lead.optOut, optOut.isRequired, !optOutUnknownAllowed,
      !optOut.fields.contains(where: { !bound[$0].columns.isEmpty })
    {
      let names = optOut.fields.map { "'\(plan.table.entries[$0].path.text)'" }.joined(separator: ", ")
      // It is the input that lacks something: the mapping may be a ready one, of which nobody has a file.
      found.append(
        Diagnostic(
          MappingCode.optOutUnknown.rawValue,
          "'\(mapping.name)' needs a column by which the opted out are known, and none is there: \(names)",
          at: input.isEmpty ? optOut.position : Position(file: input, line: header.line),
          hint: "export it with such a column; --opt-out-unknown takes the input all the same"))
    }
    return found
  }

  /// Columns that the input does not have; of alternatives only where it has none of them.
  private func unknownColumns() -> [Diagnostic] {
    let read = Set(plan.lead.readFields)
    return usages.compactMap { usage in
      // A field that `--set` replaced reads its columns no more.
      guard usage.fields.contains(where: read.contains) else { return nil }
      guard usage.fields.allSatisfy({ if case .absent = bound[$0] { true } else { false } }) else { return nil }
      let names = usage.fields.map { plan.table.entries[$0].path.text }
      let nearest = names.lazy.compactMap { NearestName.of($0, among: header.names) }.first
      let others = names.count > 1 ? " (nor \(names.dropFirst().map { "'\($0)'" }.joined(separator: ", ")))" : ""
      return Diagnostic(
        .warning, MappingCode.unknownColumn.rawValue, "the input has no column '\(names[0])'\(others)",
        at: usage.position, hint: nearest.map { "the nearest is '\($0)'" })
    }
  }

  /// Literals that are spelled like a column of the input, but for those that the mapping's own warnings name.
  private func literalColumns() -> [Diagnostic] {
    let told = Set(mapping.warnings.filter { $0.code == MappingCode.literalColumn.rawValue }.compactMap(\.position))
    return mapping.literals.compactMap { literal in
      guard !told.contains(literal.position), let column = header.columns(named: literal.text).first else { return nil }
      return .literalColumn(header.names[column], at: literal.position)
    }
  }
}
