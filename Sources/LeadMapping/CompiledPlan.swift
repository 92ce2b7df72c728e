import LeadModel

/// A mapping's plan with the words of one run, and what follows from both: made once, read by every record.
final class CompiledPlan: Sendable {
  let lead: LeadPlan
  let table: FieldTable
  let columns: [SourceColumns]
  /// `nil` where no destination is known.
  let uuids: LeadUUID?
  /// The country of the run, as an ISO code.
  let runRegion: String?
  /// The country of the mapping where it is the same for all records; the run's goes before it.
  let fixedRegion: String?
  /// Whether records say their own country.
  let hasRegionField: Bool
  /// See ``LeadPlan/sourceFields(in:)``.
  let sourceFields: [FieldTable.ID]
  /// See ``LeadPlan/sourceColumns``.
  let sourceColumns: [ColumnsPlan]
  /// What its `columns` may take; `nil`: it has none.
  let choices: ColumnChoices?
  let named: NamedKeys
  /// Whether what comes of a record depends on `@now`.
  let usesNow: Bool
  /// The folded keys of attributes that the mapping names.
  private let ownKeys: Set<FoldedName>

  init(
    lead: LeadPlan, table: FieldTable, columns: [SourceColumns], botId: String?, customerId: String?, runRegion: String?
  ) {
    self.lead = lead
    self.table = table
    self.columns = columns
    uuids = if let botId, let customerId { LeadUUID(botId: botId, customerId: customerId) } else { nil }
    self.runRegion = runRegion
    let region = lead.phone?.region
    hasRegionField = region.map { !$0.allFields.isEmpty || !$0.columns.isEmpty } ?? false
    fixedRegion =
      hasRegionField ? runRegion : runRegion ?? region?.constants.lazy.compactMap(Country.region(named:)).first
    usesNow = table.entries.contains { $0.circumstance == .now }
    sourceFields = lead.sourceFields(in: table)
    sourceColumns = lead.sourceColumns
    func keys(_ fields: [FieldTable.ID]) -> NamedKeys {
      let paths = fields.map { table.entries[$0] }.filter { $0.circumstance == nil }.map(\.path)
      return NamedKeys(paths: paths, consumed: columns.flatMap(\.recordPaths))
    }
    named = keys(lead.namedFields)
    let patterns = lead.columns
    choices = patterns.isEmpty ? nil : ColumnChoices(patterns, named: keys(lead.leadFields))
    ownKeys = Set(lead.attributes.map(\.key).map(FoldedName.init))
  }

  /// Whether an attribute that does not come by `"*"` may have this key: one that is named, or what comes with addresses
  /// and numbers (`email 2`, `phone 3`, `phone 3 extension`, `phone (unverified)`).
  func mayOwn(_ key: FoldedName) -> Bool {
    if ownKeys.contains(key) { return true }
    let words = key.text.split(separator: " ")
    guard words.count > 1, words[0] == "email" || words[0] == "phone" else { return false }
    return words[1].utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } || words[1] == "extension"
      || words[1] == "(unverified)"
  }
}

/// The keys that a mapping names, for records without columns: what does not pass by `"*"`.
struct NamedKeys: Sendable {
  private let whole: Set<FoldedName>
  private let chains: [[FoldedName]]
  /// The first keys of what `source.columns` reads.
  private let consumed: Set<FoldedName>

  init(paths: [Path], consumed: [Path]) {
    whole = Set(paths.compactMap(\.wholeKey?.folded))
    chains = paths.map { $0.leadingKeys.map(\.folded) }.filter { !$0.isEmpty }
    self.consumed = Set(consumed.compactMap(\.leadingKeys.first?.folded))
  }

  /// Whether a value at these keys is named: it, something that it is in, or something in it.
  func hold(_ keys: [FoldedName], dotted: FoldedName) -> Bool {
    whole.contains(dotted)
      || chains.contains { chain in zip(chain, keys).allSatisfy { $0 == $1 } }
  }

  /// Whether a path goes these steps, and farther or not: what a form's field in brackets is read by.
  func lead(to steps: [FoldedName]) -> Bool { chains.contains { $0.starts(with: steps) } }

  /// Whether something in the object at a top-level key is read: then nobody misses it.
  func reach(into key: FoldedName) -> Bool {
    consumed.contains(key) || whole.contains(key) || chains.contains { $0.first == key }
  }

  /// Whether `source.columns` made columns of it.
  func consume(_ key: FoldedName) -> Bool { consumed.contains(key) }
}
