/// Weighs, byte by byte, whether text that is not ASCII alone is UTF-8.
///
/// The verdict depends on the bytes alone, not on how they arrive.
///
/// - Points are for sequences that are valid: one for each of three bytes, or of two that is a letter of a living
///   script; four, which are ``conclusivePoints``, for one of four bytes, a byte-order mark, or one of two bytes beside an
///   ASCII letter (`Jürgen`). Other encodings come upon valid sequences by chance: the 梅 of GBK, the 천 of EUC-KR, one
///   character in twenty at most; four times in a row, or inside a Latin word, they do not.
/// - Lines that are not ASCII count as bad with one bad sequence or more, else as good if they have a point.
struct UTF8Evidence: Sendable {
  /// So many points are no chance.
  static let conclusivePoints = 4

  /// First bytes of the letters of living scripts.
  ///
  /// Latin up to U+017F and the Romanian ș and ț, Greek, Cyrillic, Armenian, Hebrew, Arabic. In between are phonetic
  /// letters, accents by themselves and letters of the past: `ʩʫ` are 施诗 in GBK.
  private static let likely: [ClosedRange<UInt8>] = [0xC2...0xC5, 0xC8...0xC8, 0xCE...0xD1, 0xD4...0xDB]

  private var points = 0
  /// Those of the good lines.
  private var goodPoints = 0
  private var linePoints = 0
  private var goodLines = 0
  private var badLines = 0
  /// Whether a sequence was bad.
  private(set) var hasBad = false

  /// The sequence under way: how many bytes are to come, and between what the next has to be.
  private var expected = 0
  private var bounds: ClosedRange<UInt8> = 0x80...0xBF
  private var length = 0
  /// Whether it is likely in text that is UTF-8.
  private var isLikely = false
  private var isMark = false
  /// Whether the byte before the sequence is an ASCII letter.
  private var followsLetter = false
  /// Whether a sequence of two bytes that follows no letter has just ended: a letter may come.
  private var awaitsLetter = false
  private var last: UInt8
  private var lineHasBad = false

  /// - Parameter last: The byte that comes before, which is ASCII.
  init(after last: UInt8) { self.last = last }

  /// Whether all was valid so far and that is no chance: what comes need not be waited for.
  var isConclusive: Bool { !hasBad && points >= Self.conclusivePoints }

  /// Whether it is UTF-8, perhaps with bad lines, by all that has come.
  ///
  /// It is if no sequence was bad. Else it is if the points of good lines are conclusive and a
  /// quarter of the lines that are not ASCII are good: text that is not UTF-8 at all has next to none, a file with lines
  /// in two encodings has.
  var isUTF8: Bool {
    guard hasBad else { return true }
    var whole = self
    whole.endLine()
    return whole.goodPoints >= Self.conclusivePoints && whole.goodLines * 4 >= whole.goodLines + whole.badLines
  }

  /// Takes the next byte in.
  mutating func take(_ byte: UInt8) {
    if expected > 0 {
      if bounds.contains(byte) {
        continueSequence(byte)
        last = byte
        return
      }
      spoil()
    }
    begin(byte)
    last = byte
  }

  /// The input ends: half a sequence is bad.
  mutating func finish() {
    if expected > 0 { spoil() }
  }

  private mutating func continueSequence(_ byte: UInt8) {
    isMark = isMark && byte == (expected == 2 ? 0xBB : 0xBF)
    expected -= 1
    bounds = 0x80...0xBF
    guard expected == 0 else { return }
    if length == 4 || isMark || (length == 2 && followsLetter) {
      add(Self.conclusivePoints)
    } else if isLikely {
      add(1)
    }
    awaitsLetter = length == 2 && !followsLetter
  }

  private mutating func begin(_ byte: UInt8) {
    let wasAwaiting = awaitsLetter
    awaitsLetter = false
    isMark = false
    switch byte {
    case 0..<0x80:
      if wasAwaiting, Self.isLetter(byte) { add(Self.conclusivePoints) }
      if Byte.endsLine(byte) { endLine() }
      return
    // RFC 3629, 4: overlong forms, surrogates and what is above U+10FFFF are told by the second byte.
    case 0xC2...0xDF: (length, bounds) = (2, 0x80...0xBF)
    case 0xE0: (length, bounds) = (3, 0xA0...0xBF)
    case 0xED: (length, bounds) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, bounds) = (3, 0x80...0xBF)
    case 0xF0: (length, bounds) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, bounds) = (4, 0x80...0xBF)
    case 0xF4: (length, bounds) = (4, 0x80...0x8F)
    default: return spoil()
    }
    expected = length - 1
    isLikely = length == 3 || Self.likely.contains { $0.contains(byte) }
    isMark = byte == 0xEF
    followsLetter = Self.isLetter(last)
  }

  private mutating func add(_ count: Int) {
    points += count
    linePoints += count
  }

  private mutating func spoil() {
    expected = 0
    hasBad = true
    lineHasBad = true
  }

  private mutating func endLine() {
    if lineHasBad {
      badLines += 1
    } else if linePoints > 0 {
      goodLines += 1
      goodPoints += linePoints
    }
    (linePoints, lineHasBad) = (0, false)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: false
    }
  }
}
