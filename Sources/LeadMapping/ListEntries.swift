/// A text cut into entries by `split`.
///
/// An entry in double quotes comes whole, as in a record of RFC 4180, section 2, whose fields the entries are: the quotes are
/// taken off, doubled ones in it undone. Different from there:
/// - blanks may stand around the quotes;
/// - a quote that no quote before a separator or the end closes is data, and so is one inside of an entry;
/// - where the separator holds a quote itself, all quotes are data.
///
/// Blanks at the ends of the separator may be missing at the ends of the text, which is trimmed: ` / ` cuts
/// `/ Biceps / Deltoid` into two.
struct ListEntries {
  private let separator: String.UTF8View
  /// Whether an entry in quotes comes whole.
  private let takesQuotes: Bool

  private static let quote = UInt8(ascii: "\"")

  /// The entries of `text` between the separators, which are not empty: trimmed, without empty ones.
  ///
  /// Time is linear in the text. An entry that begins with an even run of quotes closes within it, and the search for the end
  /// of one that begins with an odd run stops at the next odd run: no two of them go over the same text.
  static func entries(of text: String, separator: String) -> [String] {
    var text = text
    return text.withUTF8 { ListEntries(separator).entries(of: $0) }
  }

  private init(_ separator: String) {
    self.separator = separator.utf8
    takesQuotes = !separator.utf8.contains(Self.quote)
  }

  private func entries(of bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var entries: [String] = []
    let end = bytes.count - bareEnd(of: bytes)
    var start = bareStart(of: bytes)
    let mayQuote = takesQuotes && bytes.contains(Self.quote)
    while start < end {
      if mayQuote, let opening = opening(in: bytes, from: start, to: end),
        let quoted = quoted(in: bytes, from: opening, to: end)
      {
        if !quoted.text.isEmpty { entries.append(quoted.text) }
        start = quoted.next
        continue
      }
      let stop = place(in: bytes, from: start, to: end) ?? end
      let entry = Blank.trimmed(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<stop]), as: UTF8.self))
      if !entry.isEmpty { entries.append(entry) }
      start = stop + separator.count
    }
    return entries
  }

  // MARK: Quotes

  /// The place of the quote that the entry at `start` begins with; `nil`: with none.
  private func opening(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end, CellText.isASCIIBlank(bytes[index]) {
      // Behind a separator of blanks the next entry begins: what is looked at here is looked at once.
      if bytes[index..<end].starts(with: separator) { return nil }
      index += 1
    }
    return index < end && bytes[index] == Self.quote ? index : nil
  }

  /// The entry in quotes, and where the next one begins; `nil`: the quote is data.
  private func quoted(
    in bytes: UnsafeBufferPointer<UInt8>, from opening: Int, to end: Int
  ) -> (text: String, next: Int)? {
    var text: [UInt8] = []
    var index = opening + 1
    while index < end {
      if bytes[index] != Self.quote {
        text.append(bytes[index])
        index += 1
      } else if index + 1 < end, bytes[index + 1] == Self.quote {
        text.append(Self.quote)
        index += 2
      } else {
        let stop = place(in: bytes, from: index + 1, to: end) ?? end
        guard bytes[(index + 1)..<stop].allSatisfy(CellText.isASCIIBlank) else { return nil }
        return (Blank.trimmed(String(decoding: text, as: UTF8.self)), stop + separator.count)
      }
    }
    return nil
  }

  // MARK: Separators

  /// How long the separator at the text's start is without the blanks that it begins with; 0: none is there.
  private func bareStart(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let bare = separator.drop(while: CellText.isASCIIBlank)
    return bare.count < separator.count && bytes.starts(with: bare) ? bare.count : 0
  }

  /// How long the separator at the text's end is without the blanks that it ends with; 0: none is there.
  private func bareEnd(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let bare = separator.reversed().drop(while: CellText.isASCIIBlank)
    return bare.count < separator.count && bytes.reversed().starts(with: bare) ? bare.count : 0
  }

  /// Where a separator begins at or behind `start`, compared byte by byte; `nil`: nowhere.
  ///
  /// The standard library's search is generic over characters, some ten times as slow.
  private func place(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    guard let first = separator.first, start < end else { return nil }
    for index in start..<end where bytes[index] == first {
      if bytes[index..<end].starts(with: separator) { return index }
    }
    return nil
  }
}
