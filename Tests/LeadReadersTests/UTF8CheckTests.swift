import TestSupport
import Testing

@testable import LeadReaders

/// The check against the standard library's.
struct UTF8CheckTests {
  @Test(arguments: 0..<100)
  func agreesWithTheStandardLibrary(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let pieces: [[UInt8]] = [
      [0x61], Array(repeating: 0x62, count: 17), [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x91, 0xA9], [0xC3],
      [0x80],
      [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0xA0, 0x80], [0xED, 0xA0, 0x80], [0xED, 0x9F, 0xBF],
      [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5],
      [0xFF],
    ]
    for _ in 0..<100 {
      let count = Int.random(in: 0...6, using: &generator)
      let bytes = (0..<count).flatMap { _ in
        // Half of the time what is valid, or nearly nothing would be.
        let isValid = Bool.random(using: &generator)
        return (isValid ? pieces[..<5] : pieces[...]).randomElement(using: &generator) ?? []
      }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      #expect(bytes.withUnsafeBytes(UTF8Check.isValid) == expected, "\(bytes)")
    }
  }
}
