/// A phone number that may exist, in the two parts that the inbox keeps.
struct PhoneNumber: Equatable, Sendable {
  /// With its plus sign: `+44`.
  var dialCode: String
  /// The national significant number: ASCII digits, no trunk prefix, Italian leading zeros kept.
  var national: String
  /// ASCII digits.
  var `extension`: String?
  /// Whether it lies in a range that is in use.
  ///
  /// A number that is possible and not valid has the right length, no more.
  var isValid: Bool
  /// Whether it has the length of numbers that are dialled within their area only: `555-0123`, without the area's code.
  var isLocal = false

  /// Whether it is the same number wherever it is dialled from: else several people may have it.
  var isUnique: Bool { isValid || !isLocal }

  /// Whether `other` is reached by the same digits.
  func isSame(as other: PhoneNumber) -> Bool { dialCode == other.dialCode && national == other.national }
}

/// The numbers in a cell.
struct PhoneCell: Equatable, Sendable {
  /// The first usable number; `nil`: there is none, and ``problem`` says why.
  var first: PhoneNumber?
  /// Further numbers, each once, in their order.
  var others: [PhoneNumber] = []
  /// Why there is no number; `nil` where there is one.
  var problem: PhoneProblem?

  /// The cell with its valid numbers alone.
  var valid: PhoneCell {
    guard let first else { return self }
    let valid = ([first] + others).filter(\.isValid)
    guard let usable = valid.first else { return PhoneCell(problem: .notInUse) }
    return PhoneCell(first: usable, others: Array(valid.dropFirst()))
  }
}

/// Why a text is no phone number.
enum PhoneProblem: String, Equatable, Sendable {
  /// Nothing in it is a number.
  case noNumber
  /// Too few or too many digits for its country.
  case impossible
  /// Of the right length, but in no range that is in use; only where that is asked for.
  case notInUse
  /// Neither does it begin with `+` or `00`, nor is its country known.
  case noCountry
  /// A spreadsheet wrote it as `4.91E+11`: its last digits are lost.
  case damaged

  /// The fact as the end of a sentence that starts with the field's name.
  ///
  /// Holds no part of the number.
  var words: String {
    switch self {
    case .noNumber: "is no phone number"
    case .impossible: "has too few or too many digits for its country"
    case .notInUse: "has the right length, but lies in no range that is in use"
    case .noCountry: "has no country: it must begin with '+' or '00', or its region or dial code must be known"
    case .damaged: "was rounded by a spreadsheet (as in 4.9E+11): its last digits are lost"
    }
  }
}
