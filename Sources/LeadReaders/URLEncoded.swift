package import LeadModel

/// Parses `application/x-www-form-urlencoded` as the WHATWG URL Standard (section 5.1) has it.
///
/// Pairs are cut at `&`, names from values at the first `=`; empty pairs are none; `+` is a blank; an escape that is
/// none stays as it is; what is not UTF-8 then becomes U+FFFD; a byte-order mark stays.
package enum URLEncoded {
  /// The fields of a body, in their order; repeated names stay; time is linear.
  package static func fields(in body: some Collection<UInt8>) -> [FormField] {
    var isUTF8 = true
    return fields(in: body, isUTF8: &isUTF8)
  }

  /// The fields of a body; sets `isUTF8` to `false` where something was replaced.
  static func fields(in body: some Collection<UInt8>, isUTF8: inout Bool) -> [FormField] {
    var fields: [FormField] = []
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "="))
      let name = decoded(pair[..<(equals ?? pair.endIndex)], isUTF8: &isUTF8)
      let value = equals.map { decoded(pair[pair.index(after: $0)...], isUTF8: &isUTF8) } ?? ""
      fields.append(FormField(name: name, value: value))
    }
    return fields
  }

  private static func decoded(_ text: some Collection<UInt8>, isUTF8: inout Bool) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = text.startIndex
    while at != text.endIndex {
      let byte = text[at]
      text.formIndex(after: &at)
      switch byte {
      case UInt8(ascii: "+"):
        bytes.append(Byte.space)
      case UInt8(ascii: "%"):
        let digits = text[at...].prefix(2)
        if digits.count == 2, let high = digits.first.flatMap(digit),
          let low = digits.dropFirst().first.flatMap(digit)
        {
          bytes.append(high << 4 | low)
          at = digits.endIndex
        } else {
          bytes.append(byte)
        }
      default:
        bytes.append(byte)
      }
    }
    if isUTF8, !bytes.withUnsafeBytes(UTF8Check.isValid) { isUTF8 = false }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
