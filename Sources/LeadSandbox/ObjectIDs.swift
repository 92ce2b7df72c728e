import LeadModel

/// Makes up ids of 24 hexadecimal digits, as the inbox has them: seconds, then a part of this process, then a counter.
///
/// Ids made later in one process sort later. Two processes share an id with a chance of 2⁻⁴⁰ in the same second.
struct ObjectIDs {
  private let process: String
  private var counter: UInt32

  init(using generator: inout some RandomNumberGenerator) {
    process = Self.hexadecimal(generator.next() >> 24, digits: 10)
    counter = 0
  }

  init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }

  mutating func next(at time: Timestamp) -> String {
    counter = (counter + 1) & 0xFF_FFFF
    let seconds = UInt64(max(0, time.millisecondsSince1970) / 1000) & 0xFFFF_FFFF
    return Self.hexadecimal(seconds, digits: 8) + process + Self.hexadecimal(UInt64(counter), digits: 6)
  }

  /// In lower case, with zeros in front.
  static func hexadecimal(_ number: UInt64, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
