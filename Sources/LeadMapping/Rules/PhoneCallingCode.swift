/// One calling code: the numbering of its main region, and which of its numbers lie in ranges that are in use.
///
/// The regions of a code (25 for +1) are asked in the library's order, as `GetRegionCodeForNumber` and `IsValidNumber` do:
/// the first region whose leading digits a number has, or, where a region has none, of whose kinds it is, is the number's
/// region; and the number is valid if it is of a kind there. All of that depends on the number's length and on which of the
/// code's patterns it matches, nothing else. So one automaton over all those patterns answers it: its marks are the lengths
/// at which a number is valid.
final class PhoneCallingCode: Sendable {
  let main: PhoneNumbering
  /// With its plus sign: `+44`.
  let dialCode: String
  private let valid: PhoneAutomaton

  /// The code whose regions `metadata` are, the main one first; `nil` where they hold what is not understood here.
  init?(_ metadata: [PhoneMetadata]) {
    guard let first = metadata.first, let main = PhoneNumbering(first) else { return nil }
    var patterns = Patterns()
    let regions = metadata.map { Region($0, isOnly: metadata.count == 1, &patterns) }
    guard !patterns.isBroken,
      let valid = PhoneAutomaton(patterns.parts, mark: { Region.validLengths(regions, Set($0)) })
    else { return nil }
    self.main = main
    dialCode = "+\(main.callingCode)"
    self.valid = valid
  }

  /// Whether the number, without its calling code, lies in a range that is in use.
  func isValid(_ digits: PhoneDigits) -> Bool {
    digits.count < 32 && valid.mark(of: digits) & 1 << UInt32(digits.count) != 0
  }

  /// The patterns of a code, each once, with their indices: many kinds share one.
  private struct Patterns {
    private struct Key: Hashable {
      var pattern: String
      var isPrefix: Bool
    }

    var parts: [PhoneAutomaton.Part] = []
    var isBroken = false
    private var indices: [Key: Int] = [:]

    mutating func index(of pattern: String, isPrefix: Bool = false) -> Int {
      let key = Key(pattern: pattern, isPrefix: isPrefix)
      if let index = indices[key] { return index }
      guard let part = PhoneAutomaton.Part(pattern, isPrefix: isPrefix) else {
        isBroken = true
        return -1
      }
      indices[key] = parts.count
      parts.append(part)
      return parts.count - 1
    }
  }

  /// A region's kinds as patterns' indices and lengths.
  private struct Region {
    /// The index of a kind's pattern, and the lengths that it may have.
    private struct Kind {
      var pattern: Int
      var lengths: UInt32

      func lengths(in matched: Set<Int>) -> UInt32 { matched.contains(pattern) ? lengths : 0 }
    }

    private var general: Kind?
    private var kinds: [Kind] = []
    private var leadingDigits: Int?

    /// The only region of a code is the region of all its numbers, so its leading digits do not count.
    init(_ metadata: PhoneMetadata, isOnly: Bool, _ patterns: inout Patterns) {
      func kind(_ kind: PhoneMetadata.Kind) -> Kind? {
        kind.pattern.map { Kind(pattern: patterns.index(of: $0), lengths: kind.hasLengths ? kind.lengths : .max) }
      }
      general = kind(metadata.general)
      kinds = (metadata.others + [metadata.fixed]).compactMap(kind)
      // Else the library does not look at the mobile numbers by themselves.
      if !metadata.isMobileAsFixed, let mobile = kind(metadata.mobile) { kinds.append(mobile) }
      if !isOnly, let digits = metadata.leadingDigits { leadingDigits = patterns.index(of: digits, isPrefix: true) }
    }

    /// The lengths at which a number that matches the patterns `matched` is of a kind of this region.
    private func knownLengths(_ matched: Set<Int>) -> UInt32 {
      guard let general else { return 0 }
      return general.lengths(in: matched) & kinds.reduce(0) { $0 | $1.lengths(in: matched) }
    }

    /// The lengths at which a number that matches the patterns `matched` is valid.
    static func validLengths(_ regions: [Region], _ matched: Set<Int>) -> UInt32 {
      guard !matched.isEmpty else { return 0 }
      var open = UInt32.max
      var valid: UInt32 = 0
      for region in regions {
        if let digits = region.leadingDigits, !matched.contains(digits) { continue }
        let known = region.knownLengths(matched)
        valid |= open & known
        // With its leading digits a number is the region's, of a kind or not.
        if region.leadingDigits != nil { break }
        open &= ~known
      }
      return valid
    }
  }
}
