/// Where captured posts lie below the folder: `MAPPING/ROUTE+json/input.jsonl`.
///
/// `leadbridge mapping test MAPPING --samples FOLDER` finds them there.
enum CasePath {
  /// Longer names of folders are cut; file systems take 255 bytes.
  private static let maxNameBytes = 160

  /// Names the folder of a route's posts in one form.
  ///
  /// - Parameters:
  ///   - mapping: A ready mapping's name, or a mapping file's path.
  ///   - route: The route's path as it is configured.
  ///   - form: What the posts are.
  ///   - number: For forms that are one post a folder: which.
  /// - Returns: Its path below the folder for all.
  static func folder(mapping: String, route: String, _ form: CapturedPost.Form, number: Int? = nil) -> String {
    let suffix = number.map { "-" + String(repeating: "0", count: max(0, 3 - String($0).count)) + String($0) } ?? ""
    return "\(stem(of: mapping))/\(name(of: route))+\(form.rawValue)\(suffix)"
  }

  /// The name by which a mapping's golden folders go: that of its file without `.json`.
  static func stem(of mapping: String) -> String {
    let last = mapping.split(separator: "/").last.map(String.init) ?? ""
    let stem = last.hasSuffix(".json") ? String(last.dropLast(5)) : last
    return ["", ".", ".."].contains(stem) ? "mapping" : stem
  }

  /// A folder's name made of a route's path: `/hooks/contact-us` is `hooks.contact-us`.
  ///
  /// Two paths never share a name: bytes that stand for something else are written `_2e`. A long one ends in a hash.
  static func name(of route: String) -> String {
    var name = ""
    for byte in route.utf8.drop(while: { $0 == UInt8(ascii: "/") }) {
      switch byte {
      case UInt8(ascii: "/"): name += "."
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "_" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    guard name.utf8.count > maxNameBytes else { return name.isEmpty ? "_" : name }
    // The key is no secret here: the same route has the same name after a restart.
    let hash = String(KeyedHash(key: (0, 0))(route), radix: 16)
    return name.prefix(maxNameBytes) + "_" + hash
  }
}
