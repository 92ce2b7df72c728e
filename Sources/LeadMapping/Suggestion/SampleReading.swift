import LeadModel

/// A sample with what each of its columns was found to be, the columns judged together.
struct SampleReading: Sendable {
  let sample: Sample
  /// One for each column.
  let contents: [ColumnContent]
  let headers: [HeaderWords]
  private(set) var verdicts: [ColumnVerdict]
  /// Columns that may say who agreed, which somebody has to decide.
  private(set) var undecidedConsents: [Int] = []

  init(_ sample: Sample) {
    self.sample = sample
    contents = sample.columns.map { ColumnContent($0) }
    headers = sample.columns.map { HeaderWords($0.path.telling) }
    verdicts = zip(headers, contents).map { ColumnVerdict($0, $1) }
    dropListed()
    settleTitles()
    settleNames()
    dropOtherNames()
    settleConsents()
    findNameByContent()
    for meaning in [ColumnMeaning.email, .phone] { dropSurmised(meaning) }
    findChoices()
    for meaning in [ColumnMeaning.company, .jobTitle, .status, .picture, .dialCode, .sourceID, .namePrefix, .testMark] {
      keepBest(meaning)
    }
  }

  /// The columns of a meaning, in the input's order.
  func columns(_ meaning: ColumnMeaning) -> [Int] { verdicts.indices.filter { verdicts[$0].meaning == meaning } }

  /// The language of most columns that are known by their names; `nil`: none, or two alike.
  ///
  /// English words stand in headers of all languages (`E-Mail`, `Status`): another one goes before it.
  var language: HeaderLanguage? {
    var counts: [HeaderLanguage: Int] = [:]
    for verdict in verdicts { if let language = verdict.language { counts[language, default: 0] += 1 } }
    let others = counts.filter { $0.key != .en }.sorted { ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue) }
    guard let first = others.first, first.value >= 2 else { return counts[.en] == nil ? nil : .en }
    if others.count > 1, others[1].value == first.value { return nil }
    return first.value * 3 >= counts[.en] ?? 0 ? first.key : .en
  }

  /// What the first of several objects of a list says is not what all of them say: their first address or number, and the
  /// country that goes with it, is the person's; a label or an id is none.
  private mutating func dropListed() {
    for index in verdicts.indices where sample.columns[index].isOneOfSeveral {
      if [.email, .phone, .country, .dialCode].contains(verdicts[index].meaning) { continue }
      verdicts[index] = .unknown
      verdicts[index].reason = "in the first of several of a list"
    }
  }

  /// `Title` without values is a job's in English, where another column has the form of address.
  private mutating func settleTitles() {
    for index in columns(.namePrefix) where contents[index].count == 0 && headers[index].joined == "title" {
      verdicts[index].meaning = .jobTitle
      verdicts[index].confidence = 0.5
    }
  }

  /// `Name` beside `First name` alone is the last name, unless it holds the first one too; beside `Last name` alone the
  /// first.
  private mutating func settleNames() {
    let full = columns(.fullName)
    guard let name = full.first, full.count == 1 else { return }
    let firsts = columns(.firstName)
    let lasts = columns(.lastName)
    guard firsts.isEmpty != lasts.isEmpty, let other = (firsts + lasts).first, contents[name].count > 0 else { return }
    let rows = zip(sample.columns[name].values, sample.columns[other].values).filter { !$0.isEmpty && !$1.isEmpty }
    let holding = rows.count { $0.localizedLowercaseContains($1) }
    guard !rows.isEmpty, holding * 2 < rows.count else { return }
    let word = firsts.isEmpty ? "last" : "first"
    verdicts[name].meaning = firsts.isEmpty ? .firstName : .lastName
    verdicts[name].confidence = 0.7
    verdicts[name].reason = "beside a \(word) name, which it does not hold"
  }

  /// Beside first and last names, a name that holds neither is that of a form, a list or a company.
  private mutating func dropOtherNames() {
    let parts = (columns(.firstName) + columns(.lastName)).filter { contents[$0].count > 0 }
    guard !parts.isEmpty, !columns(.firstName).isEmpty, !columns(.lastName).isEmpty else { return }
    for index in columns(.fullName) {
      let rows = sample.columns[index].values.enumerated().filter { record, text in
        !text.isEmpty && parts.contains { !sample.columns[$0].values[record].isEmpty }
      }
      let holding = rows.count { record, text in
        parts.contains { part in
          let name = sample.columns[part].values[record]
          return !name.isEmpty && text.localizedLowercaseContains(name)
        }
      }
      guard !rows.isEmpty, holding * 2 < rows.count else { continue }
      verdicts[index] = .unknown
      verdicts[index].reason = "beside first and last names, which it does not hold"
    }
  }

  /// A consent that is no yes or no, or that is for one channel, cannot decide who is sent.
  private mutating func settleConsents() {
    for index in columns(.optIn) {
      let isPlain = contents[index].booleans >= 0.6 || contents[index].count == 0
      if isPlain, headers[index].words.allSatisfy({ !Self.channels.contains($0) }) { continue }
      verdicts[index].meaning = .other
      verdicts[index].reason = "may say who agreed"
      undecidedConsents.append(index)
    }
  }

  /// Ways to reach people beside mail: who wants no text messages may want all else.
  private static let channels = HeaderVocabulary.words(
    """
    sms text texts whatsapp phone telephone telefon telefono telefone telefoon telefonu call calls post postal fax push
    anruf appel appels llamada llamadas
    """)

  /// Where no column is called a name, the first that holds nothing but names of people.
  private mutating func findNameByContent() {
    guard columns(.fullName).isEmpty, columns(.firstName).isEmpty, columns(.lastName).isEmpty else { return }
    let found = verdicts.indices.first { index in
      let content = contents[index]
      return verdicts[index].meaning == .other && content.personNames >= 0.8
        && content.distinctCount * 10 >= content.count * 7 && content.companies < 0.1 && content.countries < 0.2
        && !headers[index].words.contains(where: HeaderVocabulary.detractors.contains)
    }
    guard let found else { return }
    verdicts[found] = ColumnVerdict(meaning: .fullName, confidence: 0.45, reason: "the values look like people's names")
  }

  /// Beside a column that is called so, one that only looks so is another's.
  private mutating func dropSurmised(_ meaning: ColumnMeaning) {
    let found = columns(meaning)
    guard found.contains(where: { verdicts[$0].language != nil }) else { return }
    for index in found where verdicts[index].language == nil {
      verdicts[index] = .unknown
      verdicts[index].reason = "looks like another \(meaning.rawValue); a column is called so"
    }
  }

  /// The boxes of a multiple choice, a column each, whose values are the columns' names; the free one behind them.
  private mutating func findChoices() {
    var previousWasChoice = false
    for (index, column) in sample.columns.enumerated() {
      let name = FoldedName(column.name)
      let isFree = previousWasChoice && Self.freeChoices.contains(headers[index].joined)
      let isChoice = contents[index].count > 0 && column.filled.allSatisfy { FoldedName($0) == name }
      // An empty box, or one of another meaning, between others does not end them.
      if isChoice || isFree {
        verdicts[index] = ColumnVerdict(
          meaning: .tags, confidence: isChoice ? 0.7 : 0.5,
          reason: isChoice
            ? "a box of a multiple choice: its values are its name" : "the free answer of a multiple choice")
      }
      previousWasChoice = isChoice || isFree || (previousWasChoice && contents[index].count == 0)
    }
  }

  private static let freeChoices: Set<String> = [
    "other", "others", "sonstiges", "andere", "anderes", "autre", "autres", "otro", "otros", "otra", "outro", "outros",
    "altro", "anders", "overig", "inne",
  ]

  /// Of several columns of a meaning that a lead has once, the one that is surest, the fullest of those.
  private mutating func keepBest(_ meaning: ColumnMeaning) {
    let found = columns(meaning)
    let best = found.max { one, other in
      (contents[one].count > 0 ? 1 : 0, verdicts[one].confidence, contents[one].count, -one) < (
        contents[other].count > 0 ? 1 : 0, verdicts[other].confidence, contents[other].count, -other
      )
    }
    for index in found where index != best {
      verdicts[index].meaning = .other
      verdicts[index].reason = "another \(meaning.rawValue); '\(best.map { sample.columns[$0].name } ?? "")' is taken"
    }
  }
}

