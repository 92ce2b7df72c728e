/// The `Link` header (RFC 8288).
enum LinkHeader {
  /// The target of the first link whose relation is `next`; `nil`: there is none.
  ///
  /// Parameters are read as the RFC's section 3 has them, blanks around `=` taken too. A relation may stand among others
  /// (`rel="next last"`), in any case.
  static func next(in header: String) -> String? {
    var rest = header[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let target = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      let parameters = takeParameters(from: &rest)
      if relations(in: parameters).contains("next") { return target.trimmed }
    }
    return nil
  }

  /// Up to the comma that ends the link; one between quotes does not.
  private static func takeParameters(from rest: inout Substring) -> Substring {
    var isQuoted = false
    var end = rest.startIndex
    while end < rest.endIndex {
      let character = rest[end]
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted { break }
      end = rest.index(after: end)
    }
    defer { rest = rest[end...] }
    return rest[..<end]
  }

  private static func relations(in parameters: Substring) -> [String] {
    for parameter in parameters.split(separator: ";") {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmed.lowercased() == "rel" else { continue }
      return parts[1].trimmed.filter { $0 != "\"" }.lowercased().split(separator: " ").map(String.init)
    }
    return []
  }
}

extension Substring {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
