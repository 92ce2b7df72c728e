/// The languages in which columns are known by their names.
package enum HeaderLanguage: String, Sendable, Hashable, CaseIterable {
  case en, de, fr, es, pt, it, nl, pl

  /// As the end of "the word is …".
  var word: String {
    switch self {
    case .en: "English"
    case .de: "German"
    case .fr: "French"
    case .es: "Spanish"
    case .pt: "Portuguese"
    case .it: "Italian"
    case .nl: "Dutch"
    case .pl: "Polish"
    }
  }

  /// Countries where it is written, the one with most writers among them first.
  ///
  /// Their numbers are tried on phone numbers that say no country.
  var regions: [String] {
    switch self {
    case .en: ["US", "GB", "IN", "AU", "CA", "IE", "NZ", "ZA"]
    case .de: ["DE", "AT", "CH"]
    case .fr: ["FR", "BE", "CH", "CA"]
    case .es: ["ES", "MX", "CO", "AR", "CL", "PE"]
    case .pt: ["BR", "PT"]
    case .it: ["IT", "CH"]
    case .nl: ["NL", "BE"]
    case .pl: ["PL"]
    }
  }
}
