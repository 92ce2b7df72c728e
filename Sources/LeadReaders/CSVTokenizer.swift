/// Finds where the cells of well-formed CSV (RFC 4180) end, 64 bytes at a time and without a branch per byte.
///
/// To whoever changes this next. The idea is that of simdjson (Langdale, Lemire: Parsing Gigabytes of JSON per Second,
/// 2019), for CSV: a block of 64 bytes becomes two masks of 64 bits, one of its delimiters and line ends, one of its
/// quotes. The running parity of the quotes (a prefix XOR) is 1 inside of quotes: there, delimiters and line ends are
/// text, elsewhere they end cells. A doubled quote leaves and enters again, so parity needs no special case for it.
///
/// Parity is right only for text as RFC 4180 has it: a quote that opens stands at the start of a cell (or doubles the
/// one before it), and behind a quote that closes comes a delimiter, a line end or its double. Both are checked for
/// every quote, 64 at a time. At the first that breaks the rule the scan stops, and `CSVCarefulParser` reads that
/// record; so both must agree on everything that the rule lets through.
///
/// A record ends at CR or LF; the LF of a CRLF ends a line of no bytes, which is no record.
struct CSVTokenizer: Sendable {
  /// What is known at the edge between two blocks.
  private struct Carry: Sendable {
    /// All ones inside of quotes, else zero.
    var inside: UInt64 = 0
    /// 1 where a quote may open next: at a cell's start, or behind a quote that closed.
    var mayOpen: UInt64 = 1
    /// 1 right behind a quote that closed.
    var closed: UInt64 = 0
  }

  /// The places found and not used yet.
  var marks = CSVMarks()
  /// Up to where the bytes were scanned.
  private(set) var position = 0
  /// Bytes scanned over the tokenizer's life, those scanned again included: grows linearly with the input.
  private(set) var scannedBytes = 0
  let delimiter: UInt8
  private var carry = Carry()

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Begins anew at the start of a record.
  mutating func restart(at start: Int) {
    marks.removeAll()
    carry = Carry()
    position = start
  }

  /// Follows the bytes when they move down by `distance`.
  mutating func rebase(by distance: Int) {
    marks.rebase(by: distance)
    position -= distance
  }

  /// Scans from ``position`` on and adds to ``marks``.
  ///
  /// - Parameters:
  ///   - bytes: What was scanned before is in it, at the same offsets.
  ///   - limit: Up to where to scan; at most `bytes.count`, which is below 4 GB.
  /// - Returns: `false` where a quote stands that RFC 4180 does not allow. What comes before it is marked; from the
  ///   start of the record that it stands in, another has to read and call ``restart(at:)``.
  mutating func scan(_ bytes: UnsafeRawBufferPointer, upTo limit: Int) -> Bool {
    guard position < limit, let base = bytes.baseAddress else { return true }
    // Marks are written six at a time: up to six past the last.
    marks.reserve(limit - position + 6)
    var carry = carry
    var at = position
    var count = marks.endCount
    var noteCount = marks.noteCount
    // Taken out for the loop: a second way into `self` while `ends` is written to would not be exclusive.
    var notes: [UInt32] = []
    swap(&notes, &marks.notes)
    let delimiters = SIMD16<UInt8>(repeating: delimiter)
    let isRegular = marks.ends.withUnsafeMutableBufferPointer { ends in
      notes.withUnsafeMutableBufferPointer { notes in
        while at &+ 64 <= limit {
          // The block's 64 bytes lie before `limit`, so inside of `bytes`.
          let block = CSVBlock(base + at, delimiters: delimiters)
          guard Self.take(block, length: 64, at: at, &carry, ends, &count, notes, &noteCount) else { return false }
          at &+= 64
        }
        guard at < limit else { return true }
        var padded = SIMD64<UInt8>(repeating: 0)
        let block = withUnsafeMutableBytes(of: &padded) { padded in
          padded.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[at..<limit]))
          return padded.baseAddress.map { CSVBlock(UnsafeRawPointer($0), delimiters: delimiters) }
        }
        guard let block else { return true }
        return Self.take(block, length: limit &- at, at: at, &carry, ends, &count, notes, &noteCount)
      }
    }
    self.carry = carry
    marks.notes = notes
    marks.endCount = count
    marks.noteCount = noteCount
    // Where it stopped early, it did so in the block at `at`.
    scannedBytes += (isRegular ? limit : min(limit, at + 64)) - position
    position = limit
    return isRegular
  }

  /// Adds the marks of one block, whose first byte is at `at`.
  ///
  /// Of its bytes `length` count, 1…64; the others are zero. `ends` has room for so many and six more from `count` on,
  /// `notes` for so many from `noteCount` on. `false` says that a quote stands there that is not allowed; the marks
  /// before it are added.
  @inline(__always)
  private static func take(
    _ block: CSVBlock, length: Int, at: Int, _ carry: inout Carry, _ ends: UnsafeMutableBufferPointer<UInt32>,
    _ count: inout Int, _ notes: UnsafeMutableBufferPointer<UInt32>, _ noteCount: inout Int
  ) -> Bool {
    let quotes = block.quotes
    // Bit i is the parity of the quotes up to and including byte i: 1 from a quote that opens to before one that closes.
    var inside = quotes ^ (quotes << 1)
    inside ^= inside << 2
    inside ^= inside << 4
    inside ^= inside << 8
    inside ^= inside << 16
    inside ^= inside << 32
    inside ^= carry.inside
    let opening = quotes & inside
    let closing = quotes & ~inside
    let outer = block.ends & ~inside
    let starts = outer | closing
    let behindClosing = closing << 1 | carry.closed
    let counted = ~UInt64(0) >> UInt64(truncatingIfNeeded: 64 &- length)
    let wrong =
      ((opening & ~(starts << 1 | carry.mayOpen)) | (behindClosing & ~(block.ends | quotes))) & counted
    let allowed = wrong == 0 ? ~UInt64(0) : (wrong & (0 &- wrong)) &- 1
    write(outer & allowed, at: at, to: ends, &count)
    var noted = ((block.ends & inside) | (opening & behindClosing)) & allowed
    while noted != 0 {
      // There is room for as many as there are bytes.
      notes[noteCount] = UInt32(truncatingIfNeeded: at &+ noted.trailingZeroBitCount)
      noteCount &+= 1
      noted &= noted &- 1
    }
    let last = UInt64(truncatingIfNeeded: length &- 1)
    carry.inside = 0 &- (inside >> last & 1)
    carry.mayOpen = starts >> last & 1
    carry.closed = closing >> last & 1
    return wrong == 0
  }

  /// Writes the offsets of the bits that are set.
  ///
  /// Six at a time, as a block seldom has more: writing a few too many costs less than guessing wrong where to stop.
  @inline(__always)
  private static func write(
    _ bits: UInt64, at: Int, to ends: UnsafeMutableBufferPointer<UInt32>, _ count: inout Int
  ) {
    var bits = bits
    var next = count
    count &+= bits.nonzeroBitCount
    // `scan` made room for as many as there are bytes, and six more.
    guard let out = ends.baseAddress else { return }
    repeat {
      for offset in 0..<6 {
        out[next &+ offset] = UInt32(truncatingIfNeeded: at &+ bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
      next &+= 6
    } while next < count
  }
}
