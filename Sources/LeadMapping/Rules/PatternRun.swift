import CPCRE2

/// The matches of one pattern in one text, one after the other.
///
/// Lives within one call: it holds pointers to the pattern's code, to the text's bytes and to memory for this run.
struct PatternRun {
  private let code: OpaquePointer
  private let context: OpaquePointer
  private let data: OpaquePointer
  private let subject: UnsafeBufferPointer<UInt8>
  /// Start and end of the whole match, then of each group.
  ///
  /// PCRE2 has room for all of the pattern's groups in it.
  private let offsets: UnsafeMutablePointer<Int>
  /// Groups beyond it did not take part, and their offsets are unset.
  private let groupLimit: Int

  /// An offset of a group that did not take part: PCRE2_UNSET, which Swift does not import.
  private static let unset = -1

  init(code: OpaquePointer, context: OpaquePointer, data: OpaquePointer, subject: UnsafeBufferPointer<UInt8>) {
    self.code = code
    self.context = context
    self.data = data
    self.subject = subject
    offsets = pcre2_get_ovector_pointer_8(data)
    groupLimit = Int(pcre2_get_ovector_count_8(data))
  }

  /// The length of the text in bytes.
  var count: Int { subject.count }

  /// The whole of the current match, in bytes.
  var range: Range<Int> { min(offsets[0], offsets[1])..<max(offsets[0], offsets[1]) }

  /// Finds the first match at or behind `start`, a character's first byte.
  mutating func next(from start: Int) throws(PatternLimitReached) -> Bool {
    try match(from: start, options: 0)
  }

  /// Finds the next match behind the current one.
  ///
  /// Behind an empty match a match that is not empty is tried at the same place; then it goes on at the next character
  /// (pcre2demo(3)).
  mutating func nextAfterCurrent() throws(PatternLimitReached) -> Bool {
    let isEmpty = offsets[0] >= offsets[1]
    let end = range.upperBound
    if !isEmpty { return try match(from: end, options: 0) }
    if end >= count { return false }
    if try match(from: end, options: PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED) { return true }
    var following = end + 1
    while following < count, subject[following] & 0xC0 == 0x80 { following += 1 }
    return try match(from: following, options: 0)
  }

  /// The bytes of a stretch of the text.
  func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: subject[range]) }

  /// The bytes of a group, 0 being the whole match; `nil` for one that did not take part, or that is not there.
  func bytes(ofGroup group: Int) -> UnsafeBufferPointer<UInt8>? {
    guard group < groupLimit else { return nil }
    let start = offsets[2 * group]
    let end = offsets[2 * group + 1]
    guard start != Self.unset, start <= end else { return nil }
    return bytes(start..<end)
  }

  /// The text of a group.
  func text(ofGroup group: Int) -> String? {
    bytes(ofGroup: group).map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func match(from start: Int, options: UInt32) throws(PatternLimitReached) -> Bool {
    // Swift's strings are valid UTF-8, so PCRE2 need not look.
    let options = options | PCRE2_NO_UTF_CHECK
    var answer = pcre2_match_8(code, subject.baseAddress, count, start, options, data, context)
    if answer == PCRE2_ERROR_JIT_STACKLIMIT {
      // The JIT's stack of 32 KiB is too small for this text; the interpreter keeps its own on the heap.
      answer = pcre2_match_8(code, subject.baseAddress, count, start, options | PCRE2_NO_JIT, data, context)
    }
    if answer == PCRE2_ERROR_NOMATCH { return false }
    // Any other error is a limit (of matches, depth or heap) or memory that is not there.
    guard answer >= 0 else { throw PatternLimitReached() }
    return true
  }
}
