/// A cell cut where one phone number may end and another begin, and the numbers that come of it.
///
/// Nothing says whether a slash or a comma separates two numbers or belongs to one: `030/23125-123` and `201-555-0123,
/// ext 45` are one number. So the library is asked: a number ends at the first cut where it is valid.
struct PhonePieces {
  /// A cell is cut into at most so many pieces; the last one is the rest.
  ///
  /// Bounds the calls of the library.
  static let limit = 16

  private let text: String
  private let pieces: [Piece]

  /// A stretch between two cuts.
  private struct Piece {
    var range: Range<String.Index>
    /// Whether a number may go on from the piece before: only a slash is written within numbers.
    var mayContinue: Bool
  }

  /// Cuts `text` at `,` `;` `|` `/` `:::`, line breaks, ` or ` in several languages, and before a `+` that follows a
  /// blank.
  init(_ text: String) {
    self.text = text
    var pieces: [Piece] = []
    var start = text.startIndex
    var mayContinue = false
    var index = text.startIndex
    while index < text.endIndex, pieces.count < Self.limit - 1 {
      guard let cut = Self.separator(at: index, in: text.utf8) else {
        text.utf8.formIndex(after: &index)
        continue
      }
      if Self.hasDigit(text[start..<index]) {
        pieces.append(Piece(range: start..<index, mayContinue: mayContinue))
        mayContinue = text.utf8[index] == UInt8(ascii: "/")
        start = cut
      }
      index = cut
    }
    // What has no digit is no piece: the cell ends in a separator, or in a word.
    if pieces.isEmpty || Self.hasDigit(text[start...]) {
      pieces.append(Piece(range: start..<text.endIndex, mayContinue: mayContinue))
    }
    self.pieces = pieces
  }

  /// Whether there may be a cut in `text`: one pass over its bytes that spares plain numbers the search.
  static func mayCut(_ text: String) -> Bool {
    text.utf8.dropFirst().contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: ":"),
        UInt8(ascii: "+"), UInt8(ascii: "&"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        true
      default:
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
      }
    }
  }

  /// 1 where nothing separates.
  var count: Int { pieces.count }

  /// The numbers of the cell.
  ///
  /// `read` reads a text as one number.
  func cell(_ read: (String) -> PhoneReading) -> PhoneCell {
    let whole = read(text)
    // RFC 3966: the parameters of a tel URI belong to its number.
    let isURI = text.contains(";phone-context=") || text.contains(";ext=") || text.contains(";isub=")
    if isURI, whole.rank > 0 { return PhoneCell(whole) }

    let numbers = numbers(read)
    guard let first = numbers.first else { return PhoneCell(whole) }
    // `201-555-0123, ext 45`: the library has read the rest as an extension, and the rest is no number of its own.
    if let number = whole.number, number.isSame(as: first), number.extension != nil,
      !numbers.dropFirst().contains(where: \.isValid)
    {
      return PhoneCell(first: number)
    }
    if !first.isValid, whole.rank > 0 { return PhoneCell(whole) }
    return PhoneCell(first: first, others: Array(numbers.dropFirst()))
  }

  /// The numbers of the pieces, each once: at every piece the shortest valid one that starts there, else a possible one.
  private func numbers(_ read: (String) -> PhoneReading) -> [PhoneNumber] {
    var numbers: [PhoneNumber] = []
    var index = 0
    while index < pieces.count {
      var possible: (number: PhoneNumber, next: Int)?
      var valid: (number: PhoneNumber, next: Int)?
      var end = index
      repeat {
        let reading = read(String(text[pieces[index].range.lowerBound..<pieces[end].range.upperBound]))
        end += 1
        if let number = reading.number {
          // Of possible readings the longest: a trunk code alone may be one.
          if number.isValid { valid = (number, end) } else { possible = (number, end) }
        }
      } while valid == nil && end < pieces.count && pieces[end].mayContinue

      if let found = valid ?? possible, isWorthwhile(found.number, afterOthers: !numbers.isEmpty) {
        if !numbers.contains(where: { $0.isSame(as: found.number) }) { numbers.append(found.number) }
        index = found.next
      } else {
        index += 1
      }
    }
    return numbers
  }

  /// Behind a number, a few digits that some country would take for one are an extension, a floor, a year.
  private func isWorthwhile(_ number: PhoneNumber, afterOthers: Bool) -> Bool {
    !afterOthers || number.isLikely
  }

  private static func hasDigit(_ text: Substring) -> Bool {
    // Digits of other scripts are beyond ASCII, as are the words of many languages: both count.
    text.utf8.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || $0 >= 0x80 }
  }

  /// Words between two numbers, in small letters: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish.
  private static let words: [[UInt8]] = [
    " or ", " and ", " oder ", " und ", " ou ", " et ", " o ", " y ", " e ", " of ", " en ", " lub ", " i ", " & ",
  ].map { Array($0.utf8) }

  /// The end of the separator that starts at `index`; `nil` if none does.
  private static func separator(at index: String.Index, in bytes: String.UTF8View) -> String.Index? {
    let next = bytes.index(after: index)
    switch bytes[index] {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "\n"),
      UInt8(ascii: "\r"):
      return next
    case UInt8(ascii: ":"):
      return bytes[index...].starts(with: ":::".utf8) ? bytes.index(index, offsetBy: 3) : nil
    case UInt8(ascii: " "):
      if next < bytes.endIndex, bytes[next] == UInt8(ascii: "+") { return next }
      for word in words where bytes[index...].starts(with: word, by: { $0 | 0x20 == $1 || $0 == $1 }) {
        // The blank behind the word stays: another word may begin with it.
        return bytes.index(index, offsetBy: word.count - 1)
      }
      return nil
    default:
      return nil
    }
  }
}
