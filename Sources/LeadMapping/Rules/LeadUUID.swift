import Foundation
package import LeadModel

/// The UUID under which a lead is written: the same on every attempt, replay and re-import.
package enum LeadUUID {
  /// The namespace of derived UUIDs, `6f1c8a52-3d0b-5c1e-9a47-2b7e5d90c3f1`.
  ///
  /// Frozen with the first release.
  private static let namespace: UUIDv5.Bytes = [
    0x6F, 0x1C, 0x8A, 0x52, 0x3D, 0x0B, 0x5C, 0x1E, 0x9A, 0x47, 0x2B, 0x7E, 0x5D, 0x90, 0xC3, 0xF1,
  ]

  /// Stands between the parts of the derived name: U+001F, which no part holds.
  private static let separator: UInt8 = 0x1F

  /// The UUID of a lead in one bot of one customer: version 5 over botId, customerId, kind and value(s).
  ///
  /// A given UUID is its own. `identity` is hashed as it is: whoever makes it lower-cases the address and normalises the
  /// key (``normalisedKey(_:)``). Under a microsecond; no more than three allocations.
  package static func derived(botId: String, customerId: String, identity: Identity) -> String {
    var name: [UInt8] = []
    name.reserveCapacity(128)
    name.append(contentsOf: botId.utf8)
    name.append(separator)
    name.append(contentsOf: customerId.utf8)
    name.append(separator)
    switch identity {
    case .uuid(let given):
      return given
    case .key(let key):
      name.append(contentsOf: "key\u{1F}".utf8)
      name.append(contentsOf: key.utf8)
    case .email(let address):
      name.append(contentsOf: "email\u{1F}".utf8)
      name.append(contentsOf: address.utf8)
    case .phone(let dialCode, let number):
      name.append(contentsOf: "phone\u{1F}".utf8)
      name.append(contentsOf: dialCode.utf8)
      name.append(separator)
      name.append(contentsOf: number.utf8)
    }
    return UUIDv5.text(of: name, in: namespace)
  }

  /// `given` in lower case without blanks at its ends, if it is a UUID in the form of RFC 9562, section 4; else `nil`.
  ///
  /// The nil and the max UUID (sections 5.9 and 5.10) name nobody: a form whose field was never filled sends the first,
  /// and all its visitors would become one lead. They are `nil` too.
  package static func normalised(_ given: String) -> String? {
    let text = Blank.trimmed(given)
    guard text.utf8.count == 36 else { return nil }
    var hasCapital = false
    var isOneDigit = true
    let first = text.utf8.first
    for (index, byte) in text.utf8.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): break
      case UInt8(ascii: "A")...UInt8(ascii: "F"): hasCapital = true
      default: return nil
      }
      // With the bit of lower case, which digits have too.
      if byte | 0x20 != first.map({ $0 | 0x20 }) { isOneDigit = false }
    }
    if isOneDigit, let first, first == UInt8(ascii: "0") || first | 0x20 == UInt8(ascii: "f") { return nil }
    return hasCapital ? text.lowercased() : text
  }

  /// `key` trimmed and in NFC, its case kept: what ``Identity/key(_:)`` holds.
  package static func normalisedKey(_ key: String) -> String {
    let trimmed = Blank.trimmed(key)
    // ASCII is in NFC as it stands.
    if trimmed.utf8.allSatisfy({ $0 < 0x80 }) { return trimmed }
    return trimmed.precomposedStringWithCanonicalMapping
  }
}
