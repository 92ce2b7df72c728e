/// How the numbers of one region, or of one calling code without a country, are written and how long they are.
///
/// What libphonenumber's `PhoneNumberUtil` calls `MaybeStripNationalPrefixAndCarrierCode` and `TestNumberLength`, over the
/// same metadata, for numbers that are digits already.
final class PhoneNumbering: Sendable {
  /// What a number's length says, as the library's `ValidationResult`.
  enum Length: Sendable {
    case possible, localOnly, tooShort, tooLong, otherwise
  }

  let region: String
  let callingCode: Int
  /// How many digits the calling code has.
  let callingCodeLength: Int
  /// What is dialled before a calling code; `nil`: numbers written at home cannot be read here.
  let internationalPrefix: PhonePrefix?
  private let nationalPrefix: PhonePrefix?
  private let transform: Transform?
  /// Marks what `general_desc` matches with 1.
  private let general: PhoneAutomaton
  private let lengths: UInt32
  private let localLengths: UInt32

  /// A transform rule with one group, `9$1`: digits, and the group's behind them.
  private struct Transform: Sendable {
    var digits: [UInt8]
    var group: Int

    init?(_ rule: String) {
      let parts = rule.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
      // ICU would take `$12` for group 12, or for group 1 and a 2: no rule has digits behind.
      guard parts.count == 2, parts[0].count <= 8, parts[0].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
        parts[1].count == 1,
        let group = parts[1].first, group == 0x31 || group == 0x32
      else { return nil }
      digits = parts[0].map { $0 - 0x30 }
      self.group = Int(group - 0x30)
    }
  }

  /// The numbering that `metadata` say; `nil` where they hold what is not understood here.
  init?(_ metadata: PhoneMetadata) {
    let kind = metadata.general
    guard metadata.callingCode > 0, kind.lengths != 0 else { return nil }
    var parts: [PhoneAutomaton.Part] = []
    if let pattern = kind.pattern {
      guard let part = PhoneAutomaton.Part(pattern) else { return nil }
      parts.append(part)
    }
    guard let general = PhoneAutomaton(parts, mark: { $0.isEmpty ? 0 : 1 }) else { return nil }
    self.general = general
    lengths = kind.lengths
    localLengths = kind.localLengths
    region = metadata.region
    callingCode = metadata.callingCode
    callingCodeLength = String(metadata.callingCode).utf8.count

    internationalPrefix = metadata.internationalPrefix.isEmpty ? nil : PhonePrefix(metadata.internationalPrefix)
    if metadata.prefixForParsing.isEmpty {
      (nationalPrefix, transform) = (nil, nil)
    } else {
      guard let prefix = PhonePrefix(metadata.prefixForParsing) else { return nil }
      nationalPrefix = prefix
      transform = Transform(metadata.transform)
      if !metadata.transform.isEmpty, (transform?.group ?? .max) > prefix.groupCount { return nil }
    }
  }

  /// What the length of a number says.
  func length(_ count: Int) -> Length {
    guard count < 32 else { return .tooLong }
    let bit: UInt32 = 1 << UInt32(count)
    if localLengths & bit != 0 { return .localOnly }
    if lengths & bit != 0 { return .possible }
    if lengths & (bit - 1) == 0 { return .tooShort }
    return lengths < bit ? .tooLong : .otherwise
  }

  /// Whether `digits` are what all numbers of the region have in common.
  func isGeneral(_ digits: PhoneDigits) -> Bool { general.mark(of: digits) != 0 }

  /// `digits` without national prefix and carrier code, in the form in which they are dialled from abroad.
  ///
  /// Where a number would be one of the region before, and not be one after, it stays.
  func withoutPrefix(_ digits: PhoneDigits) -> PhoneDigits {
    guard digits.count > 0, let match = nationalPrefix?.match(digits) else { return digits }
    var rest = digits.dropFirst(match.count)
    if let transform, let prefix = nationalPrefix, prefix.groupCount > 0 {
      // The library takes the last group for what is to be kept, whichever one the rule then names.
      if !match.group(prefix.groupCount).isEmpty {
        var whole = PhoneDigits()
        // There is room for all: ``PhoneScan`` leaves some.
        for digit in transform.digits { _ = whole.append(digit) }
        for index in match.group(transform.group) { _ = whole.append(digits[index]) }
        for index in 0..<rest.count { _ = whole.append(rest[index]) }
        rest = whole
      }
    }
    return isGeneral(digits) && !isGeneral(rest) ? digits : rest
  }
}

extension PhoneAutomaton.Part {
  /// The part that `pattern` says; `nil` where it is not understood.
  ///
  /// No pattern of whole numbers has a `$`, which the automaton does not know.
  init?(_ pattern: String, isPrefix: Bool = false) {
    guard !pattern.contains("$"), let parsed = PhonePattern(pattern) else { return nil }
    self.init(pattern: parsed, isPrefix: isPrefix)
  }
}
