import LeadModel

/// Drops the byte-order marks that stand at the start of lines: inputs joined without care have them.
///
/// Takes UTF-8 as it arrives. A mark within a line is a zero-width no-break space, and stays. Copies only the text that a
/// mark is dropped from, or torn at the edge of.
struct MarkFilter: Sendable {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether the next byte is a line's first.
  private var isAtLineStart = true
  /// The beginning of what may be a mark; it stands at the start of a line.
  private var held: ArraySlice<UInt8> = []
  /// How many were dropped.
  private var dropped = 0

  /// The text without marks, as far as that is known.
  mutating func filter(_ chunk: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard !chunk.isEmpty else { return chunk }
    let text = held.isEmpty ? chunk : held + chunk
    held = []
    /// What comes before `start`, without marks.
    var kept: [UInt8] = []
    var start = text.startIndex
    var end = text.endIndex
    var searched = start
    while let at = Self.firstMarkByte(in: text, from: searched) {
      searched = at + 1
      guard at == start ? isAtLineStart : Byte.endsLine(text[at - 1]) else { continue }
      let candidate = text[at...].prefix(Self.mark.count)
      guard Self.mark.starts(with: candidate) else { continue }
      isAtLineStart = true
      if candidate.count < Self.mark.count {
        held = candidate
        end = at
        break
      }
      dropped += 1
      kept += text[start..<at]
      start = at + Self.mark.count
      searched = start
    }
    if start < end { isAtLineStart = Byte.endsLine(text[end - 1]) }
    return kept.isEmpty ? text[start..<end] : (kept + text[start..<end])[...]
  }

  /// What is held back at the end, which is no mark.
  mutating func finish() -> ArraySlice<UInt8> {
    defer { held = [] }
    return held
  }

  /// What is to be said about it.
  var warnings: [Finding] {
    guard dropped > 0 else { return [] }
    let marks = dropped == 1 ? "a byte-order mark was" : "\(dropped) byte-order marks were"
    return [
      Finding("encoding.mark", "\(marks) dropped at the start of a line: the input may be several that were joined")
    ]
  }

  private static func firstMarkByte(in text: ArraySlice<UInt8>, from start: Int) -> Int? {
    let offset = start - text.startIndex
    return text.withUnsafeBytes { ByteSearch.first(mark[0], in: $0, from: offset) }.map { $0 + text.startIndex }
  }
}
