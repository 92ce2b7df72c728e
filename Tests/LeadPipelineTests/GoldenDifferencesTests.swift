import Testing

@testable import LeadPipeline

/// What `mapping test` says of a golden file that differs: of the same record field by field.
struct GoldenDifferencesTests {
  private func lines(_ expected: [String], _ got: [String]) -> [String] {
    func text(_ lines: [String]) -> String { lines.map { $0.replacing("'", with: "\"") + "\n" }.joined() }
    return GoldenDifferences(expected: text(expected), got: text(got)).lines.map { $0.replacing("\"", with: "'") }
  }

  @Test(arguments: [
    (
      ["{'name':'Ann','email':'a@x.org'}"], ["{'name':'Ann','email':'b@x.org'}"],
      ["line 1: email: expected a@x.org, got b@x.org"]
    ),
    (
      ["{'name':'Ann','email':'a@x.org'}"], ["{'name':'Bob','email':'b@x.org'}"],
      ["line 1: name: expected Ann, got Bob", "line 1: email: expected a@x.org, got b@x.org"]
    ),
    (
      ["{'name':'Ann','email':'a@x.org'}", "{'name':'Bob','email':'b@x.org'}"], ["{'name':'Bob','email':'B@x.org'}"],
      [
        "line 1: expected {'name':'Ann','email':'a@x.org'}, which did not come",
        "line 2: email: expected b@x.org, got B@x.org",
      ]
    ),
    (
      ["{'name':'Ann','phone':'1'}"], ["{'name':'Ann','email':'a@x.org','phone':'1'}", "{'name':'Bob','phone':'2'}"],
      ["came and is not expected: {'name':'Bob','phone':'2'}", "line 1: email: expected none, got a@x.org"]
    ),
    (
      ["{'line':2,'outcome':'rejected','codes':['email.invalid']}"],
      ["{'line':2,'outcome':'skipped','codes':['row.empty']}"],
      [
        "line 1: outcome of the input's line 2: expected rejected, got skipped",
        "line 1: codes of the input's line 2: expected email.invalid, got row.empty",
      ]
    ),
    (
      ["{'line':2,'outcome':'rejected','codes':['email.invalid', 'phone.invalid']}"],
      ["{'line':2,'outcome':'rejected','codes':['phone.invalid']}"],
      ["line 1: codes of the input's line 2: expected email.invalid, phone.invalid, got phone.invalid"]
    ),
    (["no JSON", "{'name':'Ann'}"], ["{'name':'Ann'}"], ["line 1 is no JSON: no JSON"]),
    (["{'name':'Ann'}", ""], ["{'name':'Ann'}"], ["the files differ in blank lines or line ends alone"]),
  ])
  func areToldFieldByField(expected: [String], got: [String], said: [String]) {
    #expect(lines(expected, got) == said)
  }
}
