import LeadModel

/// Notices secrets that are written out where a reference belongs, by the names that secrets go by.
///
/// A guess, on the strict side: what it refuses can be kept elsewhere, and what it lets pass is in everybody's copy of the
/// file.
enum LiteralSecret {
  /// Names of headers, parameters and values that hold secrets and nothing else; `-` and `_` left out.
  private static let names: Set<String> = [
    "authorization", "proxyauthorization", "cookie", "apikey", "xapikey", "token", "apitoken", "xapitoken",
    "accesstoken",
    "authtoken", "xauthtoken", "refreshtoken", "secret", "clientsecret", "appsecret", "password", "hapikey",
    "privatekey",
  ]
  /// What stands before credentials in a header (RFC 9110, section 11.4).
  private static let schemes: Set<String> = ["bearer", "basic", "token", "apikey"]

  /// Whether a header, a parameter or a value so called holds a secret.
  static func isName(_ name: some StringProtocol) -> Bool {
    names.contains(name.lowercased().filter { $0 != "-" && $0 != "_" })
  }

  /// Whether a header holds one: by its name, or as its value begins with a scheme of credentials.
  ///
  /// A value with a placeholder of a secret holds none itself.
  static func isIn(header name: String, value: PlaceholderText) -> Bool {
    guard !value.names.contains(where: { $0.hasPrefix(PlaceholderText.secretPrefix) }) else { return false }
    if isName(name) { return true }
    guard case .literal(let text)? = value.parts.first else { return false }
    let words = text.split(separator: " ")
    let isMore = words.count > 1 || value.parts.count > 1
    return isMore && words.first.map { schemes.contains($0.lowercased()) } == true
  }

  /// Whether a parameter in the query of an address holds one: `?access_token=abc`.
  static func isIn(address: String) -> Bool {
    let parts = address.split(separator: "?", maxSplits: 1)
    guard parts.count > 1 else { return false }
    return parts[1].split(separator: "&").contains { parameter in
      let sides = parameter.split(separator: "=", maxSplits: 1)
      return sides.count > 1 && isName(sides[0]) && PlaceholderText(String(sides[1])).names.isEmpty
    }
  }
}
