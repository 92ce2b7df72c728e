/// What makes two records one lead: the value that its UUID is derived from.
package enum Identity: Sendable, Hashable {
  /// The visitor's chat UUID, given by the record; in RFC 9562 form.
  case uuid(String)
  /// The source's own key, trimmed, in NFC, case kept.
  case key(String)
  /// The address as mapped, all in lower case.
  case email(String)
  /// The dial code with its `+`, and the national number.
  case phone(dialCode: String, number: String)

  /// `kind:value`, as `preview --json` shows it: `email:jane@example.com`, `phone:+442079460902`.
  package var label: String {
    switch self {
    case .uuid(let uuid): "uuid:\(uuid)"
    case .key(let key): "key:\(key)"
    case .email(let address): "email:\(address)"
    case .phone(let dialCode, let number): "phone:\(dialCode)\(number)"
    }
  }
}
