import LeadModel

/// A CSV parser that is slow and obvious: one text, one byte after the other, no state but the place.
///
/// The fast one is held against it.
struct SlowCSV {
  private let bytes: [UInt8]
  private let delimiter: UInt8

  init(_ bytes: [UInt8], delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
  }

  /// A row with its line, or `nil` cells for an unterminated quote.
  struct Row: Equatable {
    var line: Int
    var cells: [String]?
  }

  var rows: [Row] {
    var rows: [Row] = []
    var at = 0
    while at < bytes.count {
      if isEnd(at) {
        at += 1
        continue
      }
      let line = lineNumber(at)
      let (cells, next) = record(at)
      rows.append(Row(line: line, cells: cells))
      at = next
    }
    return rows
  }

  private func isEnd(_ at: Int) -> Bool { at < bytes.count && (bytes[at] == 10 || bytes[at] == 13) }
  private func isStop(_ at: Int) -> Bool { at == bytes.count || isEnd(at) || bytes[at] == delimiter }
  private func isQuote(_ at: Int) -> Bool { at < bytes.count && bytes[at] == 34 }
  private func lineEnd(_ at: Int) -> Int { (at..<bytes.count).first(where: isEnd) ?? bytes.count }

  private func lineNumber(_ at: Int) -> Int {
    1 + (0..<at).count { bytes[$0] == 10 ? ($0 == 0 || bytes[$0 - 1] != 13) : bytes[$0] == 13 }
  }

  private func record(_ start: Int) -> (cells: [String]?, next: Int) {
    var cells: [String] = []
    var at = start
    while true {
      var cell: [UInt8] = []
      at = opening(at) ?? at
      if isQuote(at) {
        let opening = at
        var isOpen = true
        at += 1
        while isOpen {
          guard at < bytes.count else { return (nil, lineEnd(opening) + 1) }
          if isQuote(at), isQuote(at + 1) {
            cell.append(34)
            at += 2
          } else if isQuote(at), isStop(at + 1) {
            isOpen = false
            at += 1
          } else if isQuote(at), !closes(at), lineEnd(opening) < at, isEnd(at - 1) || bytes[at - 1] == delimiter {
            return (nil, lineEnd(opening) + 1)
          } else if isQuote(at), !isData(at) {
            isOpen = false
            let stop = (at + 1..<bytes.count).first(where: isStop) ?? bytes.count
            let behind = bytes[at + 1..<stop]
            if behind.contains(where: { $0 != 32 && $0 != 9 }) { cell += behind }
            at = stop
          } else {
            cell.append(bytes[at])
            at += 1
          }
        }
      } else {
        let stop = (at..<bytes.count).first(where: isStop) ?? bytes.count
        cell += bytes[at..<stop]
        at = stop
      }
      cells.append(String(decoding: cell, as: UTF8.self))
      if at == bytes.count || isEnd(at) { return (cells, at + 1) }
      at += 1
    }
  }

  /// Whether a quote in the middle of a quoted cell is text.
  private func isData(_ quote: Int) -> Bool {
    if closes(quote) { return false }
    var at = quote + 1
    while at < lineEnd(quote + 1) {
      if isQuote(at) {
        if bytes[at - 1] == delimiter { return false }
        if isQuote(at + 1) {
          at += 1
        } else if closes(at) {
          return true
        }
      }
      at += 1
    }
    return false
  }

  /// Where the quote is of a cell that has blanks before it, if another closes it on the same line.
  private func opening(_ start: Int) -> Int? {
    guard let quote = (start..<bytes.count).first(where: { isStop($0) || (bytes[$0] != 32 && bytes[$0] != 9) }),
      isQuote(quote), quote > start
    else { return nil }
    var at = quote + 1
    while at < lineEnd(quote) {
      guard isQuote(at) else {
        at += 1
        continue
      }
      if !isQuote(at + 1) { return closes(at) ? quote : nil }
      at += 2
    }
    return nil
  }

  private func closes(_ quote: Int) -> Bool {
    var at = quote + 1
    while at < bytes.count, !isStop(at), bytes[at] == 32 || bytes[at] == 9 { at += 1 }
    return isStop(at)
  }
}
