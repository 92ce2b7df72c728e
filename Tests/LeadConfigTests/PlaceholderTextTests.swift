import Testing

@testable import LeadConfig

/// Placeholders, and braces that are none.
struct PlaceholderTextTests {
  @Test(
    arguments: [
      ("", []), ("a", []), ("{page}", ["page"]), ("https://a.example?s={since}&p={page}", ["since", "page"]),
      ("{secret.api-key_2}", ["secret.api-key_2"]), ("{a}{a}", ["a", "a"]), ("{{page}}", ["page"]), ("{ page }", []),
      ("{page", []), ("page}", []), ("{}", []), ("{1}", ["1"]), ("{pa{ge}", ["ge"]), ("{é}", []),
      (#"{"after": "{page}", "filter": {"since": "{since}"}}"#, ["page", "since"]), (#"{"a":{"b":{}}}"#, []),
    ] as [(String, [String])])
  func aPlaceholderIsANameInBraces(_ text: String, _ names: [String]) {
    #expect(PlaceholderText(text).names == names)
  }

  @Test(
    arguments: [
      (#"{"a": "{b}"}"#, [.literal(#"{"a": ""#), .placeholder("b"), .literal(#""}"#)]),
      ("{a}{b}", [.placeholder("a"), .placeholder("b")]),
      ("x{y", [.literal("x{y")]), ("", []),
    ] as [(String, [PlaceholderText.Part])])
  func otherBracesAreThemselves(_ text: String, _ parts: [PlaceholderText.Part]) {
    #expect(PlaceholderText(text).parts == parts)
  }

  @Test(arguments: [("{page}", false), ("a", false), ("{page", true), ("a}", true), ("{}", true), ("{{page}}", true)])
  func looseBracesAreNoticed(_ text: String, _ hasSome: Bool) {
    #expect(PlaceholderText(text).hasLooseBraces == hasSome)
  }
}
