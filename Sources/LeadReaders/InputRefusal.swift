import LeadModel

/// Tells by its first bytes that an input holds no records in any form that is read here.
enum InputRefusal {
  /// So many bytes are enough to know a file by its magic number.
  static let magicBytes = 4
  /// So many bytes behind blanks are enough to know a page.
  private static let pageBytes = 14

  /// How a kind of file begins.
  private struct Kind {
    let code: String
    let start: [UInt8]
    let name: String
    let hint: String
  }

  private static let asCSV = "export it as CSV UTF-8"
  private static let kinds: [Kind] = [
    Kind(
      code: "input.xlsx", start: [0x50, 0x4B, 0x03, 0x04], name: "an Excel workbook (XLSX) or another ZIP archive",
      hint: "open it in a spreadsheet program and save the sheet as CSV UTF-8; unpack an archive first"),
    Kind(
      code: "input.xls", start: [0xD0, 0xCF, 0x11, 0xE0], name: "an old Excel workbook (XLS)",
      hint: "open it in a spreadsheet program and save the sheet as CSV UTF-8"),
    Kind(code: "input.pdf", start: Array("%PDF".utf8), name: "a PDF document", hint: asCSV),
    Kind(code: "input.binary", start: [0x1F, 0x8B], name: "gzip data", hint: "unpack it first"),
    Kind(code: "input.binary", start: Array("SQLite format 3".utf8), name: "a SQLite database", hint: asCSV),
    Kind(code: "input.binary", start: Array("BZh".utf8), name: "bzip2 data", hint: "unpack it first"),
    Kind(code: "input.binary", start: [0x28, 0xB5, 0x2F, 0xFD], name: "Zstandard data", hint: "unpack it first"),
    Kind(code: "input.binary", start: [0xFD, 0x37, 0x7A, 0x58], name: "xz data", hint: "unpack it first"),
    Kind(code: "input.binary", start: [0x37, 0x7A, 0xBC, 0xAF], name: "a 7z archive", hint: "unpack it first"),
    Kind(code: "input.binary", start: Array("GIF8".utf8), name: "a GIF image", hint: asCSV),
    Kind(code: "input.binary", start: [0x89, 0x50, 0x4E, 0x47], name: "a PNG image", hint: asCSV),
    Kind(code: "input.binary", start: [0xFF, 0xD8, 0xFF], name: "a JPEG image", hint: asCSV),
    Kind(code: "input.binary", start: [0x7F, 0x45, 0x4C, 0x46], name: "a program (ELF)", hint: asCSV),
  ]

  /// How an HTML page begins, in lower case, behind blanks.
  private static let pages = ["<!doctype html", "<html", "<head", "<body", "<table"]

  /// Why an input is not read that begins with `head`, its first ``magicBytes`` bytes or all of it; `nil` if it is.
  static func forMagic(in head: ArraySlice<UInt8>, sourceName: String) -> Diagnostic? {
    if let kind = kinds.first(where: { head.starts(with: $0.start) }) {
      return refusal(kind.code, kind.name, hint: kind.hint, sourceName)
    }
    return nil
  }

  /// Whether a text that begins with `start`, which is no blank, may still turn out to be a page.
  static func mayBecomeHTML(_ start: ArraySlice<UInt8>) -> Bool {
    start.isEmpty || (start.first == UInt8(ascii: "<") && start.count < pageBytes)
  }

  /// Why a text that begins with `start`, which is no blank, is not read: it is a page; `nil` if it is none.
  static func forHTML(in start: ArraySlice<UInt8>, sourceName: String) -> Diagnostic? {
    let start = start.prefix(pageBytes).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    guard pages.contains(where: { start.starts(with: $0.utf8) }) else { return nil }
    return refusal(
      "input.html", "an HTML page", hint: "the download may have failed, or asked for a login; \(asCSV)", sourceName)
  }

  /// Why a table that begins with `sample` is not read: a tenth of it are NULs, or three tenths where they are few; or a
  /// fiftieth are control characters that no text has.
  ///
  /// Fewer are a text's that was damaged: `nil`.
  static func forBinary(in sample: ArraySlice<UInt8>, sourceName: String) -> Diagnostic? {
    let count = sample.count { $0 == 0 }
    guard count >= 4, count * 10 > sample.count * (count < 64 ? 3 : 1) else {
      let controls = sample.count { (0x01...0x08).contains($0) || (0x0E...0x1A).contains($0) || $0 == 0x7F }
      return controls >= 8 && controls * 50 > sample.count
        ? refusal("input.binary", "binary data", hint: asCSV, sourceName) : nil
    }
    return refusal(
      "input.binary", "binary data, or text in UTF-16 without a byte-order mark", hint: asCSV, sourceName)
  }

  /// Why an input is not read that should be a workbook.
  static func noWorkbook(sourceName: String) -> Diagnostic {
    Diagnostic(
      "xlsx.malformed", "this is no XLSX workbook: it does not begin as a ZIP archive does",
      at: Position(file: sourceName))
  }

  private static func refusal(_ code: String, _ name: String, hint: String, _ sourceName: String) -> Diagnostic {
    Diagnostic(
      code, "this looks like \(name); CSV, JSON, JSON lines or form bodies are expected",
      at: Position(file: sourceName), hint: hint)
  }
}
