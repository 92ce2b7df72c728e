/// How many columns of a terminal text takes, and how it is cut to fit.
///
/// Wide and zero-width ranges after Unicode 15 (EastAsianWidth.txt, W and F; general categories Mn, Me, Cf), coarsely:
/// blocks, not single characters. A character that terminals disagree on may be a column off; no table breaks by it.
enum DisplayWidth {
  /// Columns that `text` takes.
  static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// `text` in exactly `width` columns: filled with blanks, or cut with an ellipsis.
  ///
  /// Control characters and line ends show as blanks, so that a value cannot move the cursor. Text that runs from right
  /// to left is put between isolates (UAX #9), so that it does not turn the columns beside it around.
  static func fit(_ text: String, _ width: Int, alignRight: Bool = false) -> String {
    let shown = visible(text)
    let columns = of(shown)
    if columns <= width {
      let blanks = String(repeating: " ", count: width - columns)
      return alignRight ? blanks + isolated(shown) : isolated(shown) + blanks
    }
    var cut = ""
    var used = 0
    for character in shown {
      let next = of(character)
      if used + next > width - 1 { break }
      cut.append(character)
      used += next
    }
    return isolated(cut) + "…" + String(repeating: " ", count: max(0, width - used - 1))
  }

  /// `text` with blanks for what has no place in one line of a table: control characters, line ends, bidi controls.
  static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: " "
          default: scalar
          }
        }))
  }

  /// A line whose values are ``visible(_:)`` and ``isolated(_:)`` already, in at most `width` columns.
  static func cut(_ line: String, _ width: Int) -> String {
    if of(line) <= width { return line }
    var cut = ""
    var used = 0
    var isIsolate = false
    for character in line {
      let next = of(character)
      if used + next > width - 1 { break }
      if character == "\u{2068}" { isIsolate = true }
      if character == "\u{2069}" { isIsolate = false }
      cut.append(character)
      used += next
    }
    return cut + (isIsolate ? "\u{2069}" : "") + "…"
  }

  /// Text between isolates, if it runs from right to left: what stands beside it stays where it is.
  static func isolated(_ text: String) -> String {
    let runsRightToLeft = text.unicodeScalars.contains(where: isRightToLeft)
    return runsRightToLeft ? "\u{2068}\(text)\u{2069}" : text
  }

  /// Whether a character may turn its line around: Hebrew, Arabic and their relatives with their presentation forms, the
  /// scripts of the supplementary plane, and the marks that have no shape (UAX #9, table 4: R and AL).
  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0x200F, 0x61C, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  private static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    // A sign that is shown as an emoji is as wide as one.
    if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.value {
    case 0..<0x20, 0x7F...0x9F: return 0
    // A soft hyphen is a format character that terminals show.
    case 0xAD: return 1
    case 0xA0...0x2FF: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF,
      0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default:
      switch first.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}
