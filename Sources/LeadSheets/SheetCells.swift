import LeadModel

/// Takes the rows and cells from a sheet's XML (ECMA-376 part 1, §18.3.1).
///
/// Rows and cells without `r` follow the one before. Formulas are passed over, as their results stand beside them
/// (`v`). Hidden rows and columns are read as all others are; what the sheet says of its size is not looked at.
final class SheetCells: PartHandler {
  /// What a cell's value is (§18.18.11).
  private enum Kind {
    case number, sharedString, text, boolean, error
  }

  var rows: RowCollector

  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let is1904: Bool
  private let maxCellBytes: Int

  private var isInData = false
  private var isInText = false
  private var isInline = false
  private var isPhonetic = false
  private var column = -1
  private var kind = Kind.number
  private var format = NumberFormat.general
  private var value: [UInt8] = []
  /// What a number is written into.
  private var shown: [UInt8] = []

  init(strings: SharedStrings, formats: [NumberFormat], is1904: Bool, options: SheetOptions) {
    self.strings = strings
    self.formats = formats
    self.is1904 = is1904
    maxCellBytes = options.maxRecordBytes
    rows = RowCollector(options)
  }

  // MARK: Elements

  func began(_ element: PartName, _ attributes: PartAttributes) {
    guard isInData else {
      isInData = element == "sheetData"
      return
    }
    if element == "c" {
      beginCell(attributes)
    } else if element == "v" {
      isInText = true
    } else if element == "t" {
      isInText = isInline && !isPhonetic
    } else if element == "row" {
      let number = attributes.number("r")
      rows.beginRow(number.flatMap { $0 > 0 ? $0 : nil })
      column = -1
    } else if element == "is" {
      isInline = true
    } else if element == "rPh" {
      isPhonetic = true
    }
  }

  func ended(_ element: PartName) -> Bool {
    guard isInData else { return false }
    if element == "c" {
      endCell()
    } else if element == "v" || element == "t" {
      isInText = false
    } else if element == "row" {
      rows.endRow()
      return rows.isFull
    } else if element == "is" {
      isInline = false
    } else if element == "rPh" {
      isPhonetic = false
    } else if element == "sheetData" {
      isInData = false
    }
    return false
  }

  func found(_ text: UnsafeBufferPointer<UInt8>) {
    // One byte more than a record may have is enough to know that it is too long.
    if isInText, value.count <= maxCellBytes { value.append(contentsOf: text) }
  }

  // MARK: Cells

  private func beginCell(_ attributes: PartAttributes) {
    column += 1
    if let reference = attributes.bytes(of: "r") {
      if let there = CellReference.column(reference) {
        column = there
      } else {
        rows.fail("xlsx.reference", "a cell's place in the row cannot be read")
      }
    } else if column >= CellReference.maxColumns {
      rows.fail("xlsx.reference", "the row has more than \(CellReference.maxColumns) cells")
    }
    kind = attributes.bytes(of: "t").map(Self.kind) ?? .number
    format = .general
    if kind == .number, let style = attributes.number("s"), formats.indices.contains(style) { format = formats[style] }
    value.removeAll(keepingCapacity: true)
  }

  /// The kind that `t` names.
  private static func kind(_ type: UnsafePointer<CChar>) -> Kind {
    switch (UInt8(bitPattern: type[0]), type[0] == 0 ? 0 : UInt8(bitPattern: type[1])) {
    case (UInt8(ascii: "s"), 0): .sharedString
    case (UInt8(ascii: "b"), 0): .boolean
    case (UInt8(ascii: "e"), 0): .error
    case (UInt8(ascii: "n"), 0): .number
    // `str`, `inlineStr`, and `d`, a date in ISO 8601 already.
    default: .text
    }
  }

  private func endCell() {
    guard !value.isEmpty else { return }
    switch kind {
    case .sharedString:
      trim()
      let number = PlainNumber.of(value)
      let isThere = number.map { strings.withBytes(at: $0) { rows.add($0, at: column) } } ?? false
      if !isThere { rows.fail("xlsx.string", "a cell names a text that the workbook does not have") }
    case .text:
      // Unescaped, it may be shorter, but never longer: what is too long has been cut in the middle and is refused.
      if value.count <= maxCellBytes { EscapedText.unescape(&value, from: 0) }
      value.withUnsafeBufferPointer { rows.add($0, at: column) }
    case .boolean:
      trim()
      switch String(decoding: value, as: UTF8.self) {
      case "1", "true": add("TRUE")
      case "0", "false": add("FALSE")
      default: value.withUnsafeBufferPointer { rows.add($0, at: column) }
      }
    case .error: rows.addError(Self.errorName(value), at: column)
    case .number:
      trim()
      addNumber()
    }
  }

  private func addNumber() {
    shown.removeAll(keepingCapacity: true)
    switch format {
    case .general: NumberText.append(value, to: &shown)
    case .digits(let digits): NumberText.append(value, paddedTo: digits, to: &shown)
    case .date, .time, .dateAndTime, .duration, .dateOrTime:
      let isDate =
        Double(String(decoding: value, as: UTF8.self)).map {
          SerialDate.append($0, as: format, is1904: is1904, to: &shown)
        } ?? false
      if !isDate { NumberText.append(value, to: &shown) }
    }
    shown.withUnsafeBufferPointer { rows.add($0, at: column) }
  }

  private func add(_ text: String) {
    shown = Array(text.utf8)
    shown.withUnsafeBufferPointer { rows.add($0, at: column) }
  }

  /// Drops blanks around the value, as indented XML has them.
  private func trim() {
    while let last = value.last, last <= 0x20 { value.removeLast() }
    if let first = value.first, first <= 0x20 { value.removeSubrange(..<(value.firstIndex { $0 > 0x20 } ?? 0)) }
  }

  /// An error's name, if it is one of those that spreadsheets have (§18.17.3): else it may be anything, and is not shown.
  private static func errorName(_ value: [UInt8]) -> String {
    let name = String(decoding: value, as: UTF8.self)
    let known = [
      "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
    ]
    return known.contains(name) ? name : "of an unknown kind"
  }
}
