import LeadModel

/// How numbers are shown: what the workbook's styles (ECMA-376 part 1, §18.8) say of each number that a cell's `s` may
/// be.
final class CellStyles: PartHandler {
  /// The most bytes that the part may have: 65,490 styles, as many as there may be, take a quarter of it.
  static let maxBytes = 64 << 20

  /// By the number in `s`.
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: String] = [:]
  private var isInCells = false

  func began(_ element: PartName, _ attributes: PartAttributes) {
    if element == "xf" {
      // Those of `cellStyleXfs` are what named styles begin with; a cell's own are in `cellXfs`.
      guard isInCells else { return }
      let id = attributes.number("numFmtId") ?? 0
      formats.append(NumberFormat(id: id, code: codes[id]))
    } else if element == "numFmt" {
      // They come before `cellXfs` (§18.8.39).
      if let id = attributes.number("numFmtId") { codes[id] = attributes["formatCode"] }
    } else if element == "cellXfs" {
      isInCells = true
    }
  }

  func ended(_ element: PartName) -> Bool {
    if element == "cellXfs" { isInCells = false }
    return false
  }

  func found(_ text: UnsafeBufferPointer<UInt8>) {}
}
