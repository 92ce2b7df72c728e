/// A multipart parser as plain as it can be, to check the fast one by: whole lines, one at a time.
struct SlowMultipart {
  /// Headers and contents, joined, of the parts that are whole.
  var parts: [String] = []
  /// The same of the part that is not.
  var open: String?
  var isClosed = false

  /// Parses a text without line ends that are CR alone before a boundary, by the boundary `b`.
  init(_ bytes: [UInt8]) {
    var header: [UInt8] = []
    var content: [UInt8] = []
    // 0: before the first part, 1: in a header, 2: in content.
    var state = 0
    func text() -> String { String(decoding: header, as: UTF8.self) + "|" + String(decoding: content, as: UTF8.self) }
    for line in Self.lines(of: bytes) {
      if state != 1, let isLast = Self.isLastDelimiter(line) {
        if content.last == 0x0A { content.removeLast(content.dropLast().last == 0x0D ? 2 : 1) }
        if state == 2 { parts.append(text()) }
        (state, header, content) = (1, [], [])
        isClosed = isLast
        if isLast { return }
      } else if state == 1 {
        header += line
        if line == [0x0A] || line == [0x0D, 0x0A] { state = 2 }
      } else {
        content += line
      }
    }
    if state == 2 { open = text() }
  }

  /// With their ends.
  private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    for byte in bytes {
      lines[lines.count - 1].append(byte)
      if byte == 0x0A { lines.append([]) }
    }
    return lines
  }

  /// `nil`: the line is no delimiter.
  private static func isLastDelimiter(_ line: [UInt8]) -> Bool? {
    var line = line
    if line.last == 0x0A { line.removeLast() }
    if line.last == 0x0D { line.removeLast() }
    guard line.starts(with: "--b".utf8) else { return nil }
    line.removeFirst(3)
    let isLast = line.starts(with: "--".utf8)
    if isLast { line.removeFirst(2) }
    return line.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? isLast : nil
  }
}
