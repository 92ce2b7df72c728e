import LeadModel
import Testing

struct DiagnosticTests {
  @Test(arguments: [
    (
      Diagnostic(
        "csv.ragged", "record 213 has 3 fields, the header has 5", at: Position(file: "may.csv", line: 214, column: 7),
        hint: "quote fields that contain ';'"),
      "may.csv:214:7: error: record 213 has 3 fields, the header has 5 [csv.ragged]\n  hint: quote fields that contain ';'"
    ),
    (
      Diagnostic(.warning, "a.b", "a fact", at: Position(file: "<stdin>", line: 3)),
      "<stdin>:3: warning: a fact [a.b]"
    ),
    (Diagnostic(.note, "a.b", "a fact", at: Position(file: "x.json")), "x.json: note: a fact [a.b]"),
    (Diagnostic("a.b", "a fact"), "error: a fact [a.b]"),
    (Diagnostic("a.b", "a fact", hint: "try so"), "error: a fact [a.b]\n  hint: try so"),
    // A column without a line says nothing.
    (Diagnostic("a.b", "a fact", at: Position(file: "x", column: 3)), "x: error: a fact [a.b]"),
  ])
  func isRenderedInOneOrTwoLines(diagnostic: Diagnostic, text: String) {
    #expect(diagnostic.description == text)
  }

  @Test func severalAreRenderedLineByLine() {
    let several = Diagnostics([
      Diagnostic("a.b", "one", at: Position(file: "x", line: 1, column: 2), hint: "try"),
      Diagnostic(.warning, "c.d", "two", at: Position(file: "x", line: 3, column: 4)),
    ])
    #expect(several.description == "x:1:2: error: one [a.b]\n  hint: try\nx:3:4: warning: two [c.d]")
  }

  @Test func secretsAreNeverPrinted() {
    let token = "s3cr3t"
    let destination = Destination(
      name: "main", brand: "local", baseURL: "http://127.0.0.1", botId: "b", customerId: "c", token: Secret(token),
      listToken: Secret(token))
    var dumped = ""
    dump(destination, to: &dumped)
    for text in ["\(destination)", String(reflecting: destination), dumped, "\(Secret(token))"] {
      #expect(!text.contains(token))
    }
    #expect(destination.token.exposed == token)
  }
}
