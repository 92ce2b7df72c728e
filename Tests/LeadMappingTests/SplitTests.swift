import LeadMapping
import LeadModel
import Testing

/// `split`: entries between separators, whole where they stand in quotes.
struct SplitTests {
  @Test(arguments: [
    (#""VIP","Blog, News""#, ",", ["VIP", "Blog, News"]),
    (#""vip","webinar, live",  plain , "" "#, ",", ["vip", "webinar, live", "plain"]),
    (#"vip, webinar"#, ",", ["vip", "webinar"]),
    (#" "a" , "say ""hi"", you" "#, ",", ["a", #"say "hi", you"#]),
    (#""a, b","#, ",", ["a, b"]),
    (#""a, b",c"#, ", ", ["a, b\",c".replacing("a, b\",c", with: #""a"#), #"b",c"#]),
    // Quotes that are data.
    (#"12" pipe, 8" pipe"#, ",", [#"12" pipe"#, #"8" pipe"#]),
    (#""Big" box, small"#, ",", [#""Big" box"#, "small"]),
    (#""not closed, x"#, ",", [#""not closed"#, "x"]),
    (#""not closed, "x, y""#, ",", [#""not closed"#, "x, y"]),
    (#""a","b""#, #"",""#, [#""a"#, #"b""#]),
    // Separators with blanks at their ends, which a trimmed text may have lost.
    (" / Biceps / Deltoid", " / ", ["Biceps", "Deltoid"]),
    ("Biceps / Deltoid / ", " / ", ["Biceps", "Deltoid"]),
    ("/ \"a / b\" / c", " / ", ["a / b", "c"]),
    ("and/or / maybe", " / ", ["and/or", "maybe"]),
    ("one  two\tx", " ", ["one", "two\tx"]),
    ("a\n\n\"b\nc\"\n", "\n", ["a", "b\nc"]),
    ("/", " / ", ["/"]),
    ("/ /", " / ", []),
    ("ä::ö::", "::", ["ä", "ö"]),
    ("a", "much longer than it", ["a"]),
  ])
  func givesTheEntries(text: String, separator: String, entries: [String]) throws {
    let separator = separator.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    let record = Fixtures.row(["T": text])
    #expect(
      try Fixtures.lead("'notes': {'from': 'T', 'split': '\(separator)'}", record)?.notes.map(\.description) == entries)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [" ", "\"", "\",", "\"\",", "\"\"\",", "\"x\"\",", "\"x\"y,", ","])
  func takesLinearTime(piece: String) throws {
    let record = Fixtures.row(["T": "a" + String(repeating: piece, count: 300_000) + "\"x"])
    for separator in [",", " "] {
      let value = "{'from': 'T', 'split': '\(separator)', 'join': ' '}"
      #expect(try Fixtures.lead("'name': 'x', 'agentId': \(value)", record)?.name == "x")
    }
  }
}
