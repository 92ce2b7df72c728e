import LeadModel

/// A form's fields before they are text: which charset they are in may be said by the last of them.
struct FormBytes: Sendable {
  /// A field as it was sent, escapes undone.
  struct Field: Sendable {
    var name: [UInt8]
    var value: [UInt8]
    /// What the field says for itself.
    var charset: FormCharset?
  }

  /// In their order; repeated names stay.
  var fields: [Field] = []

  /// The fields' text, and what was odd about it.
  ///
  /// The charset of a field is its own, else that which a field `_charset_` says (RFC 7578, section 4.6; HTML,
  /// "constructing the entry list"), else `given`. One difference: what is valid UTF-8 is read as UTF-8 whatever the
  /// charset, for a form that is labelled wrongly is met more often than a lead who means `Ã©`. What is not is read as
  /// windows-1252, with a warning where the form does not say so.
  func text(charset given: FormCharset?) -> (fields: [FormField], warnings: [Finding]) {
    let named = fields.first { $0.name.elementsEqual("_charset_".utf8) && !$0.value.isEmpty }
    let common = named.map { FormCharset(named: $0.value) } ?? given
    var isForeign = false
    var isUnknown = false
    let texts = fields.map { field in
      let charset = field.charset ?? common
      isUnknown = isUnknown || charset == .unknown
      return FormField(
        name: Self.text(field.name, charset, isForeign: &isForeign),
        value: Self.text(field.value, charset, isForeign: &isForeign))
    }
    return (texts, (isUnknown ? [FormWarning.charset] : []) + (isForeign ? [notUTF8] : []))
  }

  /// A text in a charset; sets `isForeign` where it is neither UTF-8 nor said to be what it is read as.
  private static func text(_ bytes: [UInt8], _ charset: FormCharset?, isForeign: inout Bool) -> String {
    if bytes.withUnsafeBytes(UTF8Check.isValid) { return String(decoding: bytes, as: UTF8.self) }
    if charset != .windows1252 { isForeign = true }
    return String(decoding: Windows1252.decoded(bytes), as: UTF8.self)
  }

  /// A name for a message, before the charset is known.
  static func shown(_ name: [UInt8]) -> String {
    var isForeign = false
    return text(name, nil, isForeign: &isForeign)
  }

  /// A body's bytes as records keep them: in UTF-8.
  static func raw(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes(UTF8Check.isValid) ? bytes : Windows1252.decoded(bytes)
  }
}
