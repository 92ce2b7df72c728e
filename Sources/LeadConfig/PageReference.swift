package import LeadModel

/// The ids of a bot and its customer, as they stand in what a vendor gives its users: the address of the bot's page, an
/// `<iframe>` of it, or the widget's `<script>`, pasted as they are.
package struct PageReference: Sendable, Hashable {
  package let botId: String
  package let customerId: String
  /// `custom` where the host is of no brand that is known: then the API's address has to be asked for.
  package let brand: Brand
  /// The host of the page or of the script; `nil` for a script without one.
  package let host: String?

  /// Whether the API's address has to be asked for.
  package var needsBaseURL: Bool { brand.baseURL == nil }

  /// Reads what was pasted: white space, line breaks and words around it, entities, escaped or typographic quotes,
  /// further path segments, queries and attributes do not matter.
  ///
  /// - Parameter text: The whole of it.
  /// - Throws: `page.empty`; `page.unrecognised`, `page.ids` or `page.script` saying what is expected;
  ///   `page.ambiguous` if it names two bots.
  package init(parsing text: String) throws(Diagnostic) {
    let pasted = PastedText.cleaned(text)
    guard pasted.contains(where: { !$0.isWhitespace }) else {
      throw Diagnostic(.error, "page.empty", "nothing was given, expected \(Self.expected)")
    }
    var reader = PageReferenceReader()
    reader.read(pasted)
    if let first = reader.found.first {
      guard reader.found.allSatisfy({ $0.botId == first.botId && $0.customerId == first.customerId }) else {
        throw Diagnostic(
          .error, "page.ambiguous", "the text names several bots, expected one",
          hint: "paste one page address or script")
      }
      // The one whose brand is known says more than a copy of the page elsewhere.
      self = reader.found.first { !$0.needsBaseURL } ?? first
      return
    }
    throw reader.nearMiss
      ?? Diagnostic(
        .error, "page.unrecognised", "the text holds no bot's page, expected \(Self.expected)",
        hint: "the vendor shows it where the bot is installed on a website")
  }

  init(botId: String, customerId: String, brand: Brand, host: String?) {
    self.botId = botId
    self.customerId = customerId
    self.brand = brand
    self.host = host
  }

  /// Whether lines that are being pasted are whole: an address is after its line, an element after its closing tag.
  ///
  /// So that what is left of a script is not taken for the answer to the next question.
  package static func isWhole(_ pasted: String) -> Bool {
    let text = pasted.lowercased()
    for name in ["script", "iframe"] where text.contains("<\(name)") { return text.contains("</\(name)") }
    return text.contains { !$0.isWhitespace } && !text.contains("<")
  }

  /// The forms in words.
  static let expected =
    "a page's address (https://page.HOST/BOT/CUSTOMER), an <iframe> of it, "
    + "or the widget's <script id=\"…-messenger-widget\" …>BOT,CUSTOMER</script>"

  /// Whether a text can be an id of a bot or a customer: ASCII letters, digits, `-` and `_`, at most 128.
  static func isIdentifier(_ text: some StringProtocol) -> Bool {
    1...128 ~= text.utf8.count
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// Whether a text is an id in the form that the vendors' have: 24 hexadecimal digits.
  static func isObjectID(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 24 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}
