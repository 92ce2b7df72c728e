package import LeadModel
import Synchronization

/// Makes the ids of submissions: UUIDs of version 7 (RFC 9562, section 5.7), in lower case.
///
/// Each is greater, as text too, than those that the same object made before it, also where the clock stands still or
/// goes back: ids are a table's keys, and such a table grows at its end alone. What makes it so are the 12 bits behind
/// the time, a counter within the millisecond (section 6.2, method 1); the 4,097th id of a millisecond takes the next
/// one. The last 62 bits are random, from the system's generator: who knows an id does not know its neighbours.
package final class SubmissionIDs: Sendable {
  private struct Last {
    var milliseconds: UInt64 = 0
    var counter: UInt64 = 0
  }

  private static let maxCounter: UInt64 = 0xFFF
  private static let digits = Array("0123456789abcdef".utf8)

  private let last = Mutex(Last())

  package init() {}

  /// Makes an id.
  ///
  /// - Parameter time: The submission's; before 1970 as 1970.
  /// - Returns: 36 characters.
  package func next(at time: Timestamp) -> String {
    let now = UInt64(max(0, time.millisecondsSince1970))
    let (milliseconds, counter) = last.withLock { last in
      if now > last.milliseconds {
        last = Last(milliseconds: now)
      } else if last.counter < Self.maxCounter {
        last.counter += 1
      } else {
        last = Last(milliseconds: last.milliseconds + 1)
      }
      return (last.milliseconds, last.counter)
    }
    return Self.text(
      high: milliseconds << 16 | 0x7000 | counter, low: UInt64.random(in: 0...UInt64.max) >> 2 | 1 << 63)
  }

  /// The halves of a UUID as 8-4-4-4-12 hexadecimal digits.
  private static func text(high: UInt64, low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 36) { bytes in
      var place = 0
      for half in [high, low] {
        for shift in stride(from: 60, through: 0, by: -4) {
          if [8, 13, 18, 23].contains(place) {
            bytes[place] = UInt8(ascii: "-")
            place += 1
          }
          bytes[place] = digits[Int(half >> UInt64(shift) & 15)]
          place += 1
        }
      }
      return place
    }
  }
}
