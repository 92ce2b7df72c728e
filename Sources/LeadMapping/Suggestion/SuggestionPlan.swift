import LeadModel

/// Which columns give which part of the lead: the decisions behind a suggested mapping, before they are written down.
struct SuggestionPlan: Sendable {
  /// How the name comes together.
  struct Name: Sendable {
    var full: [Int] = []
    var prefix: Int?
    var first: [Int] = []
    var middle: [Int] = []
    var last: [Int] = []
    var suffix: Int?
    /// Who has no name is called by the company.
    var company: Int?
    /// Full names are written `Last, First`.
    var isReversed = false
    /// Forms of address, such as `Mr.`, stand in it.
    var hasCourtesies = false
    /// Names in Chinese, Japanese or Korean are among them.
    var hasEastAsian = false

    /// The columns of a name in parts, in the order of its parts.
    var parts: [Int] {
      first.isEmpty && last.isEmpty
        ? [] : [prefix].compactMap(\.self) + first + middle + last + [suffix].compactMap(\.self)
    }
    var isEmpty: Bool { full.isEmpty && parts.isEmpty && company == nil }
  }

  /// What tells that somebody wants no more mail.
  struct OptOut: Sendable {
    var columns: [Int] = []
    var values: [String] = []
    /// Columns that say who agreed, with the words for no: where columns say yes to the contrary, rules of their own.
    var consents: [(column: Int, refusals: [String])] = []
    /// Columns with the day of it: whoever has one is left out.
    var dated: [Int] = []
  }

  let reading: SampleReading
  var name = Name()
  /// The best one first.
  var emails: [Int] = []
  var phones: [Int] = []
  var dialCode: Int?
  var countries: [Int] = []
  var region: RegionGuess
  /// Cells begin with a letter and a colon, against spreadsheets: `p:+44…`.
  var hasLetterGuard = false
  var status: Int?
  var tags: [Int] = []
  var notes: [Int] = []
  var company: Int?
  var jobTitle: Int?
  var picture: Int?
  var optOut = OptOut()
  var sourceID: Int?
  var testMark: Int?
  /// The column whose texts say that a lead is the source's own test.
  var testText: Int?
  var bookkeeping: [Int] = []
  /// The column that tells leads apart where email and phone do not.
  var identity: Int?
  /// The one that may, of which one record shows nothing.
  var surmisedIdentity: Int?

  private var sample: Sample { reading.sample }

  init(_ reading: SampleReading) {
    self.reading = reading
    let phones = reading.columns(.phone)
    region = RegionGuess(
      cells: phones.flatMap { reading.sample.columns[$0].filled.prefix(100) }, language: reading.language)
    emails = ordered(reading.columns(.email))
    self.phones = ordered(phones)
    dialCode = reading.columns(.dialCode).first
    countries = usable(reading.columns(.country))
    hasLetterGuard = phones.contains { index in
      let filled = reading.sample.columns[index].filled
      return !filled.isEmpty
        && filled.count { $0.dropFirst().first == ":" && $0.first?.isLetter == true } * 2 >= filled.count
    }
    status = reading.columns(.status).first
    tags = reading.columns(.tags)
    notes = reading.columns(.notes)
    company = reading.columns(.company).first
    jobTitle = reading.columns(.jobTitle).first
    picture = reading.columns(.picture).first
    sourceID = reading.columns(.sourceID).first
    testMark = reading.columns(.testMark).first
    bookkeeping = reading.columns(.bookkeeping)
    planName()
    planOptOut()
    planIdentity()
    testText = reading.sample.columns.firstIndex { $0.values.contains { $0.lowercased().hasPrefix("<test lead") } }
  }

  /// How many columns of one kind a lead's field chooses from.
  private static let maxAlternatives = 6

  /// Phones or addresses in the order in which they are tried: mobile ones first, a further one last.
  private func ordered(_ columns: [Int]) -> [Int] {
    func kind(_ index: Int) -> ContactKind { ContactKind(reading.headers[index]) }
    let byUse = columns.sorted { one, other in
      let (first, second) = (reading.contents[one].count > 0 ? 0 : 1, reading.contents[other].count > 0 ? 0 : 1)
      return (first, kind(one), one) < (second, kind(other), other)
    }
    return byUse.prefix(Self.maxAlternatives).sorted { (kind($0), $0) < (kind($1), $1) }
  }

