import LeadModel

/// Looks for the ids of bots in text that was pasted.
struct PageReferenceReader {
  private(set) var found: [PageReference] = []
  /// What is wrong with something that was nearly one.
  private(set) var nearMiss: Diagnostic?

  /// Looks into all of a text: first for elements of HTML, then, if there are none, for addresses.
  mutating func read(_ text: String) {
    for element in HTMLElement.all(in: text) {
      switch element.name {
      case "script": readScript(element)
      case "iframe", "a", "embed", "link":
        for key in ["src", "data-src", "href"] {
          if let address = element.attributes[key] { readAddress(address) }
        }
      default: break
      }
    }
    guard found.isEmpty, nearMiss == nil else { return }
    for word in text.split(whereSeparator: { $0.isWhitespace || "<>\"'()".contains($0) }) {
      readAddress(String(word).trimmingTail(of: ".,;:!"))
    }
  }

  /// A widget's script has an id that ends in `-messenger-widget`, or comes from a known host.
  private mutating func readScript(_ script: HTMLElement) {
    let source = script.attributes["src"].flatMap { WebAddress(PastedText.withScheme($0)) }
    let marked = script.attributes.values.first { $0.lowercased().hasSuffix(Self.widgetSuffix) }
    let byHost = Brand.all.first { $0.scriptHost != nil && $0.scriptHost == source?.host }
    let content = script.content ?? ""
    guard marked != nil || byHost != nil || content.lowercased().contains(Self.widgetSuffix) else { return }
    guard let (botId, customerId) = Self.pair(in: content) else {
      nearMiss = Diagnostic(
        .error, "page.script", "the widget's script holds no two ids, expected BOT,CUSTOMER between its tags",
        hint: "copy the whole of it, from <script to </script>")
      return
    }
    // White labels often keep the id of the original, so the host goes before it.
    let byID = marked.flatMap { id in
      Brand.all.first { id.lowercased() == $0.name + Self.widgetSuffix }
    }
    let brand = byHost ?? (source == nil ? byID : nil) ?? .custom
    found.append(PageReference(botId: botId, customerId: customerId, brand: brand, host: source?.host))
  }

  /// Two ids with a comma between them: the whole content, or two that are unmistakable within it.
  private static func pair(in content: String) -> (String, String)? {
    let parts = content.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimming { $0.isWhitespace || "\"'`;".contains($0) } }
    if parts.count >= 2, PageReference.isIdentifier(parts[0]), PageReference.isIdentifier(parts[1]) {
      return (parts[0], parts[1])
    }
    let words = content.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "," }
      .joined(separator: " ").split(separator: ",").map { $0.split(separator: " ") }
    for (left, right) in zip(words, words.dropFirst()) {
      if let bot = left.last, let customer = right.first, PageReference.isObjectID(bot),
        PageReference.isObjectID(customer)
      {
        return (String(bot), String(customer))
      }
    }
    return nil
  }

  /// A page's address holds two ids in its path.
  ///
  /// Where they have the vendors' form they are found behind other segments and on any host; else the host is one that
  /// serves pages, and they are the first two.
  private mutating func readAddress(_ text: String) {
    guard let address = WebAddress(PastedText.withScheme(text)) else { return }
    let segments = address.segments
    let byHost = Brand.all.first { $0.pageHost != nil && $0.pageHost == address.host }
    let isPageHost = byHost != nil || address.host.hasPrefix("page.")
    let start =
      segments.indices.dropLast().first {
        PageReference.isObjectID(segments[$0]) && PageReference.isObjectID(segments[$0 + 1])
      } ?? (isPageHost && segments.count >= 2 && segments[..<2].allSatisfy(PageReference.isIdentifier) ? 0 : nil)
    guard let start else {
      if isPageHost {
        nearMiss = Diagnostic(
          .error, "page.ids", "the page's address holds no two ids, expected https://\(address.host)/BOT/CUSTOMER",
          hint: "copy the whole address from the browser")
      }
      return
    }
    found.append(
      PageReference(
        botId: segments[start], customerId: segments[start + 1], brand: byHost ?? .custom, host: address.host))
  }

  private static let widgetSuffix = "-messenger-widget"
}

extension StringProtocol {
  /// Without what `isOuter` says of both ends.
  fileprivate func trimming(_ isOuter: (Character) -> Bool) -> String {
    guard let first = firstIndex(where: { !isOuter($0) }), let last = lastIndex(where: { !isOuter($0) }) else {
      return ""
    }
    return String(self[first...last])
  }

  fileprivate func trimmingTail(of characters: String) -> String {
    var rest = self[...]
    while let last = rest.last, characters.contains(last) { rest = rest.dropLast() }
    return String(rest)
  }
}
