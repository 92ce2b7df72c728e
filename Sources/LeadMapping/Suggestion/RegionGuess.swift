/// The country of phone numbers that say none, guessed from a sample.
///
/// A wrong country makes wrong numbers of right ones, so a guess needs proof: nearly all numbers of the sample must be
/// valid there, and something else must speak for it. A country's column is better than any guess.
struct RegionGuess: Sendable, Hashable {
  /// ISO 3166-1 alpha-2; `nil`: none can be told.
  var region: String?
  var confidence = 0.0
  /// Why, as a sentence without a full stop.
  var reason: String
  /// Whether numbers are written with their dial code and without its `+`.
  var lacksPlus = false
  /// How many numbers of the sample say no country.
  var nationalCount = 0

  /// Guesses from the cells of all phone columns.
  ///
  /// Costs some hundred calls of libphonenumber, a few milliseconds.
  init(cells: [String], language: HeaderLanguage?) {
    var dialCodes: [String: Int] = [:]
    var nationals: [String] = []
    for cell in Set(cells).sorted().prefix(Self.maxNumbers) {
      let number = Self.first(of: cell)
      let digits = number.filter { $0.isASCII && $0.isNumber }
      guard CellShape.isPhone(number), digits.count >= 7 else { continue }
      if number.hasPrefix("+") || number.hasPrefix("00") {
        if let dialCode = PhoneRule.parse(number, region: nil).first?.dialCode { dialCodes[dialCode, default: 0] += 1 }
      } else {
        nationals.append(number)
      }
    }
    nationalCount = nationals.count
    reason = ""
    if nationals.isEmpty {
      reason = dialCodes.isEmpty ? "no number in the sample to tell a country by" : "all numbers say their country"
    } else if nationals.allSatisfy(Self.isLong), let sureness = Self.sureness(ofPlusBefore: nationals) {
      lacksPlus = true
      confidence = sureness
      reason = "numbers begin with a dial code, without its '+'"
    } else if let guess = Self.guess(nationals, dialCodes, language) {
      (region, confidence, reason) = guess
    } else {
      reason = "\(nationals.count) numbers say no country, and none can be told"
    }
  }

  private static let maxNumbers = 120

  private static func guess(
    _ nationals: [String], _ dialCodes: [String: Int], _ language: HeaderLanguage?
  ) -> (String?, Double, String)? {
    let shapes = nationals.count(where: isNorthAmerican)
    if shapes * 20 >= nationals.count * 19, allValid(nationals, region: "US", share: 0.95) {
      return ("US", 0.5, "national numbers have North America's shape")
    }
    guard nationals.count >= 3 else { return nil }
    let international = dialCodes.values.reduce(0, +)
    if let most = dialCodes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), international >= 3,
      most.value * 5 >= international * 3, let region = regions[most.key],
      allValid(nationals, region: region, share: 0.95)
    {
      return (region, 0.6, "most numbers with a '+' have \(most.key), and the others are valid there")
    }
    // English is written everywhere: its numbers say nothing about the country.
    guard let language, language != .en, international == 0 || nationals.count >= international * 3 else { return nil }
    let fitting = language.regions.filter { allValid(nationals, region: $0, share: 0.95) }
    guard let first = fitting.first else { return nil }
    return (first, fitting.count == 1 ? 0.5 : 0.35, "the columns are \(language.word), and the numbers are valid there")
  }

  /// The first number of a cell, without a letter that guards it against spreadsheets: `p:+44…`, `'+44…`.
  private static func first(of cell: String) -> String {
    var rest = cell[...]
    if let colon = rest.prefix(3).firstIndex(of: ":") { rest = rest[rest.index(after: colon)...] }
    let end = rest.firstIndex { $0 == ";" || $0 == "|" || $0.isNewline } ?? rest.endIndex
    rest = rest[..<(rest.firstRange(of: ":::").map { min($0.lowerBound, end) } ?? end)]
    return String(rest.drop { $0 == "'" || $0 == "\"" || $0 == "=" || $0.isWhitespace })
  }

  private static func allValid(_ numbers: [String], region: String?, share: Double) -> Bool {
    // Enough to tell, and bounded: every number costs a call of the library.
    let looked = numbers.prefix(40)
    let valid = looked.count { PhoneRule.parse($0, region: region).first?.isValid == true }
    return !looked.isEmpty && Double(valid) >= share * Double(looked.count)
  }

  /// How sure it is that numbers lack a `+` alone; `nil`: it is not so.
  ///
  /// Numbers of the right length do where their range is in no use; but not with +1, whose ten digits behind it make any
  /// mobile number of China or São Paulo look right.
  private static func sureness(ofPlusBefore numbers: [String]) -> Double? {
    let international = numbers.map { "+\($0)" }
    if allValid(international, region: nil, share: 0.9) { return 0.6 }
    let looked = international.prefix(40)
    let arePossible = looked.allSatisfy { number in
      PhoneRule.parse(number, region: nil).first.map { $0.dialCode != "+1" } ?? false
    }
    return arePossible ? 0.45 : nil
  }

  /// Longer than national numbers are, but for a few countries: they begin with a country's code.
  private static func isLong(_ number: String) -> Bool {
    number.utf8.count >= 11 && number.utf8.count <= 15 && number.first != "0"
      && number.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// `(201) 555-0123`, `201-555-0123`, `201.555.0123`: three, three and four digits, as nobody else writes them.
  private static func isNorthAmerican(_ number: String) -> Bool {
    let groups = number.prefix(while: { !$0.isLetter }).split { !$0.isNumber }.map(\.count)
    let rest = groups.count == 4 && groups[0] == 1 ? Array(groups.dropFirst()) : groups
    return Array(rest.prefix(3)) == [3, 3, 4] && number.contains { "()-.".contains($0) }
  }

  /// The main country of dial codes that many exports hold.
  private static let regions: [String: String] = [
    "+1": "US", "+20": "EG", "+27": "ZA", "+30": "GR", "+31": "NL", "+32": "BE", "+33": "FR", "+34": "ES", "+36": "HU",
    "+39": "IT", "+40": "RO", "+41": "CH", "+43": "AT", "+44": "GB", "+45": "DK", "+46": "SE", "+47": "NO", "+48": "PL",
    "+49": "DE", "+51": "PE", "+52": "MX", "+54": "AR", "+55": "BR", "+56": "CL", "+57": "CO", "+60": "MY", "+61": "AU",
    "+62": "ID", "+63": "PH", "+64": "NZ", "+65": "SG", "+66": "TH", "+81": "JP", "+82": "KR", "+84": "VN", "+86": "CN",
    "+90": "TR", "+91": "IN", "+92": "PK", "+212": "MA", "+234": "NG", "+254": "KE", "+351": "PT", "+353": "IE",
    "+358": "FI", "+380": "UA", "+420": "CZ", "+421": "SK", "+852": "HK", "+886": "TW", "+966": "SA", "+971": "AE",
    "+972": "IL",
  ]
}