extension SamplePath {
  /// The keys that tell what the value is: the last, and the one before it where the last says little alone.
  fileprivate var telling: String {
    let keys = steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
    let named = keys.filter { !Self.generic.contains($0.lowercased()) }
    guard keys.count > 1, let last = named.last else { return keys.last ?? "" }
    guard named.count > 1 else { return last }
    let parent = named[named.count - 2]
    if Self.parts.contains(last.lowercased()) { return "\(last) \(parent)" }
    if last.lowercased() == "name", Self.containers.contains(parent.lowercased()) { return last }
    return Self.weak.contains(last.lowercased()) ? "\(parent) \(last)" : last
  }

  /// Keys that every value may stand under.
  private static let generic: Set<String> = ["value", "text", "answer", "data", "fields", "attributes", "properties"]
  /// Keys of what a service sends: a name in it is the person's, all else its own.
  private static let containers: Set<String> = ["payload", "body"]
  /// Keys that mean the parent's: `company.name` is no person's.
  private static let weak: Set<String> = ["name", "id", "code", "number", "title", "status", "type", "label", "date"]
  /// Parts of a name: `name.first`.
  private static let parts: Set<String> = ["first", "last", "given", "family", "full", "middle"]
}

extension String {
  /// Whether `other` stands in it, whatever the case.
  fileprivate func localizedLowercaseContains(_ other: String) -> Bool { lowercased().contains(other.lowercased()) }
}
