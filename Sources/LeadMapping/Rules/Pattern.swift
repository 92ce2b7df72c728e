import CPCRE2

/// Why a text is no regular expression.
struct PatternError: Error, Equatable, Sendable {
  /// PCRE2's words: `missing closing parenthesis`.
  let message: String
  /// The byte of the pattern at which it was noticed, from 0.
  let offset: Int
}

/// A match was given up because it would have taken too long.
struct PatternLimitReached: Error, Equatable, Sendable {}

/// A regular expression of a mapping file: PCRE2, over UTF-8, with a bound on the work of a match.
///
/// Syntax: pcre2pattern(3). Letters, digits and blanks of `\w`, `\d` and `\s` are ASCII unless the pattern starts with
/// `(*UCP)`; `\C` is refused, for it could cut a character in two. Compiled by PCRE2's JIT where that is to be had.
///
/// Threads: one pattern may be matched on any number of threads at once. Compiled code and the match context are only
/// read by a match (pcre2api(3), "Multithreading"); what a match writes is its own.
final class Pattern: Sendable {
  /// As the mapping file has it.
  let source: String
  /// What it belongs to, for messages: `'matches' at m.json:3:20`.
  let rule: String
  /// Whether letters match whatever their case.
  let isCaseless: Bool
  /// How many groups capture.
  let groupCount: Int

  /// PCRE2's measure of work, about the number of times that it tries to go on: below 10 ms.
  static let matchLimit: UInt32 = 100_000
  /// The limit as messages write it: whole thousands.
  static let matchLimitWords = "\(matchLimit / 1000),000"
  /// For what a match remembers on the heap where the JIT cannot be used, in KiB.
  private static let heapLimitKiB: UInt32 = 20_000

  // Not Sendable as pointers. Written by `init` alone, read by matches, freed by `deinit`: see "Threads" above.
  private nonisolated(unsafe) let code: OpaquePointer
  private nonisolated(unsafe) let context: OpaquePointer

  /// Compiles `source`: some 10 µs, so once a mapping.
  ///
  /// `rule` is what it belongs to, for messages.
  init(_ source: String, isCaseless: Bool = false, rule: String = "") throws(PatternError) {
    var number: Int32 = 0
    var offset = 0
    var text = source
    let options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | (isCaseless ? PCRE2_CASELESS : 0)
    let compiled = text.withUTF8 { bytes in
      pcre2_compile_8(bytes.baseAddress, bytes.count, options, &number, &offset, nil)
    }
    guard let compiled else { throw PatternError(message: Self.words(ofError: number), offset: offset) }
    guard let context = pcre2_match_context_create_8(nil) else {
      pcre2_code_free_8(compiled)
      throw PatternError(message: "no memory", offset: 0)
    }
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimitKiB)
    // Where there is no JIT for this machine, or for this pattern, the interpreter does the same.
    pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    var groups: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)

    self.source = source
    self.rule = rule
    self.isCaseless = isCaseless
    self.groupCount = Int(groups)
    self.code = compiled
    self.context = context
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  /// Whether the pattern is found in `text`; `nil` where the limit was hit.
  func isMatch(_ text: String) -> Bool? {
    do throws(PatternLimitReached) {
      return try matching(text) { (run) throws(PatternLimitReached) in try run.next(from: 0) }
    } catch {
      return nil
    }
  }

  /// The first match in `text`: its first group that took part, or all of it where the pattern has no groups.
  ///
  /// `nil`: no match, or none of the groups took part.
  func extract(from text: String) throws(PatternLimitReached) -> String? {
    try matching(text) { (run) throws(PatternLimitReached) in
      guard try run.next(from: 0) else { return nil }
      if groupCount == 0 { return run.text(ofGroup: 0) }
      for group in 1...groupCount {
        if let found = run.text(ofGroup: group) { return found }
      }
      return nil
    }
  }

  /// `text` with every match replaced by `replacement`.
  ///
  /// Matches do not overlap; after an empty one the search goes on at the next character, as in Perl.
  func replacing(in text: String, with replacement: PatternReplacement) throws(PatternLimitReached) -> String {
    try matching(text) { (run) throws(PatternLimitReached) in
      guard try run.next(from: 0) else { return text }
      var result: [UInt8] = []
      result.reserveCapacity(run.count)
      var copied = 0
      var isFound = true
      while isFound {
        // `\K` in a lookahead may put the start behind the end: nothing is replaced then.
        let range = run.range
        result.append(contentsOf: run.bytes(copied..<max(copied, range.lowerBound)))
        replacement.append(to: &result) { run.bytes(ofGroup: $0) }
        copied = max(copied, range.upperBound)
        isFound = try run.nextAfterCurrent()
      }
      result.append(contentsOf: run.bytes(copied..<run.count))
      return String(decoding: result, as: UTF8.self)
    }
  }

  private func matching<Result>(
    _ text: String, _ body: (inout PatternRun) throws(PatternLimitReached) -> Result
  ) throws(PatternLimitReached) -> Result {
    // A match writes into memory of its own, so that threads do not meet.
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { throw PatternLimitReached() }
    defer { pcre2_match_data_free_8(data) }
    var text = text
    let outcome: Swift.Result<Result, PatternLimitReached> = text.withUTF8 { bytes in
      var run = PatternRun(code: code, context: context, data: data, subject: bytes)
      do throws(PatternLimitReached) { return .success(try body(&run)) } catch { return .failure(error) }
    }
    return try outcome.get()
  }

  private static func words(ofError number: Int32) -> String {
    let words = [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
      // A negative answer: the text was cut, and is there as far as it fits, ended by a zero.
      let length = pcre2_get_error_message_8(number, buffer.baseAddress, buffer.count)
      count = length >= 0 ? Int(length) : 0
    }
    return words.isEmpty ? "error \(number)" : String(decoding: words, as: UTF8.self)
  }
}

extension Pattern: Equatable {
  /// Equal sources match equally.
  static func == (one: Pattern, other: Pattern) -> Bool {
    one.source == other.source && one.isCaseless == other.isCaseless
  }
}
