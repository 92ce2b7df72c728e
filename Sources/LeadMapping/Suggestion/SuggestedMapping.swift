import LeadModel

/// A plan as a mapping file: the language's keys in the order of its documentation, with a comment on every decision.
struct SuggestedMapping: Sendable {
  let plan: SuggestionPlan
  let name: String
  let inputName: String

  private var sample: Sample { plan.reading.sample }

  /// The whole file.
  func json(tests: [DraftJSON]) -> DraftJSON {
    let list = tests.isEmpty ? nil : DraftJSON.list(tests)
    return .members([
      "$schema": .text("mapping.schema.json"),
      "version": .number(1),
      "name": .text(name),
      "description": .text("Written for \(inputName) by 'mapping suggest': look at the comments, then make it yours"),
      "source": source,
      "lead": lead,
      "identity": plan.identity.map { .text(placeholder($0)) },
      "require": plan.identity.map { _ in .list([.texts(["name", "email", "phone"])]) },
      "once": .texts(["status", "agentId"]),
      "optOut": optOut,
      "skip": skip,
      "tests": list,
    ])
  }

  // MARK: Source

  private var source: DraftJSON {
    let headers = signature
    let columns = sample.answers.map { answers in
      DraftJSON.members([
        "each": .text(answers.path.text),
        "names": .list([.text(SamplePath(answers.label.map { .key($0) }).placeholder)]),
        "value": .alternatives(answers.values.map { SamplePath($0.map { .key($0) }).text }),
      ])
    }
    return .members([
      "format": .text(sample.format.rawValue),
      "headers": headers.isEmpty ? nil : .texts(headers),
      "records": sample.recordsPath.map { .text($0.text) },
      "columns": columns,
    ])
  }

  /// The names by which the source is told from others: the best column of each meaning, eight at most, and more where
  /// those are few.
  private var signature: [String] {
    guard sample.answers == nil else { return [] }
    let known = sample.topLevelNames
    let used = Set(plan.telling.prefix(8).compactMap { sample.columns[$0].topLevelKey })
    let others = known.filter { !used.contains($0) }.prefix(max(0, 3 - used.count))
    return known.filter { used.contains($0) || others.contains($0) }
  }

  // MARK: Lead

  private var lead: DraftJSON {
    .members([
      "name": NameDraft(plan).json,
      "email": contact(plan.emails),
      "phone": phone,
      "status": status,
      "picture": plan.picture.map { index in
        .members(["$comment": .text(comment(index)), "from": .text(reference(index)), "invalid": .text("omit")])
      },
      "tags": plan.tags.isEmpty ? nil : .list(plan.tags.map(tag)),
      "notes": plan.notes.isEmpty ? nil : .list(plan.notes.map(note)),
      "attributes": AttributesDraft(plan).json,
    ])
  }

  /// A phone or an address: the first usable one of several columns, with the others as attributes of the language's own.
  ///
  /// `note` is what the comment says beside how the columns are known, `extra` further keys.
  private func contact(
    _ columns: [Int], note: String = "", extra: [DraftJSON.Member] = [], transform: [DraftJSON] = []
  ) -> DraftJSON? {
    guard !columns.isEmpty else { return nil }
    var members = [DraftJSON.Member("$comment", .text(comment(columns) + note))]
    members.append(.init(columns.count > 1 ? "all" : "from", .alternatives(columns.map(reference))))
    if !transform.isEmpty { members.append(.init("transform", .list(transform))) }
    members.append(.init("invalid", .text("omit")))
    return .object(members + extra)
  }

  private var phone: DraftJSON? {
    var transform: [DraftJSON] = []
    if plan.hasLetterGuard { transform.append(Self.replace("^[A-Za-z]:\\s*", "")) }
    if plan.region.lacksPlus { transform.append(Self.replace("^([1-9]\\d{10,14})$", "+$1")) }
    var extra: [DraftJSON.Member] = []
    if let dialCode = plan.dialCode {
      extra.append(.init("dialCode", .text(placeholder(dialCode))))
    }
    if plan.dialCode == nil, !plan.countries.isEmpty {
      let fallback = plan.region.region.map { DraftJSON.text($0) }
      extra.append(
        .init("region", .members(["from": .alternatives(plan.countries.map(reference)), "default": fallback])))
    } else if plan.dialCode == nil, let region = plan.region.region {
      extra.append(.init("region", .text(region)))
    }
    // What a record's own country is missing by is a guess as well.
    let guess = plan.dialCode == nil && plan.region.region != nil ? "; guess of the region: \(plan.region.reason)" : ""
    return contact(plan.phones, note: guess, extra: extra, transform: transform)
  }

