import Crypto
import Foundation
package import LeadModel

/// The UUIDs under which the leads of one bot are written: a lead's is the same on every attempt, replay and re-import.
package struct LeadUUID: Sendable {
  /// The namespace of derived UUIDs, `6f1c8a52-3d0b-5c1e-9a47-2b7e5d90c3f1`.
  ///
  /// Frozen with the first release.
  private static let namespace: UUIDv5.Bytes = [
    0x6F, 0x1C, 0x8A, 0x52, 0x3D, 0x0B, 0x5C, 0x1E, 0x9A, 0x47, 0x2B, 0x7E, 0x5D, 0x90, 0xC3, 0xF1,
  ]

  /// What all names begin with, hashed already: with usual ids more than the first of a name's two blocks.
  private let prefix: Insecure.SHA1

  /// - Parameters:
  ///   - botId: The destination's.
  ///   - customerId: The destination's.
  package init(botId: String, customerId: String) {
    var hash = UUIDv5.hash(in: Self.namespace)
    // U+001F stands between the parts of a name: no part holds it.
    UUIDv5.add("\(botId)\u{1F}\(customerId)\u{1F}", to: &hash)
    prefix = hash
  }

  /// The UUID of a lead: version 5 over botId, customerId, kind and value(s).
  ///
  /// A given UUID is its own. `identity` is hashed as it is: whoever makes it lower-cases the address and normalises the
  /// key (``normalisedKey(_:)``). Some 0.4 µs.
  package func derived(from identity: Identity) -> String {
    var hash = prefix
    switch identity {
    case .uuid(let given):
      return given
    case .key(let key):
      UUIDv5.add("key\u{1F}", to: &hash)
      UUIDv5.add(key, to: &hash)
    case .email(let address):
      UUIDv5.add("email\u{1F}", to: &hash)
      UUIDv5.add(address, to: &hash)
    case .phone(let dialCode, let number):
      UUIDv5.add("phone\u{1F}", to: &hash)
      UUIDv5.add(dialCode, to: &hash)
      UUIDv5.add("\u{1F}", to: &hash)
      UUIDv5.add(number, to: &hash)
    }
    return UUIDv5.text(of: hash)
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
