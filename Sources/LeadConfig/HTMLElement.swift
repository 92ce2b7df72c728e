/// An element of HTML, read as tolerantly as browsers do: in snippets that people paste, not in documents.
struct HTMLElement {
  /// In lower case.
  let name: String
  /// Names in lower case, values with their entities replaced.
  let attributes: [String: String]
  /// What stands behind the opening tag, up to the closing one (or the next tag where that is missing), without
  /// comments and with entities replaced.
  ///
  /// `nil` for all but scripts.
  let content: String?

  /// All elements of a text, in their order.
  ///
  /// Linear.
  static func all(in text: String) -> [HTMLElement] {
    var scanner = HTMLScanner(text)
    var elements: [HTMLElement] = []
    while let element = scanner.next() { elements.append(element) }
    return elements
  }
}

/// Goes over HTML tag by tag (after the HTML standard's tokenizer, §13.2.5, as far as snippets need it).
///
/// Works on scalars: CR and LF are one `Character`, and a combining mark would hide a quote.
private struct HTMLScanner {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func next() -> HTMLElement? {
    while index < scalars.count {
      guard scalars[index] == "<", index + 1 < scalars.count, scalars[index + 1].properties.isAlphabetic else {
        index += 1
        continue
      }
      index += 1
      let name = take { !$0.isBlank && $0 != ">" && $0 != "/" }.lowercased()
      let attributes = attributes()
      let content = name == "script" ? content() : nil
      return HTMLElement(name: name, attributes: attributes, content: content)
    }
    return nil
  }

  private mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
    var taken = String.UnicodeScalarView()
    while index < scalars.count, isWanted(scalars[index]) {
      taken.append(scalars[index])
      index += 1
    }
    return String(taken)
  }

  private mutating func attributes() -> [String: String] {
    var attributes: [String: String] = [:]
    while true {
      _ = take { $0.isBlank || $0 == "/" }
      guard index < scalars.count else { return attributes }
      if scalars[index] == ">" {
        index += 1
        return attributes
      }
      let start = index
      let name = take { !$0.isBlank && $0 != "=" && $0 != ">" && $0 != "/" }.lowercased()
      _ = take(while: \.isBlank)
      var value = ""
      if index < scalars.count, scalars[index] == "=" {
        index += 1
        _ = take(while: \.isBlank)
        value = self.value()
      }
      // The first of equal ones counts, as in browsers.
      if attributes[name] == nil { attributes[name] = HTMLEntities.decoded(value) }
      if index == start { index += 1 }
    }
  }

  private mutating func value() -> String {
    guard index < scalars.count else { return "" }
    let quote = scalars[index]
    guard quote == "\"" || quote == "'" else { return take { !$0.isBlank && $0 != ">" } }
    index += 1
    defer { index = min(index + 1, scalars.count) }
    return take { $0 != quote }
  }

  /// What a script holds.
  private mutating func content() -> String {
    var content = String.UnicodeScalarView()
    while index < scalars.count {
      if starts(with: "<!--") {
        while index < scalars.count, !starts(with: "-->") { index += 1 }
        index = min(index + 3, scalars.count)
      } else if scalars[index] == "<" {
        break
      } else {
        content.append(scalars[index])
        index += 1
      }
    }
    return HTMLEntities.decoded(String(content))
  }

  private func starts(with text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool { properties.isWhitespace }
}
