/// Reads a JSON text into a tape of nodes.
///
/// Strict RFC 8259, one pass, no recursion.
///
/// Note to the next maintainer. The loop in `run` has two places: one where a value must begin, and one where a value
/// has ended. Containers that are open form a list through their nodes' `next` (which leads outwards until the container
/// is closed, and behind it from then on), so there is no stack beside the tape. Strings are only measured here: what has
/// escapes is decoded when it is asked for. `JSONParser+Strings`, `+Numbers` and `+Keys` hold the parts.
///
/// Deviations from the RFC, all of them permitted by it: a byte-order mark at the start is passed over, lone surrogates
/// in escapes are U+FFFD with a warning, of equal keys the last counts with a warning, nesting and length are limited.
///
/// The text is read through a pointer: a struct cannot hold a `Span` without experimental features, and strings are read
/// in words of eight bytes. Proof that all reads are in bounds: `base` and `end` come from one buffer that outlives the
/// parser (`parse` is the only place that makes one, inside `withUnsafeBufferPointer`), and every read of `base[i]` is
/// behind a test of `i < end`, of a word behind `i + 8 <= end`, or lies between a node's `start` and `end`.
struct JSONParser: ~Copyable {
  let base: UnsafePointer<UInt8>
  let end: Int
  let limits: JSONLimits
  /// Seeds the hashes of keys, so that nobody can choose keys that collide.
  let seed: UInt64
  var tape: [JSONNode] = []
  /// Offsets of what was odd, not in order; at most `limits.maxWarnings`.
  var oddities: [(kind: JSONWarning.Kind, offset: Int)] = []

  /// A mistake before its line and column are counted.
  struct Failure: Error {
    let code: JSONError.Code
    let message: String
    let offset: Int
  }

  /// What came of a text.
  struct Result {
    let tape: [JSONNode]
    let warnings: [JSONWarning]
  }

  /// Different in every process.
  private static let processSeed = UInt64.random(in: .min ... .max)

