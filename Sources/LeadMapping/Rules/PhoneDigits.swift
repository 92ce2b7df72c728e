/// The digits of one number, as values from 0 to 9, in place: reading a number allocates nothing.
struct PhoneDigits: Sendable {
  /// More digits than any number has, with prefixes, carrier code and a mistake or two.
  ///
  /// A text with more of them is libphonenumber's.
  static let capacity = 48

  private var storage: [48 of UInt8] = .init(repeating: 0)
  private var start = 0
  private var end = 0

  init() {}

  var count: Int { end - start }

  /// The digit at `index`, counted from the first one that is left.
  subscript(index: Int) -> UInt8 { storage[start + index] }

  /// Adds a digit behind the others, and tells whether there was room.
  mutating func append(_ digit: UInt8) -> Bool {
    guard end < Self.capacity else { return false }
    storage[end] = digit
    end += 1
    return true
  }

  mutating func removeFirst(_ count: Int) { start += count }

  func dropFirst(_ count: Int) -> PhoneDigits {
    var rest = self
    rest.removeFirst(count)
    return rest
  }

  /// Whether the number that the digits make begins with those of `number`, which has `length` of them.
  func hasPrefix(_ number: Int, length: Int) -> Bool { count >= length && value(length) == number }

  /// The number that the first digits make, at most `length` of them.
  func value(_ length: Int) -> Int {
    var value = 0
    for index in 0..<min(length, count) { value = value * 10 + Int(self[index]) }
    return value
  }

  /// The digits in ASCII.
  var text: String {
    String(unsafeUninitializedCapacity: count) { bytes in
      // The closure is given room for `count` bytes, and fills all of them.
      for index in 0..<count { bytes.initializeElement(at: index, to: self[index] + UInt8(ascii: "0")) }
      return count
    }
  }
}
