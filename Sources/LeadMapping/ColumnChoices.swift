import LeadModel

/// Which fields the `columns` of a mapping may take by their names, and which they took of the record at hand.
///
/// Names are looked at once: those of a table when it is bound, other keys when they are first met. Handed from record to
/// record, for only one at a time.
struct ColumnChoices: Sendable {
  /// A column of a table, and what it is called.
  struct Candidate: Sendable {
    let column: Int
    let name: String
  }

  /// A field's key as one plan sees it.
  private struct Key: Hashable {
    let plan: ObjectIdentifier
    let isAnswer: Bool
    let name: String
  }

  /// What a name says.
  private enum Verdict {
    case fits, misses
    /// The expression took too long on it: it misses.
    case slow
    /// Not taken, whatever its other names say.
    case barred
  }

  /// Bounds the memory: keys that are made of values would fill it.
  private static let limit = 4096

  private let plans: [ColumnsPlan]
  /// What the paths of `lead` name, for records without columns.
  private let named: NamedKeys
  private var candidates: [ObjectIdentifier: [Candidate]] = [:]
  private var verdicts: [Key: Verdict] = [:]
  /// The places of what was taken of the record: a row's column; an answer's number, and behind the answers that of a JSON
  /// member, or of the first of a form's fields of that name.
  private(set) var taken: [Int] = []
  /// Expressions that took too long on a name of the record, each once.
  private(set) var slow: [Pattern] = []
  /// The same of the table's columns.
  private(set) var slowOfTable: [Pattern] = []

  /// For all the `columns` of a mapping whose paths of `lead` name `named`.
  init(_ plans: [ColumnsPlan], named: NamedKeys) {
    self.plans = plans
    self.named = named
  }

  /// Finds what may be taken of a table's columns but the `named` ones.
  mutating func bind(_ header: Header, named: Set<Int>) {
    candidates.removeAll()
    slowOfTable.removeAll()
    for plan in plans {
      var found: [Candidate] = []
      for (column, name) in header.names.enumerated() where !named.contains(column) {
        let folded = FoldedName(name)
        if plan.bars(folded) { continue }
        let fits = plan.fits(folded)
        if fits == nil, let named = plan.named { Self.note(named, in: &slowOfTable) }
        if fits == true { found.append(Candidate(column: column, name: name)) }
      }
      candidates[ObjectIdentifier(plan)] = found
    }
  }

  /// The columns of the table that a plan may take.
  func candidates(for plan: ColumnsPlan) -> [Candidate] { candidates[ObjectIdentifier(plan)] ?? [] }

  /// Whether a plan may take the answer that has these names.
  mutating func mayTake(answer names: [String], _ plan: ColumnsPlan) -> Bool {
    let verdicts = names.map { verdict(on: $0, isAnswer: true, of: plan) { [$0] } }
    return verdicts.contains(.fits) && !verdicts.contains(.barred)
  }

  /// Whether a plan may take the value at a JSON record's key.
  mutating func mayTake(member name: String, _ plan: ColumnsPlan) -> Bool {
    verdict(on: name, isAnswer: false, of: plan) { [$0] } == .fits
  }

  /// Whether a plan may take a form's fields of that name.
  mutating func mayTake(formField name: String, _ plan: ColumnsPlan) -> Bool {
    let named = named
    return verdict(on: name, isAnswer: false, of: plan, keys: named.keys(ofFormField:)) == .fits
  }

  private mutating func verdict(
    on name: String, isAnswer: Bool, of plan: ColumnsPlan, keys: (String) -> [String]
  ) -> Verdict {
    let verdict = remembered(name, isAnswer: isAnswer, of: plan, keys: keys)
    if verdict == .slow, let named = plan.named { Self.note(named, in: &slow) }
    return verdict
  }

  private mutating func remembered(
    _ name: String, isAnswer: Bool, of plan: ColumnsPlan, keys: (String) -> [String]
  ) -> Verdict {
    let key = Key(plan: ObjectIdentifier(plan), isAnswer: isAnswer, name: name)
    if let known = verdicts[key] { return known }
    let folded = FoldedName(name)
    let isNamed = named.hold(keys(name).map(FoldedName.init), dotted: folded)
    // A form's field in brackets is read where its first step is.
    let isConsumed = !isAnswer && (named.consume(folded) || named.consume(FoldedName(FormNames.steps(of: name)[0])))
    let verdict: Verdict
    if isNamed || isConsumed || plan.bars(folded) {
      verdict = .barred
    } else {
      verdict = plan.fits(folded).map { $0 ? .fits : .misses } ?? .slow
    }
    if verdicts.count >= Self.limit { verdicts.removeAll() }
    verdicts[key] = verdict
    return verdict
  }

  /// Begins with the next record.
  mutating func forgetTaken() {
    taken.removeAll(keepingCapacity: true)
    slow.removeAll()
  }

  private static func note(_ pattern: Pattern, in patterns: inout [Pattern]) {
    if !patterns.contains(where: { $0 === pattern }) { patterns.append(pattern) }
  }

  /// Notes that a value came of the field at `place`.
  mutating func take(_ place: Int) { taken.append(place) }

  /// Gives back what was taken since there were `count`: nothing came of it.
  mutating func giveBack(to count: Int) { taken.removeSubrange(count...) }
}

extension NamedKeys {
  /// The keys by which a form's field is named: its steps where a path goes them, else its name.
  ///
  /// `{contact}` does not read `contact[phone]`, which passes.
  func keys(ofFormField name: String) -> [String] {
    let steps = FormNames.steps(of: name)
    return lead(to: steps.map { FoldedName($0) }) ? steps : [name]
  }
}
