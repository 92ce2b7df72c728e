import LeadModel

/// A table's first rows, as far as they tell how it is written: what a delimiter makes of a sample.
struct CSVSampleRows {
  /// How wide a row is.
  struct Shape {
    var cells: Int
    /// Those that hold anything.
    var filled: Int
    /// Whether a cell looks like an address or a phone number.
    var hasDatum: Bool
  }

  private(set) var shapes: [Shape] = []
  /// Rows whose quotes are out of place.
  private(set) var oddQuotes = 0

  /// The most rows above the header that are taken for a preamble.
  static let maxPreamble = 20

  /// Reads the sample with a delimiter.
  ///
  /// A row that the sample cuts counts only where there is no other: what is known of it is read as if it ended.
  init(_ sample: UnsafeRawBufferPointer, delimiter: UInt8, isWhole: Bool) {
    var parser = CSVCarefulParser(delimiter: delimiter)
    var at = 0
    reading: while at < sample.count {
      if Byte.endsLine(sample[at]) {
        at += 1
        continue
      }
      let start = at
      switch parser.parse(sample, from: at, isFinal: isWhole || shapes.isEmpty, limit: .max) {
      case .incomplete, .tooLong: break reading
      case .unterminated(_, _, let next):
        oddQuotes += 1
        at = next
      case .record(_, let next):
        if parser.strayQuote != nil || parser.trailingQuote != nil { oddQuotes += 1 }
        shapes.append(Self.shape(of: parser, in: sample, from: start))
        at = next
      }
    }
  }

  private static func shape(of parser: CSVCarefulParser, in sample: UnsafeRawBufferPointer, from start: Int) -> Shape {
    var shape = Shape(cells: parser.cells.count, filled: 0, hasDatum: false)
    for cell in parser.cells where cell.end > cell.start {
      shape.filled += 1
      guard !cell.isExtra else { continue }
      let text = String(decoding: sample[start + cell.start..<start + cell.end], as: UTF8.self)
      if HeaderCheck.isDatum(text) { shape.hasDatum = true }
    }
    return shape
  }

  /// How many rows stand above the header: titles, notes, dates of an export.
  ///
  /// The table is as wide as most of its rows are. A row that is narrower, or nearly empty, is above the header if a row
  /// follows that is as wide as the table, mostly filled, and holds names rather than an address or a number. Where that
  /// is not so the first row is the header, however it looks: a row too few above it is mended by hand, a lead that was
  /// taken for a header is lost.
  var preamble: Int {
    let width = usualWidth
    guard width > 1 else { return 0 }
    for (index, shape) in shapes.prefix(Self.maxPreamble + 1).enumerated() {
      if shape.cells == width, shape.filled * 2 > width { return shape.hasDatum ? 0 : index }
      guard isAboveHeader(shape, width: width) else { return 0 }
    }
    return 0
  }

  private func isAboveHeader(_ shape: Shape, width: Int) -> Bool {
    if shape.cells != width { return shape.filled <= max(1, width / 2) }
    // A row of the table's width is a title only where nearly all of it is empty.
    return width > 2 && shape.filled <= 1
  }

  /// The width that most rows have; the greater of two that as many have.
  private var usualWidth: Int {
    var counts: [Int: Int] = [:]
    for shape in shapes { counts[shape.cells, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }
}
