/// The addresses in a cell.
struct EmailCell: Equatable, Sendable {
  /// The first usable address with its domain in lower case; `nil`: there is none.
  var first: String?
  /// Further addresses, each once, in their order.
  var others: [String] = []
}

/// What makes an email address of a text.
///
/// An address is what HTML's `<input type=email>` takes (WHATWG HTML, "valid email address"), with a dot in the domain.
/// The local part stays as it is, since its case may matter to its host; the domain becomes lower case.
enum EmailRule {
  /// Reads a cell: one address, or several with `;`, `,`, `:::` or blanks between them.
  ///
  /// Taken off: blanks at the ends, `mailto:` with its `?query`, a name before angle brackets, and those brackets. A part
  /// that is no address is passed over if another part is one; `user name@example.com` is one part and no address, and so is
  /// a line break with a mail header behind it.
  /// A plain address, as most are, costs one pass over its bytes and no allocation.
  static func parse(_ text: String) -> EmailCell {
    if let address = address(text) { return EmailCell(first: address) }
    var cell = EmailCell()
    var seen: Set<String> = []
    for part in parts(of: text) {
      for address in addresses(in: part) where seen.insert(address.lowercased()).inserted {
        if cell.first == nil {
          cell.first = address
        } else {
          cell.others.append(address)
        }
      }
    }
    return cell
  }

  /// `text` as an address, with its domain in lower case, if the whole of it is one.
  private static func address(_ text: String) -> String? {
    guard let shape = HTMLEmail(text), shape.hasDot else { return nil }
    if !shape.hasCapitalInDomain { return text }
    let domain = text.utf8.index(text.startIndex, offsetBy: shape.at)
    return text[..<domain] + text[domain...].lowercased()
  }

  /// The addresses in one part of a cell: those in angle brackets, else all of its words, else none.
  private static func addresses(in part: Substring) -> [String] {
    var rest = part
    var bracketed: [String] = []
    var hasBracket = false
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
      hasBracket = true
      let inner = rest[rest.utf8.index(after: open)...]
      let close = inner.utf8.firstIndex(of: UInt8(ascii: ">")) ?? inner.endIndex
      if let address = address(bare(inner[..<close])) { bracketed.append(address) }
      rest = inner[close...]
    }
    if hasBracket { return bracketed }

    if let address = address(bare(part)) { return [address] }
    var all: [String] = []
    for word in Blank.words(of: part) {
      guard let address = address(bare(word)) else { return [] }
      all.append(address)
    }
    return all
  }

  /// `text` without blanks at its ends, and without what makes it a mailto URI (RFC 6068).
  private static func bare(_ text: Substring) -> String {
    let trimmed = Blank.trimmed(text)
    let scheme = "mailto:"
    guard trimmed.utf8.count > scheme.utf8.count,
      trimmed.prefix(scheme.count).lowercased() == scheme
    else { return String(trimmed) }
    let target = trimmed.dropFirst(scheme.count)
    // A `?` may stand in a local part; the one that starts the query stands behind the domain.
    guard let at = target.utf8.firstIndex(of: UInt8(ascii: "@")) else { return String(target) }
    let query = target.utf8[at...].firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    return String(Blank.trimmed(target[..<query]))
  }

  /// `text` cut at `;`, `,` and `:::`, but not within angle brackets or within quotes that are closed.
  private static func parts(of text: String) -> [Substring] {
    let quote = UInt8(ascii: "\"")
    let hasPairedQuotes = text.utf8.count(where: { $0 == quote }).isMultiple(of: 2)
    var parts: [Substring] = []
    var start = text.startIndex
    var isQuoted = false
    var isBracketed = false
    var colons = 0
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      colons = byte == UInt8(ascii: ":") && !isQuoted ? colons + 1 : 0
      switch byte {
      case quote where hasPairedQuotes && !isBracketed: isQuoted.toggle()
      case UInt8(ascii: "<") where !isQuoted: isBracketed = true
      case UInt8(ascii: ">") where !isQuoted: isBracketed = false
      case UInt8(ascii: ";") where !isQuoted && !isBracketed, UInt8(ascii: ",") where !isQuoted && !isBracketed,
        UInt8(ascii: ":") where colons == 3:
        // The colons before the third belong to the separator too.
        parts.append(text[start..<text.utf8.index(index, offsetBy: 1 - max(1, colons))])
        start = text.utf8.index(after: index)
        isBracketed = false
        colons = 0
      default: break
      }
    }
    parts.append(text[start...])
    return parts
  }
}