  /// Parses the whole of a text.
  ///
  /// Time is linear in its length; allocates the tape, and for objects of more than 128 keys a table of them.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - limits: How deep and long it may be.
  ///   - firstLine: The number of the first line, for locations.
  /// - Returns: The tape, never empty, and what was odd.
  /// - Throws: The first mistake in the text.
  static func parse(_ bytes: [UInt8], limits: JSONLimits, firstLine: Int) throws(JSONError) -> Result {
    let found: (tape: [JSONNode], oddities: [(kind: JSONWarning.Kind, offset: Int)])
    do throws(Failure) {
      guard bytes.count <= limits.maxBytes else {
        throw Failure(code: .size, message: "the text has more than \(limits.maxBytes) bytes", offset: 0)
      }
      found = try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
        guard let base = buffer.baseAddress else { throw Self.nothing(at: 0) }
        var parser = JSONParser(base: base, end: buffer.count, limits: limits, seed: processSeed)
        try parser.run(from: markLength(bytes))
        return (parser.tape, parser.oddities)
      }
    } catch {
      var lines = JSONLineCounter(bytes: bytes, firstLine: firstLine)
      let location = lines.location(of: error.offset, in: bytes)
      throw JSONError(code: error.code, message: error.message, location: location, offset: error.offset)
    }
    guard !found.oddities.isEmpty else { return Result(tape: found.tape, warnings: []) }
    var lines = JSONLineCounter(bytes: bytes, firstLine: firstLine)
    let warnings = found.oddities.sorted { $0.offset < $1.offset }.map {
      JSONWarning(kind: $0.kind, offset: $0.offset, location: lines.location(of: $0.offset, in: bytes))
    }
    return Result(tape: found.tape, warnings: warnings)
  }

  /// 3 where the text begins with a byte-order mark in UTF-8, else 0.
  static func markLength(_ bytes: borrowing [UInt8]) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  private init(base: UnsafePointer<UInt8>, end: Int, limits: JSONLimits, seed: UInt64) {
    self.base = base
    self.end = end
    self.limits = limits
    self.seed = seed
    // A line of a lead has a node per 20 bytes or so; bare arrays of numbers have more and grow a few times.
    tape.reserveCapacity(end / 16 + 4)
  }

  private mutating func run(from start: Int) throws(Failure) {
    var at = skipBlanks(start)
    guard at < end else { throw Self.nothing(at: start) }
    var depth = 0
    /// The innermost open container; -1 where none is.
    var open = -1

    value: while true {
      guard at < end else { throw cutOff("a value") }
      switch base[at] {
      case UInt8(ascii: "\""):
        at = try string(at)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        at = try number(at)
      case UInt8(ascii: "{"):
        try begin(.object, at, &open, &depth)
        at = skipBlanks(at + 1)
        if at < end, base[at] == UInt8(ascii: "}") {
          at += 1
          close(&open, &depth, at)
        } else {
          at = try key(at, of: open, "a key or '}'")
          continue value
        }
      case UInt8(ascii: "["):
        try begin(.array, at, &open, &depth)
        at = skipBlanks(at + 1)
        guard at < end else { throw cutOff("a value or ']'") }
        guard base[at] == UInt8(ascii: "]") else { continue value }
        at += 1
        close(&open, &depth, at)
      case UInt8(ascii: "t"): at = try word("true", .yes, at)
      case UInt8(ascii: "f"): at = try word("false", .no, at)
      case UInt8(ascii: "n"): at = try word("null", .null, at)
      default: throw unexpected(at, "a value")
      }

      // A value has ended at `at`.
      while true {
        at = skipBlanks(at)
        guard open >= 0 else { break value }
        tape[open].count += 1
        let isObject = tape[open].kind == .object
        guard at < end else { throw cutOff(isObject ? "',' or '}'" : "',' or ']'") }
        if base[at] == UInt8(ascii: ",") {
          at = skipBlanks(at + 1)
          if isObject { at = try key(at, of: open, "a key") }
          continue value
        }
        guard base[at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw unexpected(at, isObject ? "',' or '}'" : "',' or ']'")
        }
        at += 1
        if isObject { supersedeKeys(of: open) }
        close(&open, &depth, at)
      }
    }
    guard at == end else {
      try checkEncoding(at)
      throw Failure(code: .trailing, message: "the text goes on behind its value: expected the end", offset: at)
    }
  }

  @inline(__always)
  func skipBlanks(_ start: Int) -> Int {
    var at = start
    while at < end {
      let byte = base[at]
      // Nearly every byte asked for is no blank, and all four blanks are at most 0x20.
      if byte > 0x20 { break }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
      at += 1
    }
    return at
  }

  private mutating func begin(
    _ kind: JSONNode.Kind, _ at: Int, _ open: inout Int, _ depth: inout Int
  ) throws(Failure) {
    depth += 1
    guard depth <= limits.maxDepth else {
      let message = "arrays and objects are nested more than \(limits.maxDepth) deep"
      throw Failure(code: .depth, message: message, offset: at)
    }
    tape.append(JSONNode(start: UInt32(at), end: 0, next: UInt32(bitPattern: Int32(open)), kind: kind))
    open = tape.count - 1
  }

  private mutating func close(_ open: inout Int, _ depth: inout Int, _ end: Int) {
    let outer = Int(Int32(bitPattern: tape[open].next))
    tape[open].end = UInt32(end)
    tape[open].next = UInt32(tape.count)
    open = outer
    depth -= 1
  }

  private mutating func word(_ word: StaticString, _ kind: JSONNode.Kind, _ at: Int) throws(Failure) -> Int {
    let length = word.utf8CodeUnitCount
    for index in 0..<min(length, end - at) where base[at + index] != word.utf8Start[index] {
      throw unexpected(at, "a value")
    }
    guard at + length <= end else { throw cutOff("a value") }
    append(kind, at, at + length)
    return at + length
  }

  @inline(__always)
  mutating func append(_ kind: JSONNode.Kind, _ start: Int, _ end: Int, _ flags: JSONNode.Flags = []) {
    let next = UInt32(truncatingIfNeeded: tape.count + 1)
    tape.append(
      JSONNode(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), next: next, kind: kind,
        flags: flags))
  }
}
