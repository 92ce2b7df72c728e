import LeadModel

/// A form's fields before they are text: which charset they are in may be said by the last of them.
///
/// All names and values lie one behind another in one array, each with an ASCII byte behind it: so all of them are valid
/// UTF-8 where the array is, and it is looked at once.
struct FormBytes: Sendable {
  /// A field as it was sent, escapes undone.
  struct Field: Sendable {
    /// In ``FormBytes/bytes``.
    var name: Range<Int>
    /// In ``FormBytes/bytes``.
    var value: Range<Int>
    /// What the field says for itself.
    var charset: FormCharset?
  }

  /// What stands behind each name and value.
  static let separator = UInt8(ascii: "&")

  /// In their order; repeated names stay.
  private(set) var fields: [Field] = []
  private(set) var bytes: [UInt8] = []

  init() {}

  /// - Parameters:
  ///   - bytes: The names and values, each with a ``separator`` behind it.
  ///   - fields: Where they are in it.
  init(bytes: [UInt8], fields: [Field]) {
    self.bytes = bytes
    self.fields = fields
  }

  /// Adds a field.
  mutating func append(name: [UInt8], value: [UInt8], charset: FormCharset?) {
    fields.append(Field(name: add(name), value: add(value), charset: charset))
  }

  private mutating func add(_ text: [UInt8]) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: text)
    bytes.append(Self.separator)
    return start..<start + text.count
  }

  /// The fields' text, and what was odd about it.
  ///
  /// The charset of a field is its own, else that which a field `_charset_` says (RFC 7578, section 4.6; HTML,
  /// "constructing the entry list"), else `given`. One difference: what is valid UTF-8 is read as UTF-8 whatever the
  /// charset, for a form that is labelled wrongly is met more often than a lead who means `Ã©`. What is not is read as
  /// windows-1252, with a warning where the form does not say so.
  func text(charset given: FormCharset?) -> (fields: [FormField], warnings: [Finding]) {
    bytes.withUnsafeBytes { bytes in
      let common = said(in: bytes) ?? given
      let isValid = UTF8Check.isValid(bytes)
      var isForeign = false
      var isUnknown = false
      let texts = fields.map { field in
        let charset = field.charset ?? common
        isUnknown = isUnknown || charset == .unknown
        func text(_ range: Range<Int>) -> String {
          let text = UnsafeRawBufferPointer(rebasing: bytes[range])
          if isValid || UTF8Check.isValid(text) { return String(decoding: text, as: UTF8.self) }
          if charset != .windows1252 { isForeign = true }
          return String(decoding: Windows1252.decoded(text), as: UTF8.self)
        }
        return FormField(name: text(field.name), value: text(field.value))
      }
      return (texts, (isUnknown ? [FormWarning.charset] : []) + (isForeign ? [notUTF8] : []))
    }
  }

  /// What the first field `_charset_` that is not empty says.
  private func said(in bytes: UnsafeRawBufferPointer) -> FormCharset? {
    let name: StaticString = "_charset_"
    let field = fields.first { field in
      guard field.name.count == name.utf8CodeUnitCount, !field.value.isEmpty else { return false }
      return UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        .elementsEqual(bytes[field.name])
    }
    return field.map { FormCharset(named: Array(bytes[$0.value])) }
  }

  /// A name for a message, before the charset is known.
  static func shown(_ name: [UInt8]) -> String { String(decoding: raw(name), as: UTF8.self) }

  /// A body's bytes as records keep them: in UTF-8.
  static func raw(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes(UTF8Check.isValid) ? bytes : Windows1252.decoded(bytes)
  }
}
