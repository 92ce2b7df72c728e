/// A lead's uuid as a number of 128 bits: what tables are keyed by.
///
/// Letters of either case give the same key, as they name the same UUID (RFC 9562, section 4).
package struct LeadKey: Sendable, Hashable {
  /// The first eight bytes, the first of them uppermost; and the last eight.
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The key of a uuid in RFC 9562's form: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
  ///
  /// `nil` for any other text. Allocates nothing.
  package init?(_ uuid: String) {
    guard uuid.utf8.count == 36 else { return nil }
    let read = uuid.utf8.withContiguousStorageIfAvailable { text -> LeadKey? in
      // The hyphen at 18 parts the halves.
      guard let high = Self.number(text, 0..<18), text[18] == UInt8(ascii: "-"),
        let low = Self.number(text, 19..<36)
      else { return nil }
      return LeadKey(high: high, low: low)
    }
    // Only strings that Objective-C made have no such storage, and only where there is Objective-C.
    guard let key = read ?? nil else { return nil }
    self = key
  }

  /// A key for any uuid, for as long as this process runs: of one in no usual form the text's hash.
  ///
  /// Good for taking turns: texts that meet in one hash wait for each other, and no more.
  package init(anyText uuid: String) {
    self = LeadKey(uuid) ?? LeadKey(high: 0, low: UInt64(bitPattern: Int64(uuid.hashValue)))
  }

  /// The number of the sixteen digits in a half of a uuid's text; `nil` where they are none, or not grouped as they are
  /// to be.
  private static func number(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for place in range {
      let byte = text[place]
      if place == 8 || place == 13 || place == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      number = number << 4 | UInt64(digit)
    }
    return number
  }

  /// Whether the uuid may be one that was derived here: version 5 (RFC 9562, section 5.5); visitors' have others.
  package var isDerived: Bool { high >> 12 & 0xF == 5 }

  /// The uuid's canonical text, in lower case.
  package var uuid: String {
    func digits(_ value: UInt64, _ count: Int) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: count - text.utf8.count) + text
    }
    return [
      digits(high >> 32, 8), digits(high >> 16 & 0xFFFF, 4), digits(high & 0xFFFF, 4), digits(low >> 48, 4),
      digits(low & 0xFFFF_FFFF_FFFF, 12),
    ].joined(separator: "-")
  }
}

extension LeadKey: Comparable {
  /// By the bytes' order, which is that of a `BLOB` in SQLite.
  package static func < (one: Self, other: Self) -> Bool {
    one.high == other.high ? one.low < other.low : one.high < other.high
  }
}
