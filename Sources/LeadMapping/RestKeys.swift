import LeadModel

/// What `"*"` makes of the keys of records without a header, remembered from record to record.
struct RestKeys: Sendable {
  /// What becomes of the values at one key.
  enum Decision: Sendable {
    case stays(RestReason)
    /// `mayCollide`: another attribute may have this key.
    case passes(key: String, mayCollide: Bool)
  }

  /// Bounds the memory: keys that are made of values would fill it.
  private static let limit = 4096

  private var decisions: [String: Decision] = [:]
  private var seen: Set<FoldedName> = []

  init() {}

  /// What becomes of the value that `keys` lead to, whose attribute would be called `name`.
  mutating func decision(
    _ name: String, keys: @autoclosure () -> [String], rest: RestPlan, plan: CompiledPlan
  ) -> Decision {
    if let known = decisions[name] { return known }
    let folded = FoldedName(name)
    let isNamed = plan.named.hold(keys().map(FoldedName.init), dotted: folded)
    let verdict = isNamed ? .stays(.named) : rest.verdict(on: name)
    let decision: Decision
    switch verdict {
    case .stays(let reason): decision = .stays(reason)
    case .passes(let key):
      let foldedKey = FoldedName(key)
      let isNew = seen.insert(foldedKey).inserted
      decision = .passes(key: key, mayCollide: !isNew || plan.mayOwn(foldedKey))
    }
    if decisions.count >= Self.limit {
      decisions.removeAll()
      seen.removeAll()
    }
    decisions[name] = decision
    return decision
  }
}