  /// Those with values, or all where none has any.
  private func usable(_ columns: [Int]) -> [Int] {
    let filled = columns.filter { reading.contents[$0].count > 0 }
    return filled.isEmpty ? Array(columns.prefix(2)) : filled
  }

  private mutating func planName() {
    name.full = usable(reading.columns(.fullName))
    name.first = reading.columns(.firstName)
    name.middle = reading.columns(.middleName)
    name.last = reading.columns(.lastName)
    name.prefix = reading.columns(.namePrefix).first
    name.suffix = reading.columns(.nameSuffix).first
    name.isReversed = !name.full.isEmpty && name.full.allSatisfy { reading.contents[$0].reversedNames >= 0.6 }
    let titled = (name.prefix.map { [$0] } ?? []) + name.full
    name.hasCourtesies = titled.contains { index in
      sample.columns[index].filled.contains { text in
        guard let first = text.split(separator: " ").first else { return false }
        return Self.courtesies.contains(first.lowercased().filter(\.isLetter))
      }
    }
    name.hasEastAsian =
      name.last.first.map { sample.columns[$0].filled.contains(where: CellShape.isEastAsian) } ?? false
    let people = name.full + name.first + name.last
    guard let company, !people.isEmpty else { return }
    let hasNameless = (0..<sample.recordCount).contains { record in
      !sample.columns[company].values[record].isEmpty && people.allSatisfy { sample.columns[$0].values[record].isEmpty }
    }
    if hasNameless { name.company = company }
  }

  private static let courtesies = Set(CellShape.courtesies.map { $0.lowercased().filter(\.isLetter) })

  private mutating func planOptOut() {
    var values: Set<String> = []
    for index in reading.columns(.optOut) {
      if reading.contents[index].dates != nil {
        optOut.dated.append(index)
      } else {
        optOut.columns.append(index)
        values.formUnion(["true", "yes", "1"])
        // The column's own words for yes: they are of a list, so they tell nothing about anybody.
        values.formUnion(
          sample.columns[index].filled.filter { BooleanText.value(of: $0) == true }.map { $0.lowercased() })
      }
    }
    for index in reading.columns(.optIn) {
      let own = sample.columns[index].filled.filter { BooleanText.value(of: $0) == false }.map { $0.lowercased() }
      optOut.consents.append((column: index, refusals: Set(["false", "no", "0"] + own).sorted()))
    }
    // Nobody who says yes to being left out says no by the same word.
    if optOut.columns.isEmpty {
      optOut.columns = optOut.consents.map(\.column)
      values.formUnion(optOut.consents.flatMap(\.refusals))
      optOut.consents = []
    }
    for (index, column) in sample.columns.enumerated() where reading.contents[index].distinctCount <= 20 {
      let words = Set(column.filled.filter(StatusVocabulary.isOptedOut).map { $0.lowercased() })
      if words.isEmpty || reading.verdicts[index].meaning == .notes { continue }
      if !optOut.columns.contains(index) { optOut.columns.append(index) }
      values.formUnion(words)
    }
    optOut.values = values.sorted()
  }

  /// The source's id identifies where nothing else does: no email or phone, or too few of the records with a name.
  private mutating func planIdentity() {
    let contacts = emails + phones
    let people = name.full + name.first + name.last
    let named = (0..<sample.recordCount).filter { record in
      people.contains { !sample.columns[$0].values[record].isEmpty }
    }
    let unreachable = named.filter { record in contacts.allSatisfy { sample.columns[$0].values[record].isEmpty } }
    let hasNames = !people.isEmpty
    guard hasNames, contacts.isEmpty || (!named.isEmpty && unreachable.count * 2 >= named.count) else { return }
    let keys =
      [sourceID].compactMap(\.self)
      + sample.columns.indices.filter { reading.contents[$0].urls >= 0.9 && reading.contents[$0].isDistinct }
    identity = keys.first(where: tellsApart)
    if identity == nil { surmisedIdentity = sourceID.flatMap { isOfTheRecord($0) ? $0 : nil } }
  }

  /// Whether a column was seen to have another value in each record: of one record nothing is seen.
  private func tellsApart(_ index: Int) -> Bool { isOfTheRecord(index) && reading.contents[index].distinctCount > 1 }

  /// Whether a column is the record's own: what stands in a list of its is of one of several things.
  private func isOfTheRecord(_ index: Int) -> Bool {
    sample.columns[index].path.steps.allSatisfy { if case .key = $0 { true } else { false } }
  }
}
