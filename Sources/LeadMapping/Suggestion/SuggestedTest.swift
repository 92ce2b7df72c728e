import LeadModel

/// The test inside a suggested mapping: an invented person in the input's columns, and the lead that must come of it.
///
/// Nothing of it is from the input: a mapping is shown around, and the input's people are nobody's business.
struct SuggestedTest: Sendable {
  private let plan: SuggestionPlan
  private var sample: Sample { plan.reading.sample }
  private var texts: [(path: SamplePath, text: String)] = []
  private var lead: [DraftJSON.Member] = []

  init(_ plan: SuggestionPlan) {
    self.plan = plan
    fillName()
    fillEmail()
    fillPhone()
    fillTags()
    if let note = plan.notes.first {
      put(note, "Please call back")
      let title = sample.columns[note].noteTitle
      lead.append(
        .init("notes", .list([.members(["title": .text(title), "description": .text("Please call back")])])))
    }
    if let identity = plan.identity { put(identity, "1001") }
    // Where nothing tells leads apart, the test shows that: by a record that is not empty.
    let rules = plan.optOut.dated + [plan.testText, plan.testMark].compactMap(\.self)
    if texts.isEmpty, let any = sample.columns.indices.first(where: { !rules.contains($0) }) { put(any, "alpha") }
  }

  /// The test's object.
  var json: DraftJSON {
    var members: [DraftJSON.Member] = [.init("name", .text("an invented person")), .init("record", record)]
    if hasIdentity {
      members.append(.init("lead", .object(lead)))
    } else if texts.isEmpty {
      members.append(.init("skipped", .boolean(true)))
    } else {
      members.append(.init("rejected", .texts(["identity.missing"])))
    }
    return .object(members)
  }

  private var hasIdentity: Bool { !plan.emails.isEmpty || !plan.phones.isEmpty || plan.identity != nil }

  private mutating func put(_ index: Int, _ text: String) { texts.append((sample.columns[index].path, text)) }

  private mutating func fillName() {
    let first = "Zoë"
    let last = "Example"
    let name = plan.name
    if let full = name.full.first {
      put(full, name.isReversed ? "\(last), \(first)" : "\(first) \(last)")
      lead.append(.init("name", .text("\(first) \(last)")))
    } else if !name.parts.isEmpty {
      let words = name.first.prefix(1).map { ($0, first) } + name.last.prefix(1).map { ($0, last) }
      for (index, word) in words { put(index, word) }
      lead.append(.init("name", .text(words.map(\.1).joined(separator: " "))))
    }
  }

  private mutating func fillEmail() {
    guard let email = plan.emails.first else { return }
    put(email, "zoe.example@example.com")
    lead.append(.init("email", .text("zoe.example@example.com")))
  }

  /// A number of the range that the United Kingdom keeps for dramas (Ofcom, "Telephone numbers for use in TV and radio
  /// drama programmes"): it is nobody's.
  private mutating func fillPhone() {
    guard let phone = plan.phones.first else { return }
    put(phone, plan.hasLetterGuard ? "p:+442079460902" : "+44 20 7946 0902")
    if let dialCode = plan.dialCode { put(dialCode, "+44") }
    if plan.dialCode == nil, let country = plan.countries.first { put(country, "GB") }
    lead.append(.init("dialCode", .text("+44")))
    lead.append(.init("phone", .text("2079460902")))
  }

  private mutating func fillTags() {
    guard let index = plan.tags.first else { return }
    if sample.columns[index].isList {
      put(index, "alpha")
      lead.append(.init("tags", .texts(["alpha"])))
      return
    }
    let cell: String =
      switch plan.reading.contents[index].separator {
      case nil: "alpha"
      case .quotedCommas: "\"alpha\",\"beta, gamma\""
      case .colons: "* alpha ::: beta"
      case .slash: " / alpha / beta"
      case .some(let separator): "alpha\(separator.text)beta"
      }
    put(index, cell)
    let tags: [String] =
      switch plan.reading.contents[index].separator {
      case nil: ["alpha"]
      case .quotedCommas: ["alpha", "beta, gamma"]
      default: ["alpha", "beta"]
      }
    lead.append(.init("tags", .texts(tags)))
  }

  /// The record: an object of columns, nested where the input is, its answers in their list.
  private var record: DraftJSON {
    var root = DraftJSON.object([])
    var seen: Set<SamplePath> = []
    var answers: [DraftJSON] = []
    for (path, text) in texts where seen.insert(path).inserted {
      if let list = sample.answers, path.steps.count == 1, case .key(let name)? = path.steps.first,
        list.holds(name)
      {
        var answer = DraftJSON.object([])
        answer.put(name, at: list.label.map { .key($0) })
        answer.put(text, at: (list.values.first ?? []).map { .key($0) })
        answers.append(answer)
      } else {
        root.put(text, at: path.steps)
      }
    }
    if let list = sample.answers, !answers.isEmpty { root.put(.list(answers), at: list.path.steps) }
    return root
  }
}

extension DraftJSON {
  /// Puts a text where the steps lead, making the objects and lists on the way.
  fileprivate mutating func put(_ text: String, at steps: [SamplePath.Step]) { put(.text(text), at: steps) }

  fileprivate mutating func put(_ value: DraftJSON, at steps: [SamplePath.Step]) {
    guard let step = steps.first else {
      self = value
      return
    }
    let rest = Array(steps.dropFirst())
    switch step {
    case .key(let key):
      var members: [Member] = if case .object(let members) = self { members } else { [] }
      if let known = members.firstIndex(where: { $0.key == key }) {
        members[known].value.put(value, at: rest)
      } else {
        var inner = DraftJSON.object([])
        inner.put(value, at: rest)
        members.append(Member(key, inner))
      }
      self = .object(members)
    case .index:
      // Only the first of a list is ever looked into.
      var entries: [DraftJSON] = if case .list(let entries) = self { entries } else { [] }
      if entries.isEmpty { entries.append(.object([])) }
      entries[0].put(value, at: rest)
      self = .list(entries)
    }
  }
}
