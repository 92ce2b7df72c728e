/// Undoes what happens to text on its way through documents, chats and editors.
enum PastedText {
  /// Straight quotes, blanks and nothing invisible; escaped quotes and slashes, and a text whose every `<` is an
  /// entity, as they were.
  static func cleaned(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: break
      case 0xA0, 0x2007, 0x202F: scalars.append(" ")
      case 0x201C...0x201F, 0xAB, 0xBB: scalars.append("\"")
      case 0x2018...0x201B: scalars.append("'")
      default: scalars.append(scalar)
      }
    }
    var cleaned = String(scalars)
    for (escaped, plain) in [("\\\"", "\""), ("\\'", "'"), ("\\/", "/"), ("\\n", "\n"), ("\\r", ""), ("\\t", " ")] {
      cleaned = cleaned.replacing(escaped, with: plain)
    }
    return cleaned.contains("<") ? cleaned : HTMLEntities.decoded(cleaned)
  }

  /// An address that may lack its scheme: `page.example.com/…`, `//page.example.com/…`.
  static func withScheme(_ text: String) -> String {
    if text.contains("://") { return text }
    if text.hasPrefix("//") { return "https:\(text)" }
    // A host has a dot and stands before a slash; a word of a sentence has not.
    let host = text.prefix { $0 != "/" }
    return host.contains(".") && host.count < text.count ? "https://\(text)" : text
  }
}
