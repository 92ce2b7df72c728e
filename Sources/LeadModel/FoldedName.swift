import Foundation

/// A column's or key's name in the form in which names are compared when they are not equal to the letter.
///
/// NFKC, then case folding (as lower case, which for names of columns comes to the same), then NBSP, zero-width
/// characters, soft hyphens and byte-order marks removed, runs of blanks collapsed to one, ends trimmed. So
/// `" E-Mail\u{FEFF}"` and `"e-mail"` are one name.
package struct FoldedName: Sendable, Hashable {
  package let text: String

  /// Folds `name`. ASCII names, nearly all there are, take a path without Foundation: linear, one allocation.
  package init(_ name: String) {
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      text = Self.collapsed(name.lowercased())
    } else {
      // NBSP becomes a blank under NFKC, the others stay and are removed here.
      let folded = name.precomposedStringWithCompatibilityMapping.lowercased()
      let visible = String(String.UnicodeScalarView(folded.unicodeScalars.filter { !Self.isInvisible($0) }))
      text = Self.collapsed(visible.precomposedStringWithCompatibilityMapping)
    }
  }

  /// Zero-width space and joiners, bidi marks, soft hyphen, word joiner, byte-order mark.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