  private var status: DraftJSON? {
    guard let index = plan.status else { return .text(LeadStatus.open.rawValue) }
    var known: [DraftJSON.Member] = []
    var seen: Set<String> = []
    var unknownCount = 0
    for value in Set(sample.columns[index].filled).sorted() {
      // Only words of the vocabulary are written down: any other may be somebody's.
      if let status = StatusVocabulary.status(of: value) {
        if seen.insert(CaselessText.folded(value)).inserted { known.append(.init(value, .text(status.rawValue))) }
      } else {
        unknownCount += 1
      }
    }
    let words = unknownCount == 0 ? "" : "; \(unknownCount) other values are not known words: add them to 'map'"
    return .members([
      "$comment": .text(comment(index) + words),
      "from": .text(reference(index)),
      "map": known.isEmpty ? nil : .object(known),
      "default": .text(LeadStatus.open.rawValue),
      "invalid": .text("omit"),
    ])
  }

  private func tag(_ index: Int) -> DraftJSON {
    let separator = plan.reading.contents[index].separator
    let replacements = separator?.replacements.map { Self.replace($0.expression, $0.with) } ?? []
    return .members([
      "$comment": .text(comment(index) + (separator.map { "; entries between \($0.words)" } ?? "")),
      "from": .text(reference(index)),
      "transform": replacements.isEmpty ? nil : .list(replacements),
      "split": separator.map { .text($0.text) },
    ])
  }

  private func note(_ index: Int) -> DraftJSON {
    .members([
      "$comment": .text(comment(index)), "title": .text(sample.columns[index].noteTitle),
      "description": .text(placeholder(index)),
    ])
  }

  // MARK: Rules

  private var optOut: DraftJSON? {
    guard !plan.optOut.columns.isEmpty else { return nil }
    return .members([
      "$comment": .text("these people want no more messages: they are skipped, and counted by themselves"),
      "columns": .texts(plan.optOut.columns.map(reference)),
      "values": .texts(plan.optOut.values),
      "required": .boolean(true),
    ])
  }

  private var skip: DraftJSON? {
    var rules = plan.optOut.dated.map { index in
      Self.rule(.members(["field": .text(reference(index)), "present": .boolean(true)]), "opted out")
    }
    rules += plan.optOut.consents.map { consent in
      Self.rule(
        .members(["field": .text(reference(consent.column)), "in": .texts(consent.refusals)]), "did not opt in")
    }
    if let mark = plan.testMark {
      rules.append(
        Self.rule(.members(["field": .text(reference(mark)), "in": .texts(["true", "yes", "1"])]), "a test lead"))
    }
    if let text = plan.testText {
      rules.append(
        Self.rule(.members(["field": .text(reference(text)), "matches": .text("^<test lead")]), "a test lead"))
    }
    return rules.isEmpty ? nil : .list(rules)
  }

  private static func rule(_ condition: DraftJSON, _ reason: String) -> DraftJSON {
    .members(["when": condition, "reason": .text(reason)])
  }

  // MARK: Words

  static func replace(_ expression: String, _ with: String) -> DraftJSON {
    .members(["replace": .texts([expression, with])])
  }

  private func reference(_ index: Int) -> String { sample.columns[index].path.reference }
  private func placeholder(_ index: Int) -> String { sample.columns[index].path.placeholder }
  private func comment(_ index: Int) -> String { plan.reading.verdicts[index].comment }

  /// One column's comment, or how many there are.
  private func comment(_ columns: [Int]) -> String {
    guard let first = columns.first, columns.count > 1 else { return columns.first.map(comment) ?? "" }
    return "the first usable one of \(columns.count) columns, the others are kept; \(comment(first))"
  }
}

extension ColumnVerdict {
  /// As a comment in the mapping: `certain: named so (German), and the values fit`.
  var comment: String { "\(Certainty(confidence).rawValue): \(reason)" }
}

extension SampleColumn {
  /// The key at the top of a record through which the column is reached.
  var topLevelKey: String? { if case .key(let key)? = path.steps.first { key } else { nil } }

  /// The name as a note's title: one line, not too long, without braces, which would be a template's.
  var noteTitle: String {
    let line = Blank.squeezed(name)
    let short = line.count <= 60 ? line : String(line.prefix(59)) + "…"
    return short.replacing("{", with: "(").replacing("}", with: ")")
  }
}

extension SuggestionPlan {
  /// The column of each meaning that tells most about the source.
  fileprivate var telling: [Int] {
    [
      name.full.first, name.first.first, name.last.first, emails.first, phones.first, sourceID, company, status,
      tags.first, notes.first, countries.first, optOut.columns.first, jobTitle, identity,
    ].compactMap(\.self)
  }

  /// Every column that the mapping reads.
  var used: [Int] {
    let one = [status, company, jobTitle, picture, dialCode, sourceID, testMark, identity].compactMap(\.self)
    return name.full + name.parts + emails + phones + countries + one + tags + notes + optOut.columns
      + optOut.consents.map(\.column)
  }
}
