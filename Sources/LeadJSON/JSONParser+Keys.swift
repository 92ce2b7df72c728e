extension JSONParser {
  /// Reads a key and the colon behind it.
  ///
  /// - Returns: The place where its value begins.
  mutating func key(_ start: Int, of object: Int, _ expected: StaticString) throws(Failure) -> Int {
    guard start < end else { throw cutOff(expected) }
    guard base[start] == UInt8(ascii: "\"") else { throw unexpected(start, expected) }
    var at = try string(start)
    if tape[tape.count - 1].flags.contains(.escaped) { tape[object].flags.insert(.escapedKeys) }
    at = skipBlanks(at)
    guard at < end else { throw cutOff("':'") }
    guard base[at] == UInt8(ascii: ":") else { throw unexpected(at, "':'") }
    return skipBlanks(at + 1)
  }

  /// Marks the keys that `object`, all of whose members are read, has again later, and warns of each repetition.
  ///
  /// Keys are equal if the bytes of their decoded text are. Time is linear in the bytes of the keys: by a hash table of
  /// node numbers, which lies on the stack for up to 128 keys. Hashes are seeded, so keys cannot be made to collide.
  mutating func supersedeKeys(of object: Int) {
    let count = Int(tape[object].count)
    guard count > 1 else { return }
    guard !tape[object].flags.contains(.escapedKeys) else { return supersedeDecodedKeys(of: object) }
    // Twice as many slots as keys, or up to four times: chains stay short.
    let slots = 1 << (Int.bitWidth - (count * 2 - 1).leadingZeroBitCount)
    var repeated = 0
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: slots) { table in
      table.initialize(repeating: 0)  // No key has number 0: the object is before it.
      var key = object + 1
      while key < tape.count {
        var slot = Int(truncatingIfNeeded: hash(key)) & (slots - 1)
        while table[slot] != 0, !areEqual(Int(table[slot]), key) { slot = (slot + 1) & (slots - 1) }
        if table[slot] != 0 {
          supersede(Int(table[slot]), by: key)
          repeated += 1
        }
        table[slot] = UInt32(key)
        key = Int(tape[key + 1].next)
      }
    }
    tape[object].count -= UInt32(repeated)
  }

  /// The same for objects with escapes in their keys, which are rare: over the decoded keys.
  private mutating func supersedeDecodedKeys(of object: Int) {
    var last: [[UInt8]: Int] = [:]
    var key = object + 1
    while key < tape.count {
      let node = tape[key]
      let text = UnsafeBufferPointer(start: base + Int(node.start), count: Int(node.end - node.start))
      let decoded = node.flags.contains(.escaped) ? JSONText.decoded(text) : Array(text)
      if let earlier = last.updateValue(key, forKey: decoded) {
        supersede(earlier, by: key)
        tape[object].count -= 1
      }
      key = Int(tape[key + 1].next)
    }
  }

  private mutating func supersede(_ earlier: Int, by key: Int) {
    tape[earlier].flags.insert(.superseded)
    note(.duplicateKey, Int(tape[key].start) - 1)
  }

  private func areEqual(_ one: Int, _ other: Int) -> Bool {
    let one = tape[one]
    let other = tape[other]
    let length = Int(one.end - one.start)
    guard length == Int(other.end - other.start) else { return false }
    var index = 0
    let oneStart = Int(one.start)
    let otherStart = Int(other.start)
    while index + 8 <= length {
      guard word(oneStart + index) == word(otherStart + index) else { return false }
      index += 8
    }
    while index < length {
      guard base[oneStart + index] == base[otherStart + index] else { return false }
      index += 1
    }
    return true
  }

  /// A hash over the bytes of a key: words folded by a wide multiplication, as in wyhash (Wang Yi).
  private func hash(_ key: Int) -> UInt64 {
    let node = tape[key]
    var at = Int(node.start)
    let stop = Int(node.end)
    var state = seed ^ UInt64(stop - at)
    while at + 8 <= stop {
      state = Self.folded(state ^ word(at))
      at += 8
    }
    var tail: UInt64 = 0
    while at < stop {
      tail = tail << 8 | UInt64(base[at])
      at += 1
    }
    return Self.folded(state ^ tail)
  }

  private static func folded(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
