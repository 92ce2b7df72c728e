import LeadJSON
import LeadModel

/// `columns` of a value.
extension MappingParser {
  /// Patterns that find fields; `nil`: none can be read.
  mutating func columnPattern(_ value: JSONValue) -> ColumnsPlan? {
    guard isObject(value, at: .columnPattern, named: "columns") else { return nil }
    let keys = MappingKey.keys(at: .columnPattern).map(\.name)
    if !keys.contains(where: { value[$0] != nil }) {
      report(
        .missingKey, "'columns' says nothing of them: 'named', 'holding', 'own' or 'except' is expected", at: value)
    }
    let named = value["named"].flatMap { pattern($0, named: "named", isCaseless: true) }
    let holding = value["holding"].flatMap { pattern($0, named: "holding") }
    let isOwn = value["own"].flatMap { boolean($0, named: "own") } ?? false
    let except = value["except"].map { exceptions($0) } ?? []
    return ColumnsPlan(named: named, holding: holding, isOwn: isOwn, except: except)
  }
}
