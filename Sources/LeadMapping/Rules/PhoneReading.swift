import CPhoneNumber

/// The country of numbers that are written without one.
enum PhoneHome: Hashable, Sendable {
  case unknown
  /// ISO 3166-1 alpha-2, upper case.
  case region(String)
  /// 44.
  case dialCode(Int32)
}

/// What libphonenumber makes of one text.
enum PhoneReading: Equatable, Sendable {
  /// A possible number.
  case number(PhoneNumber)
  case none(PhoneProblem)

  /// What libphonenumber makes of `text`, which is taken as one number whatever is in it.
  ///
  /// About a microsecond for the texts that ``PhoneReader`` reads by itself, nearly all; else a call of the library.
  init(_ text: String, home: PhoneHome) {
    self = PhoneReader(.shared).reading(of: text, home: home) ?? PhoneReading(asking: text, home: home)
  }

  /// What libphonenumber itself says of `text`: one call, some 25 to 50 µs.
  init(asking text: String, home: PhoneHome) {
    let result =
      switch home {
      case .unknown: Self.read(text, nil, 0)
      case .region(let region): region.withCString { Self.read(text, $0, 0) }
      case .dialCode(let code): Self.read(text, nil, code)
      }
    switch result.status {
    case leadbridge_phone_possible:
      let count = Int(result.extension_count)
      self = .number(
        PhoneNumber(
          dialCode: "+\(result.country_code)",
          national: Self.text(of: result.national, count: Int(result.national_count)),
          extension: count == 0 ? nil : Self.text(of: result.extension, count: count),
          isValid: result.is_valid, isLocal: result.is_local
        ))
    case leadbridge_phone_impossible: self = .none(.impossible)
    case leadbridge_phone_no_country: self = .none(.noCountry)
    default: self = .none(.noNumber)
    }
  }

  /// The number, if there is one.
  var number: PhoneNumber? {
    if case .number(let number) = self { number } else { nil }
  }

  /// Valid before possible before none.
  var rank: Int {
    switch self {
    case .number(let number): number.isValid ? 2 : 1
    case .none: 0
    }
  }

  private static func read(_ text: String, _ region: UnsafePointer<CChar>?, _ code: Int32) -> leadbridge_phone_number {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { leadbridge_phone_read($0.baseAddress, $0.count, region, code) }
    }
  }

  /// The first `count` bytes of a C array, which Swift has as a tuple.
  private static func text<Characters>(of characters: Characters, count: Int) -> String {
    // The door never says more bytes than the array holds; `prefix` would stop there if it did.
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix(count), as: UTF8.self) }
  }
}

extension PhoneCell {
  /// The cell in which there is that number, or none.
  init(_ reading: PhoneReading) {
    switch reading {
    case .number(let number): self.init(first: number)
    case .none(let problem): self.init(problem: problem)
    }
  }
}
