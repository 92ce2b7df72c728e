import LeadModel

/// The attributes of a suggested mapping: what has a name of its own, and `"*"` for the rest.
struct AttributesDraft {
  private let plan: SuggestionPlan
  private var sample: Sample { plan.reading.sample }

  init(_ plan: SuggestionPlan) { self.plan = plan }

  var json: DraftJSON {
    var members: [DraftJSON.Member] = []
    var seen: Set<FoldedName> = [FoldedName("*"), FoldedName("$comment")]
    func add(_ key: String, _ index: Int) {
      if seen.insert(FoldedName(key)).inserted {
        members.append(.init(key, .text(sample.columns[index].path.placeholder)))
      }
    }
    if let company = plan.company { add("company", company) }
    if let jobTitle = plan.jobTitle { add("job title", jobTitle) }
    if let sourceID = plan.sourceID { add(key(of: sourceID), sourceID) }
    // What a lead has once and a record several times, or has in other words, is kept beside it as it was.
    for index in kept { add(key(of: index), index) }
    members.append(.init("*", rest))
    return .object(members)
  }

  private var kept: [Int] {
    let shaped = [plan.status].compactMap(\.self) + (plan.dialCode == nil && plan.phones.isEmpty ? [] : plan.countries)
    return shaped + (plan.identity.map { $0 == plan.sourceID ? [] : [$0] } ?? [])
  }

  /// A column's name in small letters: `Record ID - Contact` is `record id - contact`.
  private func key(of index: Int) -> String {
    let key = Blank.squeezed(sample.columns[index].name).lowercased()
    return key.isEmpty ? "column" : key
  }

  private var rest: DraftJSON {
    let named = Set(plan.used)
    let names = plan.bookkeeping.filter { index in
      // What never passes need not be named.
      !named.contains(index) && !Bookkeeping.holds(FoldedName(sample.columns[index].name).text)
    }
    let isNested = sample.columns.contains { $0.path.steps.count > 1 }
    let except = names.map { index in
      // Dotted names are compared as a whole.
      let path = sample.columns[index].path
      return path.steps.count == 1 ? path.reference : sample.columns[index].name
    }
    guard isNested || !except.isEmpty else { return .boolean(true) }
    return .members([
      "except": except.isEmpty ? nil : .texts(except), "flatten": isNested ? .boolean(true) : nil,
    ])
  }
}
