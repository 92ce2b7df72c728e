/// Rows under a head, fitted to the width of a terminal.
struct Table {
  /// A column's head and how it is set.
  struct Column {
    var title: String
    var alignRight = false
    /// It is not made narrower than this while others can give.
    var minimum = 6
  }

  var columns: [Column]
  var rows: [[String]] = []
  /// The columns' widths, once a part of the rows was put out.
  private var widths: [Int]?

  init(columns: [Column]) { self.columns = columns }

  /// The lines: a head, a rule, the rows; two blanks between columns; none is wider than `width`: where the columns'
  /// minimums are, the last columns are left out.
  func lines(width: Int) -> [String] {
    var copy = self
    return copy.takeLines(width: width)
  }

  /// Takes the rows out as lines, for a table that is put out part by part: the first part comes with the head, and
  /// settles how wide the columns are.
  mutating func takeLines(width: Int) -> [String] {
    let hasHead = widths == nil
    let widths = widths ?? fittedWidths(total: width)
    self.widths = widths
    defer { rows = [] }
    func line(_ cells: [String]) -> String {
      let fitted = zip(cells, zip(columns, widths)).map { cell, column in
        DisplayWidth.fit(cell, column.1, alignRight: column.0.alignRight)
      }
      return trimmedAtEnd(fitted.joined(separator: "  "))
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return (hasHead ? [line(columns.map(\.title)), rule] : []) + rows.map(line)
  }

  /// Each column as wide as its widest cell; where that is too much in all, the widest gives first.
  private func fittedWidths(total: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(DisplayWidth.of(columns[index].title)) { widest, row in
        index < row.count ? max(widest, DisplayWidth.of(DisplayWidth.visible(row[index]))) : widest
      }
    }
    let gaps = 2 * max(0, columns.count - 1)
    while widths.reduce(gaps, +) > total {
      let shrinkable = widths.indices.filter { widths[$0] > columns[$0].minimum }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    while widths.count > 1, widths.reduce(2 * (widths.count - 1), +) > total { widths.removeLast() }
    // What is left of one column may be wider than the terminal, or have room again.
    if widths.count < columns.count, let last = widths.indices.last {
      let others = widths.dropLast().reduce(2 * last, +)
      let widest = rows.reduce(DisplayWidth.of(columns[last].title)) {
        last < $1.count ? max($0, DisplayWidth.of(DisplayWidth.visible($1[last]))) : $0
      }
      widths[last] = max(1, min(widest, total - others))
    }
    return widths
  }

  private func trimmedAtEnd(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
