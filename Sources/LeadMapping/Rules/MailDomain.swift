/// Misspelled domains of the large mail providers.
///
/// The providers are the largest that give mailboxes to anyone, by no one's ranking: what counts is that nearly every
/// address one letter beside them is a slip. Providers with short names (`gmx`, `web`, `live`, `aol`) are left out, for
/// one letter beside them is somebody else.
enum MailDomain {
  /// What was probably meant.
  enum Guess: Equatable, Sendable {
    /// This provider's domain.
    case provider(String)
    /// `.com`, where there is no such top-level domain.
    case com(insteadOf: String)

    /// As a sentence that holds nothing of the address but what stands in the tables.
    var words: String {
      switch self {
      case .provider(let domain): "the domain is probably a misspelled '\(domain)'; the address is left as it is"
      case .com(let top): "there is no domain '.\(top)', '.com' is probably meant; the address is left as it is"
      }
    }
  }

  /// What was probably meant by an address's domain, which is in lower case; `nil`: itself.
  ///
  /// A name one edit beside a provider's (a letter more, less or another, two letters swapped), an ending that `.com` may
  /// become, or both. A domain that is well known itself is never a slip.
  static func guess(for address: String) -> Guess? {
    guard mayBeSlip(address), let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let domain = String(address[address.utf8.index(after: at)...])
    if wellKnown.contains(domain) { return nil }
    guard let dot = domain.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let name = domain[..<dot]
    let ending = domain[domain.utf8.index(after: dot)...]
    for provider in providers {
      // Every verdict below needs a name of about this length: nearly all providers are passed over here.
      guard abs(name.utf8.count - provider.name.utf8.count) <= 1 else { continue }
      let endingFits = provider.endings.contains { $0 == ending }
      if endingFits, isOneEdit(name, provider.name) { return .provider("\(provider.name).\(ending)") }
      if endingFits { continue }
      let isNearCom = comSlips.contains(String(ending)) || isOneEdit(ending, "com")
      if isNearCom, name == provider.name || comSlips.contains(String(ending)) && isOneEdit(name, provider.name) {
        return .provider("\(provider.name).com")
      }
    }
    let top = String(
      ending.utf8.lastIndex(of: UInt8(ascii: ".")).map { ending[ending.utf8.index(after: $0)...] } ?? ending)
    return comSlips.contains(top) ? .com(insteadOf: top) : nil
  }

  /// Whether there may be a guess: `false` for nearly all addresses, and then nothing is allocated or hashed for them.
  ///
  /// For a guess the name has to be within one edit of a provider's and the ending be no longer than any of theirs, or the
  /// last part be one of ``comSlips``.
  private static func mayBeSlip(_ address: String) -> Bool {
    let isPossible = address.utf8.withContiguousStorageIfAvailable { address in
      guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return false }
      let domain = UnsafeBufferPointer(rebasing: address[(at + 1)...])
      guard let dot = domain.firstIndex(of: UInt8(ascii: ".")), let last = domain.lastIndex(of: UInt8(ascii: "."))
      else { return false }
      let name = UnsafeBufferPointer(rebasing: domain[..<dot])
      // `mail.example.org` is nobody's slip, though `mail` is near a provider's name.
      if domain.count - dot - 1 <= longestEnding {
        for provider in providerNames where isNear(name, provider) { return true }
      }
      return packed(UnsafeBufferPointer(rebasing: domain[(last + 1)...])).map(packedSlips.contains) ?? false
    }
    return isPossible ?? true
  }

  /// Whether two names may be one edit apart, or none: what they have in common at both ends leaves two bytes at most.
  private static func isNear(_ one: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
    let other = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    let longer = max(one.count, other.count)
    let shorter = min(one.count, other.count)
    guard longer - shorter <= 1 else { return false }
    var same = 0
    while same < shorter, one[same] == other[same] { same += 1 }
    var end = 0
    while end < shorter, one[one.count - 1 - end] == other[other.count - 1 - end] { end += 1 }
    return same + end >= longer - 2
  }

  /// An ending of up to four bytes as a number; `nil` for a longer one.
  private static func packed(_ ending: some Collection<UInt8>) -> UInt32? {
    ending.count > 4 ? nil : ending.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// ``comSlips`` as numbers: comparing these costs less than hashing.
  private static let packedSlips = comSlips.compactMap { packed($0.utf8) }

  /// Whether one insertion, deletion, replacement or swap of neighbours makes `other` of `one`.
  static func isOneEdit(_ one: Substring, _ other: String) -> Bool {
    let (a, b) = (Array(one.utf8), Array(other.utf8))
    guard abs(a.count - b.count) <= 1 else { return false }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = min(zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count, min(a.count, b.count) - start)
    let (left, right) = (a[start..<a.count - end], b[start..<b.count - end])
    switch (left.count, right.count) {
    case (1, 0), (0, 1), (1, 1): return true
    case (2, 2): return left.first == right.last && left.last == right.first
    default: return false
    }
  }

  /// Endings that are no top-level domain in IANA's list, and one slip beside `com`.
  private static let comSlips: Set<String> = [
    "con", "cmo", "ocm", "comm", "coom", "ccom", "cpm", "cim", "xom", "vom", "dom", "som", "conm", "comn", "clm", "c0m",
  ]

  private static let providers = table.map { (name: "\($0.name)", endings: $0.endings) }

  /// In bytes; those of ``comSlips`` and what is one edit beside `com` are shorter.
  private static let longestEnding = providers.flatMap(\.endings).map(\.utf8.count).max() ?? 0

  /// Without references, which would be counted at each look.
  private static let providerNames = table.map(\.name)

  private static let table: [(name: StaticString, endings: [String])] = [
    ("gmail", ["com"]), ("googlemail", ["com"]), ("icloud", ["com"]), ("protonmail", ["com", "ch"]),
    ("comcast", ["net"]), ("verizon", ["net"]),
    (
      "hotmail",
      [
        "com", "co.uk", "de", "fr", "it", "es", "nl", "be", "ca", "se", "dk", "no", "fi", "gr", "com.br", "com.ar",
        "com.mx",
      ]
    ),
    ("outlook", ["com", "de", "fr", "it", "es", "pt", "be", "dk", "com.br", "com.ar", "com.au", "co.uk"]),
    (
      "yahoo",
      [
        "com", "co.uk", "de", "fr", "it", "es", "ca", "se", "dk", "no", "gr", "pl", "ro", "co.in", "in", "co.jp",
        "co.id",
        "com.br", "com.ar", "com.mx", "com.au", "com.sg", "com.hk", "com.tw", "com.ph", "com.vn",
      ]
    ),
  ]

  /// Domains of others that lie one edit beside a provider's.
  private static let others = [
    "mail.com", "email.com", "ymail.com", "gmx.com", "cloud.com", "jmail.com", "fmail.com", "imail.com", "tmail.com",
    "kmail.com", "zmail.com", "vmail.com", "xmail.com", "qmail.com", "umail.com", "nmail.com", "smail.com", "gail.com",
    "comcast.com", "verizon.com", "hotmail.co", "yahoo.cn", "outlook.co",
  ]

  private static let wellKnown: Set<String> = Set(
    others + providers.flatMap { provider in provider.endings.map { "\(provider.name).\($0)" } })
}
