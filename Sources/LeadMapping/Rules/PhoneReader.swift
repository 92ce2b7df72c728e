/// What libphonenumber makes of a text, in the common cases without asking it.
///
/// From the digits of a text to a number the steps are those of the library's `ParseHelper`, `MaybeExtractCountryCode`,
/// `IsPossibleNumber` and `IsValidNumber`. Why the result is the same: see ``PhoneDirectory``.
struct PhoneReader {
  private let directory: PhoneDirectory
  /// A calling code on trial, which the directory does not have yet.
  private let trial: PhoneCallingCode?

  init(_ directory: PhoneDirectory, trial: PhoneCallingCode? = nil) {
    self.directory = directory
    self.trial = trial
  }

  /// What the library makes of `text`; `nil`: it must be asked.
  func reading(of text: String, home: PhoneHome) -> PhoneReading? {
    guard directory.isUsable else { return nil }
    let numbering: PhoneNumbering?
    switch home {
    case .unknown: numbering = nil
    case .region(let region):
      numbering = directory.region(region)
      if numbering == nil, directory.hasRegion(region) { return nil }
    case .dialCode(let code):
      // A code without a country is put before the text by the library's door.
      numbering = code == 0 ? nil : plan(Int(code))?.main
      if let numbering, numbering.internationalPrefix == nil { return nil }
      if numbering == nil, directory.hasCode(Int(code)) { return nil }
    }
    return reading(of: text, at: numbering)
  }

  /// What the library makes of `text` where `home` is the country of numbers that say none.
  func reading(of text: String, at home: PhoneNumbering?) -> PhoneReading? {
    var text = text
    // A native string gives its bytes without being copied.
    let scan = text.withUTF8 { PhoneScan.number(in: $0.span) }
    switch scan {
    case .none: return PhoneReading.none(.noNumber)
    case .unclear: return nil
    case .number(let scan):
      // Without any, the library would take an empty prefix for one that is always there.
      if let home, home.internationalPrefix == nil { return nil }
      return reading(of: scan, at: home)
    }
  }

  private func reading(of scan: PhoneScan, at home: PhoneNumbering?) -> PhoneReading? {
    guard scan.isInternational || home != nil else { return PhoneReading.none(.noCountry) }
    var digits = scan.digits
    var code = scan.isInternational ? codeTaken(from: &digits) : home.map { codeWithoutPlus(&digits, $0) } ?? .unknown
    if code == .unknown, scan.isInternational, let home {
      // `+0044`: as if the plus sign were not there; now it must be found.
      code = codeWithoutPlus(&digits, home)
      if case .code = code {} else { code = .unknown }
    }

    let plan: PhoneCallingCode?
    let numbering: PhoneNumbering
    switch code {
    case .unknown: return PhoneReading.none(.noCountry)
    case .tooShort: return PhoneReading.none(.impossible)
    case .code(let number):
      guard let found = self.plan(number) else { return nil }
      (plan, numbering) = (found, found.main)
    case .none:
      guard let home, let found = self.plan(home.callingCode) else { return nil }
      (plan, numbering) = (found, home)
    }
    guard let plan, digits.count >= 2 else { return PhoneReading.none(.impossible) }

    let stripped = numbering.withoutPrefix(digits)
    switch numbering.length(stripped.count) {
    case .possible, .tooLong: digits = stripped
    case .localOnly, .tooShort, .otherwise: break
    }
    guard digits.count >= 2, digits.count <= Self.mostDigits else { return PhoneReading.none(.impossible) }
    let length = plan.main.length(digits.count)
    switch length {
    case .possible, .localOnly: break
    case .tooShort, .tooLong, .otherwise: return PhoneReading.none(.impossible)
    }
    return .number(
      PhoneNumber(
        dialCode: plan.dialCode, national: digits.text, extension: scan.extension, isValid: plan.isValid(digits),
        isLocal: length == .localOnly))
  }

  /// The library's `kMaxLengthForNsn`.
  private static let mostDigits = 17

  /// Whether a number says its country.
  private enum Code: Equatable {
    case code(Int)
    /// It does not.
    case none
    /// It does, but too little follows.
    case tooShort
    /// It does, but there is no such country.
    case unknown
  }

  /// Takes the calling code from digits that begin with one.
  private func codeTaken(from digits: inout PhoneDigits) -> Code {
    guard digits.count > 2 else { return .tooShort }
    guard digits[0] != 0 else { return .unknown }
    for length in 1...3 {
      let value = digits.value(length)
      if directory.hasCode(value) {
        digits.removeFirst(length)
        return .code(value)
      }
    }
    return .unknown
  }

  /// Takes the calling code from digits that begin with the international prefix of `home`, or with its own code.
  ///
  /// With its own code only where they are no number otherwise, and one without it, or too many.
  private func codeWithoutPlus(_ digits: inout PhoneDigits, _ home: PhoneNumbering) -> Code {
    if let match = home.internationalPrefix?.match(digits) {
      let rest = digits.dropFirst(match.count)
      // No calling code begins with 0, so that was no international prefix.
      if rest.count == 0 || rest[0] != 0 {
        digits = rest
        return codeTaken(from: &digits)
      }
    }
    guard digits.hasPrefix(home.callingCode, length: home.callingCodeLength) else { return .none }
    let rest = home.withoutPrefix(digits.dropFirst(home.callingCodeLength))
    guard !home.isGeneral(digits) && home.isGeneral(rest) || home.length(digits.count) == .tooLong else { return .none }
    digits = rest
    return .code(home.callingCode)
  }

  private func plan(_ code: Int) -> PhoneCallingCode? {
    if let trial, trial.main.callingCode == code { return trial }
    return directory.code(code)
  }
}
