import LeadModel

/// What a column's values look like, as shares of those that are filled.
struct ColumnContent: Sendable {
  /// So many values are looked at: more say no more, and a sample has many columns.
  static let maxValues = 200

  /// How many values there are, ``maxValues`` at most.
  let count: Int
  let distinctCount: Int
  /// Email addresses, alone or several.
  let emails: Double
  /// Whatever has an `@` in it.
  let ats: Double
  /// What has the shape of a phone number.
  let phones: Double
  /// With a `+`, or blanks and brackets between the digits: no serial number is written so.
  let writtenPhones: Double
  let urls: Double
  let images: Double
  let booleans: Double
  let numbers: Double
  let countries: Double
  let dialCodes: Double
  let honorifics: Double
  /// Two to four words of letters, each with a capital where the script has them.
  let personNames: Double
  /// One to four words of letters.
  let wordsOnly: Double
  let companies: Double
  /// `Last, First`.
  let reversedNames: Double
  let statuses: Double
  /// With several lines, or more than eight words.
  let prose: Double
  let meanLength: Double
  /// The dates' pattern, if most are dates.
  let dates: DateShape?
  /// What separates entries, if there are several.
  let separator: ListSeparator?
  /// Whether no entry between separators is longer than a few words.
  let hasShortEntries: Bool

  init(_ column: SampleColumn) {
    let values = Array(column.values.lazy.filter { !$0.isEmpty }.prefix(Self.maxValues))
    let count = values.count
    func share(_ holds: (String) -> Bool) -> Double {
      count == 0 ? 0 : Double(values.count(where: holds)) / Double(count)
    }
    self.count = count
    distinctCount = Set(values).count
    ats = share { $0.contains("@") }
    emails = ats == 0 ? 0 : share { $0.contains("@") && EmailRule.parse($0).first != nil }
    dates = DateShape(values)
    phones = dates == nil ? share(CellShape.isPhone) : 0
    writtenPhones = phones == 0 ? 0 : share { CellShape.isPhone($0) && $0.contains { "+ ()-/".contains($0) } }
    urls = share(CellShape.isURL)
    images = urls == 0 ? 0 : share(CellShape.isImage)
    booleans = share { BooleanText.value(of: $0) != nil }
    numbers = share(CellShape.isNumber)
    countries = share { Country.region(named: $0) != nil }
    dialCodes = share(CellShape.isDialCode)
    honorifics = share(CellShape.isHonorific)
    personNames = share(CellShape.isPersonName)
    wordsOnly = share(CellShape.isWords)
    companies = share(CellShape.isCompany)
    reversedNames = share(CellShape.isReversedName)
    statuses = share { StatusVocabulary.status(of: $0) != nil }
    prose = share(CellShape.isProse)
    meanLength = count == 0 ? 0 : Double(values.reduce(0) { $0 + $1.count }) / Double(count)
    let separator = column.isList ? nil : ListSeparator(in: values)
    self.separator = separator
    hasShortEntries =
      separator.map { separator in
        values.allSatisfy { value in separator.entries(of: value).allSatisfy { $0.utf8.count <= 60 } }
      } ?? false
  }

  /// Whether nearly every value is another.
  var isDistinct: Bool { count > 0 && Double(distinctCount) >= 0.95 * Double(count) }
}
