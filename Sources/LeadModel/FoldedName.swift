import Foundation

/// A column's or key's name in the form in which names are compared when they are not equal to the letter.
///
/// NFKC, then case folding (as lower case, with `ß` as `ss` and the final sigma as any other), then NBSP, zero-width
/// characters, soft hyphens and byte-order marks removed, runs of blanks collapsed to one, ends trimmed. So
/// `" E-Mail\u{FEFF}"` and `"e-mail"` are one name.
package struct FoldedName: Sendable, Hashable {
  package let text: String

  /// Folds `name`.
  ///
  /// ASCII names, nearly all there are, take a path without Foundation.
  package init(_ name: String) {
    text = Self.asciiFolded(name) ?? Self.unicodeFolded(name)
  }

  /// Lower case, blanks collapsed and trimmed, in one pass; `nil` where a character is not ASCII.
  private static func asciiFolded(_ name: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    var isBlankDue = false
    for byte in name.utf8 {
      switch byte {
      case 0x80...: return nil
      case 0x09...0x0D, 0x20:
        isBlankDue = !bytes.isEmpty
        continue
      default: break
      }
      if isBlankDue { bytes.append(0x20) }
      isBlankDue = false
      bytes.append(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unicodeFolded(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    // NBSP becomes a blank under NFKC, the other invisible ones stay and are removed here.
    for scalar in name.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar {
      case "ß": folded.append(contentsOf: "ss".unicodeScalars)
      case "ς": folded.append("σ")
      case _ where isInvisible(scalar): break
      default: folded.append(scalar)
      }
    }
    // What stood on both sides of a removed character may compose now.
    return String(folded).precomposedStringWithCompatibilityMapping
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Zero-width space and joiners, bidi marks, soft hyphen, word joiner, byte-order mark.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
