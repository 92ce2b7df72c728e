/// Writes JSON straight into bytes, without blanks.
///
/// Commas are its business, the order of calls is the caller's.
///
/// A comma is due exactly where the last byte ends a value: a bracket, a colon or a line end is there at every other
/// place where a value or a key may begin. So the writer keeps no stack.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.member("name", lead.name)     // not written where it is nil
///     writer.key("tags")
///     writer.beginArray()
///
/// Memory: `base` points to `capacity` bytes that this value alone owns, of which the first `count` are written. Nothing
/// is written before `makeRoom` has been asked for as many bytes; hence the unsafe stores, which made a body half as
/// expensive as an array's appends, each of which looks whether the array is shared.
package struct JSONWriter: ~Copyable, @unchecked Sendable {
  // Sendable, as nobody else has the pointer.
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes are written.
  package private(set) var count = 0

  package init(reservingCapacity capacity: Int = 256) {
    self.capacity = max(16, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// What is written so far, copied.
  package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// What is written so far, as text.
  package var text: String { String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self) }

  /// Lends what is written so far, for the time of a call.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  package mutating func beginObject() {
    separate()
    put(UInt8(ascii: "{"))
  }

  package mutating func endObject() { put(UInt8(ascii: "}")) }

  package mutating func beginArray() {
    separate()
    put(UInt8(ascii: "["))
  }

  package mutating func endArray() { put(UInt8(ascii: "]")) }

  /// Ends a line of JSON lines: what follows is a text of its own.
  package mutating func endLine() { put(0x0A) }

  /// Writes a key, escaped, and its colon.
  package mutating func key(_ key: String) {
    quoted(key)
    put(UInt8(ascii: ":"))
  }

  /// Writes a key that is known when this is compiled and needs no escape, and its colon: a fifth of ``key(_:)``.
  package mutating func key(plain key: StaticString) {
    separate()
    let length = key.utf8CodeUnitCount
    makeRoom(for: length + 3)
    base[count] = UInt8(ascii: "\"")
    (base + count + 1).update(from: key.utf8Start, count: length)
    base[count + 1 + length] = UInt8(ascii: "\"")
    base[count + 2 + length] = UInt8(ascii: ":")
    count += length + 3
  }

  package mutating func string(_ text: String) { quoted(text) }

  package mutating func number(_ number: Int) { plain(String(number).utf8) }

  /// The shortest text that reads back as the same number: `0.1`, `2.0`, `1e+20`.
  ///
  /// JSON has no infinities and no NaN: these are `null`.
  package mutating func number(_ number: Double) { plain((number.isFinite ? number.description : "null").utf8) }

  /// Writes a number's text as it is.
  ///
  /// It must be one: ``JSONValue/number`` is.
  package mutating func number(written text: String) { plain(text.utf8) }

  package mutating func boolean(_ boolean: Bool) { plain((boolean ? "true" : "false").utf8) }

  package mutating func null() { plain("null".utf8) }

  /// Starts anew, in the same memory.
  package mutating func removeAll() { count = 0 }

  // MARK: Bytes

  private mutating func separate() {
    guard count > 0 else { return }
    switch base[count - 1] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), 0x0A: break
    default: put(UInt8(ascii: ","))
    }
  }

  // Inlined: as a call it costs 28 instructions, a hundred times a body.
  @inline(__always)
  fileprivate mutating func put(_ byte: UInt8) {
    if count == capacity { makeRoom(for: 1) }
    base[count] = byte
    count += 1
  }

  /// Writes a value that is JSON as it stands.
  fileprivate mutating func plain(_ text: some Collection<UInt8>) {
    separate()
    makeRoom(for: text.count)
    for byte in text {
      base[count] = byte
      count += 1
    }
  }

  /// Doubles, at least: so growing is linear in what is written.
  private mutating func makeRoom(for more: Int) {
    guard capacity - count < more else { return }
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  // MARK: Strings

  /// Writes a string with its quotes, and a comma before it where one is due.
  private mutating func quoted(_ text: String) {
    separate()
    put(UInt8(ascii: "\""))
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { copy($0) }
    // Only strings that Objective-C made can be anything else, and only where there is Objective-C.
    precondition(isWritten != nil, "a string is contiguous UTF-8")
    put(UInt8(ascii: "\""))
  }

  private mutating func copy(_ text: UnsafeBufferPointer<UInt8>) {
    var rest = text
    while true {
      makeRoom(for: rest.count)
      let taken = JSONPlainRun.copy(rest, to: base + count)
      count += taken
      guard taken < rest.count else { return }
      escape(rest[taken])
      rest = UnsafeBufferPointer(rebasing: rest[(taken + 1)...])
    }
  }

  /// Writes a byte that must be escaped (RFC 8259 §7): `"`, `\` and control characters.
  private mutating func escape(_ byte: UInt8) {
    put(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: put(UInt8(ascii: "b"))
    case 0x09: put(UInt8(ascii: "t"))
    case 0x0A: put(UInt8(ascii: "n"))
    case 0x0C: put(UInt8(ascii: "f"))
    case 0x0D: put(UInt8(ascii: "r"))
    case 0..<0x20:
      for digit in "u00".utf8 { put(digit) }
      put(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      let low = byte & 0xF
      put(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    default: put(byte)
    }
  }
}

extension JSONWriter {
  /// Writes a parsed value without blanks, its numbers and strings as written.
  ///
  /// Of equal keys only the last is written; strings with lone surrogates are written with U+FFFD, for many parsers
  /// refuse them.
  ///
  /// Recurses as deep as the value is nested, which the parser has limited.
  package mutating func value(_ value: JSONValue) {
    let node = value.node
    switch node.kind {
    case .array:
      beginArray()
      for element in value.elements { self.value(element) }
      endArray()
    case .object:
      beginObject()
      var members = value.members.makeIterator()
      while let key = members.nextKey() {
        written(JSONValue(document: value.document, index: key))
        put(UInt8(ascii: ":"))
        self.value(JSONValue(document: value.document, index: key + 1))
      }
      endObject()
    case .null, .yes, .no, .number, .string:
      written(value)
    }
  }

  private mutating func written(_ scalar: JSONValue) {
    if scalar.node.flags.contains(.loneSurrogate) {
      string(scalar.document.text(of: scalar.node))
    } else {
      plain(scalar.bytes)
    }
  }
}
