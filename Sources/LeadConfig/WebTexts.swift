import Foundation

/// Texts that name something of the web, beside addresses: each is what `leadbridge.json` may say of it.
enum WebTexts {
  /// An IP address, or a range of them: `203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`; `nil` for anything else.
  ///
  /// What is beyond the range's length may be anything: `10.1.2.3/8` is `10.0.0.0/8`.
  static func network(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let address = String(parts[0])
    var bytes = in6_addr()
    let isOld = inet_pton(AF_INET, address, &bytes) == 1
    guard isOld || inet_pton(AF_INET6, address, &bytes) == 1 else { return nil }
    guard let length = parts.dropFirst().first else { return text }
    guard let bits = UInt8(length), length == "\(bits)", bits <= (isOld ? 32 : 128) else { return nil }
    return text
  }

  /// A page's origin in lower case, or `*`; `nil` for anything else.
  static func origin(_ text: String) -> String? {
    if text == "*" { return text }
    guard let address = WebAddress(text), address.segments.isEmpty, address.query == nil,
      address.base == text.lowercased()
    else { return nil }
    return address.base
  }

  /// An address, or a path on this host; `nil` for what could end a header or lead to another host by mistake.
  static func page(_ text: String) -> String? {
    guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
    if text.hasPrefix("/") { return text.hasPrefix("//") || text.contains("\\") ? nil : text }
    return WebAddress(text) == nil ? nil : text
  }

  /// A header's name in lower case (RFC 9110, section 5.1); `nil` for anything else.
  static func headerName(_ text: String) -> String? {
    let name = text.lowercased()
    let isToken = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    }
    return isToken && 1...100 ~= name.utf8.count ? name : nil
  }
}
