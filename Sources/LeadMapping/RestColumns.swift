import LeadModel

/// What `"*"` passes of the rows of one header.
struct RestColumns: Sendable {
  /// Columns of one name that nothing names.
  struct Column: Sendable {
    let columns: [Int]
    /// The attribute's key.
    let key: String
    /// Whether another attribute may have this key.
    let mayCollide: Bool
  }

  private(set) var columns: [Column] = []
  /// What nothing names and does not pass.
  private(set) var unused: [UnusedColumn] = []

  init() {}

  /// What passes by a plan's `"*"` of all columns but the `named` ones; nothing where there is none.
  init(_ plan: CompiledPlan, in header: Header, named: Set<Int>) {
    let rest = plan.lead.rest
    var places: [FoldedName: [Int]] = [:]
    var order: [FoldedName] = []
    for (column, name) in header.names.enumerated() where !named.contains(column) {
      let folded = FoldedName(name)
      if places.updateValue((places[folded] ?? []) + [column], forKey: folded) == nil { order.append(folded) }
    }
    var seen: Set<FoldedName> = []
    for folded in order {
      guard let found = places[folded], let first = found.first else { continue }
      let name = header.names[first]
      guard case .passes(let key) = rest?.verdict(on: name) ?? .stays(.notAsked) else {
        if case .stays(let reason) = rest?.verdict(on: name) ?? .stays(.notAsked) {
          unused.append(UnusedColumn(name: name, reason: reason))
        }
        continue
      }
      let isNew = seen.insert(FoldedName(key)).inserted
      columns.append(Column(columns: found, key: key, mayCollide: !isNew || plan.mayOwn(FoldedName(key))))
    }
  }
}
