/// The entities that stand in addresses and in copied markup.
enum HTMLEntities {
  private static let named: [Substring: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "comma": ",", "sol": "/", "colon": ":",
    "period": ".", "lowbar": "_", "num": "#", "quest": "?", "equals": "=", "NewLine": "\n", "Tab": "\t",
  ]

  /// The text with its entities, named and numeric, replaced once; what is none stays.
  static func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      let start = rest.index(after: mark)
      let end = rest[start...].firstIndex(of: ";")
      if let end, let scalar = scalar(Substring(rest[start..<end])) {
        result.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        result.append("&")
        rest = rest[start...]
      }
    }
    result += rest
    return String(result)
  }

  /// What stands between `&` and `;`.
  private static func scalar(_ name: Substring) -> Unicode.Scalar? {
    if let known = named[name] { return known }
    guard name.hasPrefix("#"), name.utf8.count <= 8 else { return nil }
    let digits = name.dropFirst()
    let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init)
  }
}
