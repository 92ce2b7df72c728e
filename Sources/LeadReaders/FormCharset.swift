/// What a form says that its text is encoded in.
enum FormCharset: Sendable, Hashable {
  case utf8
  case windows1252
  /// One that is not read here.
  case unknown

  /// A charset by its name, in any case, with or without hyphens.
  init(named name: String) {
    switch name.lowercased().filter({ $0 != "-" && $0 != "_" }) {
    case "utf8", "unicode11utf8", "usascii", "ascii": self = .utf8
    // What calls itself ISO-8859-1 is windows-1252: so says the WHATWG Encoding Standard, from experience.
    case "windows1252", "cp1252", "xcp1252", "iso88591", "latin1", "l1": self = .windows1252
    default: self = .unknown
    }
  }

  /// A charset by a parameter's bytes.
  init(named name: [UInt8]) { self.init(named: String(decoding: name, as: UTF8.self)) }
}
