/// Finds conditions that no record can meet, and those that every record meets.
///
/// A condition is written out as alternatives of facts, at most ``maxAlternatives`` of them, each of which is looked through
/// for two facts that exclude each other. What it does not find may still be so; what it finds is.
struct ConditionLogic {
  private static let maxAlternatives = 256

  /// Whether a field may be a list, of which each entry may be equal to another text.
  let mayBeList: Bool

  /// Something that must be true of one field.
  private enum Fact {
    case filled(FieldTable.ID)
    case empty(FieldTable.ID)
    case isOne(FieldTable.ID, Set<String>)
    case isNone(FieldTable.ID, Set<String>)
    case matches(FieldTable.ID, String, Bool)
    /// It depends on the record in a way that is not looked into.
    case open
  }

  func neverHolds(_ condition: Condition) -> Bool {
    alternatives(condition, isNegated: false).map { $0.allSatisfy(isContradiction) } ?? false
  }

  func alwaysHolds(_ condition: Condition) -> Bool {
    alternatives(condition, isNegated: true).map { $0.allSatisfy(isContradiction) } ?? false
  }

  /// The alternatives, each a list of facts that must all be true; `nil`: there are too many.
  private func alternatives(_ condition: Condition, isNegated: Bool) -> [[Fact]]? {
    switch condition {
    case .not(let inner): return alternatives(inner, isNegated: !isNegated)
    case .all(let inner) where isNegated, .any(let inner) where !isNegated:
      var all: [[Fact]] = []
      for condition in inner {
        guard let more = alternatives(condition, isNegated: isNegated) else { return nil }
        all += more
      }
      return all.count > Self.maxAlternatives ? nil : all
    case .all(let inner), .any(let inner):
      var all: [[Fact]] = [[]]
      for condition in inner {
        guard let more = alternatives(condition, isNegated: isNegated) else { return nil }
        guard all.count * more.count <= Self.maxAlternatives else { return nil }
        all = all.flatMap { facts in more.map { facts + $0 } }
      }
      return all
    case .isPresent(let field): return [[isNegated ? .empty(field) : .filled(field)]]
    case .isAbsent(let field): return [[isNegated ? .filled(field) : .empty(field)]]
    case .matches(let field, let pattern): return [[.matches(field, pattern.source, !isNegated)]]
    case .isOne(let field, let comparands):
      var texts: Set<String> = []
      for comparand in comparands {
        guard case .folded(let text) = comparand else { return [[.open]] }
        texts.insert(text)
      }
      return [[isNegated ? .isNone(field, texts) : .isOne(field, texts)]]
    }
  }

  private func isContradiction(_ facts: [Fact]) -> Bool {
    facts.indices.contains { one in
      isImpossible(facts[one]) || facts[(one + 1)...].contains { excludes(facts[one], $0) || excludes($0, facts[one]) }
    }
  }

  private func isImpossible(_ fact: Fact) -> Bool {
    if case .isOne(_, let texts) = fact { texts.isEmpty } else { false }
  }

  /// Whether the one cannot be where the other is; asked for both orders.
  private func excludes(_ one: Fact, _ other: Fact) -> Bool {
    switch (one, other) {
    case (.filled(let field), .empty(let same)): field == same
    // An empty field is equal to an empty text.
    case (.empty(let field), .isOne(let same, let texts)): field == same && !texts.contains("")
    case (.filled(let field), .isOne(let same, let texts)): field == same && texts == [""]
    case (.isOne(let field, let texts), .isNone(let same, let others)): field == same && texts.isSubset(of: others)
    case (.isOne(let field, let texts), .isOne(let same, let others)):
      !mayBeList && field == same && texts.isDisjoint(with: others)
    case (.matches(let field, let pattern, let finds), .matches(let same, let other, let findsToo)):
      field == same && pattern == other && finds != findsToo
    default: false
    }
  }
}
