import CPhoneNumber

/// What libphonenumber knows of the numbers of one region, or of one calling code without a country (+800).
///
/// Read from the metadata that are compiled into the library, a message `PhoneMetadata` of its
/// `resources/phonemetadata.proto`. So nothing about any country is written down here, and what the library of an updated
/// package knows anew is known here, too. The names and numbers of the fields are the proto's.
struct PhoneMetadata: Sendable {
  /// The numbers of one kind: all of a region, its mobile numbers, its toll-free ones.
  struct Kind: Sendable {
    /// `national_number_pattern`; `nil`: there are no numbers of the kind.
    var pattern: String?
    /// The field `possible_length`: bit 9 stands for nine digits.
    ///
    /// Lengths that no number has (-1) have no bit.
    var lengths: UInt32 = 0
    /// Whether `possible_length` is there at all; else the lengths are those of the general kind.
    var hasLengths = false
    /// The field `possible_length_local_only`, in the same way.
    var localLengths: UInt32 = 0
    var example: String?
  }

  /// `id`: `GB`, or `001` for a calling code without a country.
  var region = ""
  /// The field `country_code`, as 44.
  var callingCode = 0
  /// The field `main_country_for_code`.
  var isMain = false
  /// The field `international_prefix`, a pattern such as `00`.
  var internationalPrefix = ""
  /// The field `national_prefix`, such as `0`.
  var nationalPrefix = ""
  /// The field `national_prefix_for_parsing`, a pattern such as `0`.
  var prefixForParsing = ""
  /// The field `national_prefix_transform_rule`, such as `9$1`.
  var transform = ""
  /// `leading_digits`, a pattern, where it is there.
  var leadingDigits: String?
  /// The field `same_mobile_and_fixed_line_pattern`.
  var isMobileAsFixed = false
  /// By the number of their field.
  private var kinds: [Int: Kind] = [:]
  /// Where the message is among the library's data.
  private var place = 0..<0

  /// `general_desc`: what all numbers have in common.
  var general: Kind { kinds[1] ?? Kind() }
  /// The field `fixed_line`.
  var fixed: Kind { kinds[2] ?? Kind() }
  /// The field `mobile`.
  var mobile: Kind { kinds[3] ?? Kind() }
  /// The fields `toll_free`, `premium_rate`, `shared_cost`, `personal_number`, `voip`, `pager`, `uan` and `voicemail`.
  var others: [Kind] { [4, 5, 6, 7, 8, 21, 25, 28].compactMap { kinds[$0] } }

  /// All regions and calling codes that the library knows, in its order, with their first three members alone.
  ///
  /// Empty where the library does not give its metadata.
  static let heads: [PhoneMetadata] = {
    var fields = ProtobufFields(bytes)
    var heads: [PhoneMetadata] = []
    while let field = fields.next() {
      guard field.number == 1, let message = field.bytes, let start = message.baseAddress, let base = bytes.baseAddress
      else { continue }
      let offset = start - base
      heads.append(PhoneMetadata(head: message, place: offset..<offset + message.count))
    }
    return heads
  }()

  /// What the library knows of a calling code: of each of its regions, in the library's order of them.
  ///
  /// That is the metadata's, but for main regions, of which each goes to the front when it comes.
  static func all(of callingCode: Int) -> [PhoneMetadata] {
    heads.filter { $0.callingCode == callingCode }.reduce(into: []) { order, head in
      var region = head
      region.read(UnsafeRawBufferPointer(rebasing: bytes[head.place]))
      order.insert(region, at: region.isMain ? 0 : order.count)
    }
  }

  /// The library's constant data, which live as long as the process.
  private static var bytes: UnsafeRawBufferPointer {
    var count = 0
    let start = leadbridge_phone_metadata(&count)
    return UnsafeRawBufferPointer(start: start, count: count)
  }

  private init(head message: UnsafeRawBufferPointer, place: Range<Int>) {
    self.place = place
    var fields = ProtobufFields(message)
    while let field = fields.next() {
      switch field.number {
      case 9: region = field.text
      case 10: callingCode = Int(truncatingIfNeeded: field.value)
      case 22: isMain = field.value != 0
      default: continue
      }
    }
  }

  private mutating func read(_ message: UnsafeRawBufferPointer) {
    var fields = ProtobufFields(message)
    while let field = fields.next() {
      switch field.number {
      case 11: internationalPrefix = field.text
      case 12: nationalPrefix = field.text
      case 15: prefixForParsing = field.text
      case 16: transform = field.text
      case 18: isMobileAsFixed = field.value != 0
      case 23: leadingDigits = field.text
      case 1...8, 21, 25, 28: kinds[field.number] = field.bytes.map { Kind($0) }
      default: continue
      }
    }
  }
}

extension PhoneMetadata.Kind {
  /// Reads a message `PhoneNumberDesc`.
  fileprivate init(_ message: UnsafeRawBufferPointer) {
    var fields = ProtobufFields(message)
    while let field = fields.next() {
      switch field.number {
      case 2: pattern = field.text
      case 6: example = field.text
      case 9:
        hasLengths = true
        for length in field.values where length < 32 { lengths |= 1 << UInt32(length) }
      case 10:
        for length in field.values where length < 32 { localLengths |= 1 << UInt32(length) }
      default: continue
      }
    }
    // An empty pattern matches nothing, as an absent one.
    if pattern == "" { pattern = nil }
  }
}
