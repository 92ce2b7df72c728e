import LeadModel

/// Addresses and numbers in the one form in which they are compared.
enum ContactText {
  /// An address without blanks around it, in lower case.
  static func email(_ text: some StringProtocol) -> String {
    text.lowercased().trimmingPrefix("mailto:").filter { !$0.isWhitespace }
  }

  /// The digits of a text, in ASCII, whatever script they are in.
  static func digits(_ text: some StringProtocol) -> String {
    String(
      text.compactMap { character in character.wholeNumberValue.flatMap { 0...9 ~= $0 ? Character("\($0)") : nil } })
  }

  /// Digits without zeros in front: trunk prefixes are one, in most countries.
  static func significant(_ digits: String) -> String { String(digits.drop { $0 == "0" }) }

  /// A lead's number with its dial code, digits alone; `nil` where it has none.
  static func number(dialCode: String?, phone: String?) -> String? {
    guard let phone, !phone.isEmpty else { return nil }
    let number = digits(dialCode ?? "") + digits(phone)
    return number.isEmpty ? nil : number
  }
}

/// The addresses and numbers in a text that somebody wrote.
struct WrittenContacts {
  /// Digits of a number at least, and at most: what has fewer is a date or an amount, what has more is none.
  static let digitCounts = 6...20

  private(set) var emails: [String] = []
  /// Of numbers with a `+` or `00`: dial code and national number.
  private(set) var international: [String] = []
  /// Of numbers without: with their dial code or not, without zeros in front.
  private(set) var bare: [String] = []

  /// Takes a text apart that holds addresses, or a number.
  init(_ text: String) {
    if text.utf8.contains(UInt8(ascii: "@")) {
      emails = text.split { $0.isWhitespace || ",;|<>\"'()[]".contains($0) }.map { ContactText.email($0) }
        .filter { $0.contains("@") }
      return
    }
    let number = text.drop { $0 != "+" && !$0.isWholeNumber }.prefix { !$0.isLetter }
    let whole = ContactText.digits(number)
    guard Self.digitCounts.contains(whole.count) else { return }
    // A zero in brackets is for who calls from within the country; in some countries it is a part of the number.
    var forms = [whole]
    if let zero = number.firstRange(of: "(0)") {
      forms.append(ContactText.digits(number[..<zero.lowerBound]) + ContactText.digits(number[zero.upperBound...]))
    }
    for digits in forms {
      if number.hasPrefix("+") || digits.hasPrefix("00") {
        international.append(ContactText.significant(digits))
      } else {
        bare.append(ContactText.significant(digits))
      }
    }
  }
}
