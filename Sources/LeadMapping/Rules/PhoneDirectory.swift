import Synchronization

/// The numberings of all regions and calling codes, each compiled when the first number needs it.
///
/// ## A note to the next maintainer
///
/// libphonenumber costs 25 to 50 µs a number, nearly all of it in matching the same regular expressions from scratch again
/// and again. This directory, ``PhoneScan``, ``PhoneNumbering`` and ``PhoneCallingCode`` give what it gives for about a
/// thirtieth of that. A calling code costs some 1 to 10 ms when it is first met (+1, with 25 regions, some 40). Why the
/// result is the same:
///
/// 1. **Nothing about any country is known here.** All of it is read from the metadata inside the library that the program
///    runs with (``PhoneMetadata``). An updated package updates this, too.
/// 2. **What is done is what the library does**, step by step, in the same order: each type names the functions of
///    `phonenumberutil.cc` (8.12.57) that it follows. Only the regular expressions are run in another way. Whether a
///    pattern matches a whole number does not depend on how one looks for the match, so those become automata; where the
///    order of alternatives matters, in prefixes, ``PhonePrefix`` goes by that order.
/// 3. **What is not understood is not guessed.** A pattern with anything but the few constructs of ``PhonePattern``, a
///    metadata field that does not fit, a text that is not simple (``PhoneScan``): `nil`, and the library is asked.
/// 4. **Proof by comparison**: `PhoneComparisonTests`, 100,000 generated cells of all regions in each run of the tests, and
///    as many as one likes with `PHONE_NUMBERS=10000000`. Of 10 million cells generated once, 8.87 million were read here,
///    none differently from the library; the other 1.13 million were left to it, as point 3 says. In half of the cells
///    every third one had characters out of place.
///
/// Points 2 and 4 hold for 8.12.57. A later library may do something else, so each calling code and region is tried on
/// numbers near the examples of its metadata when it is first used (``PhoneTrial``), and is left to the library for as
/// long as the process lives if one answer differs. That is a guard and no proof: with a new version of the library, run
/// the comparison.
///
/// Memory: bounded by the metadata, as nothing is kept of numbers. All calling codes together have some 10,000 states of
/// 24 bytes, and the regions' own numberings are smaller still: well under 1 MB. A pattern that needs more than 30,000
/// states before they are merged is left to the library.
final class PhoneDirectory: Sendable {
  /// The directory of the library that the program runs with; made by the first number, some 1 ms.
  static let shared = PhoneDirectory()

  /// Something compiled when it is first asked for.
  ///
  /// Two threads may compile it at once; then the first one's counts, and they are equal.
  private final class Entry<Value: AnyObject & Sendable>: Sendable {
    private final class Unusable: Sendable {}

    private let made = AtomicLazyReference<Value>()
    private let unusable = AtomicLazyReference<Unusable>()

    func value(_ make: () -> Value?) -> Value? {
      if let value = made.load() { return value }
      if unusable.load() != nil { return nil }
      if let value = make() { return made.storeIfNil(value) }
      _ = unusable.storeIfNil(Unusable())
      return nil
    }
  }

  private let regions: [Entry<PhoneNumbering>]
  private let codes: [Entry<PhoneCallingCode>]
  /// By two letters, 26 × 26: the index of a region and its calling code; -1: there is none.
  private let regionIndices: [Int16]
  private let regionCodes: [Int16]
  /// By calling code, 1,000: its index; -1: there is none.
  private let codeIndices: [Int16]

  private init() {
    var regionIndices = [Int16](repeating: -1, count: 26 * 26)
    var regionCodes = [Int16](repeating: -1, count: 26 * 26)
    var codeIndices = [Int16](repeating: -1, count: 1000)
    var (regionCount, codeCount) = (0, 0)
    for head in PhoneMetadata.heads where head.callingCode > 0 && head.callingCode < 1000 {
      if codeIndices[head.callingCode] < 0 {
        codeIndices[head.callingCode] = Int16(codeCount)
        codeCount += 1
      }
      guard let index = Self.index(of: head.region) else { continue }
      regionIndices[index] = Int16(regionCount)
      regionCodes[index] = Int16(head.callingCode)
      regionCount += 1
    }
    regions = (0..<regionCount).map { _ in Entry() }
    codes = (0..<codeCount).map { _ in Entry() }
    (self.regionIndices, self.regionCodes, self.codeIndices) = (regionIndices, regionCodes, codeIndices)
  }

  /// Whether the library gives its metadata; else all numbers are the library's.
  var isUsable: Bool { !codes.isEmpty }

  /// Whether `callingCode` is one.
  func hasCode(_ callingCode: Int) -> Bool {
    codeIndices.indices.contains(callingCode) && codeIndices[callingCode] >= 0
  }

  /// The calling code; `nil` where it is not understood, or is none.
  func code(_ callingCode: Int) -> PhoneCallingCode? {
    guard hasCode(callingCode) else { return nil }
    return codes[Int(codeIndices[callingCode])].value {
      let metadata = PhoneMetadata.all(of: callingCode)
      guard let code = PhoneCallingCode(metadata), PhoneTrial.passes(code, metadata) else { return nil }
      return code
    }
  }

  /// Whether the library knows a region of that name.
  func hasRegion(_ region: String) -> Bool { Self.index(of: region).map { regionIndices[$0] >= 0 } ?? false }

  /// The region of that name; `nil` where it is not understood, or is none.
  func region(_ region: String) -> PhoneNumbering? {
    guard let index = Self.index(of: region), regionIndices[index] >= 0 else { return nil }
    return regions[Int(regionIndices[index])].value {
      let all = PhoneMetadata.all(of: Int(regionCodes[index]))
      guard let metadata = all.first(where: { $0.region == region }), let numbering = PhoneNumbering(metadata),
        PhoneTrial.passes(numbering, metadata)
      else { return nil }
      return numbering
    }
  }

  /// Where a name of two capital letters is in the tables.
  private static func index(of region: String) -> Int? {
    var index = 0
    var count = 0
    for byte in region.utf8 {
      guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { return nil }
      index = index * 26 + Int(byte - UInt8(ascii: "A"))
      count += 1
      if count > 2 { return nil }
    }
    return count == 2 ? index : nil
  }
}
