import LeadModel
import LeadReaders
import Testing

/// Where the header is, and what stands above it, behind it and instead of it.
struct CSVHeaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let header: [String]
    let line: Int
    let rows: Int
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      name: "notes above, with commas in quotes",
      text:
        "Notes:\n\"When exporting, some may be missing, see help\"\n\nFirst Name,Last Name,Email\nA,B,a@x.com\nC,D,c@x.com\n",
      header: ["First Name", "Last Name", "Email"], line: 4, rows: 2),
    Case(
      name: "a title that is as wide as the table",
      text: "Contacts report,,,\nName,Email,Phone,City\nA,a@x.com,1,X\nB,b@x.com,2,Y\n",
      header: ["Name", "Email", "Phone", "City"], line: 2, rows: 2),
    Case(
      name: "a date in two cells above",
      text: "Exported;2026-01-31\nName;Email;Phone;City;Zip\nA;a@x.com;1;X;1\nB;b@x.com;2;Y;2\n",
      header: ["Name", "Email", "Phone", "City", "Zip"], line: 2, rows: 2),
    Case(name: "nothing above", text: "Name,Email\nA,a@x.com\n", header: ["Name", "Email"], line: 1, rows: 1),
    Case(
      name: "a header that is shorter than its rows", text: "Name,Email,Tag\nA,a@x.com,x,y\nB,b@x.com,x,y\n",
      header: ["Name", "Email", "Tag"], line: 1, rows: 2),
    Case(name: "one column", text: "Email\na@x.com\nb@x.com\n", header: ["Email"], line: 1, rows: 2),
    Case(
      name: "a header that is half empty", text: "Email,\na@x.com,note\nb@x.com,note\n", header: ["Email", ""], line: 1,
      rows: 2),
    Case(
      name: "no header, a short first row", text: "x\nA,a@x.com,1\nB,b@x.com,2\n", header: ["x"], line: 1, rows: 2),
    Case(
      name: "a footer below", text: "Name,Email\nA,a@x.com\nB,b@x.com\nTotal: 2\n", header: ["Name", "Email"], line: 1,
      rows: 3),
  ])
  func isFound(_ test: Case) {
    let result = ReadResult.reading(test.text)
    #expect(result.profile?.header?.names == test.header)
    #expect(result.profile?.header?.line == test.line)
    #expect(result.rows.count == test.rows)
    #expect(result.warnings.contains("csv.preamble") == (test.line > 1))
  }

  @Test func noneIsNumbered() {
    var options = ReaderOptions(format: .csv)
    options.headerRows = 0
    let result = ReadResult.reading("Ann,ann@x.com\nBob,bob@x.com,more\n", options)
    #expect(result.profile?.header?.names == ["Column 1", "Column 2"])
    #expect(result.profile?.header?.line == nil)
    #expect(result.rows == [["Ann", "ann@x.com"], ["Bob", "bob@x.com", "more"]])
    #expect(result.records.map(\.line) == [1, 2])
    #expect(!result.warnings.contains("csv.header.missing"))
  }

  @Test func ofTwoRowsTheFirstGivesTheNames() {
    var options = ReaderOptions(format: .csv)
    options.headerRows = 2
    let result = ReadResult.reading("Q1,Q2\n\"What is\nyour name?\",Email?\nAnn,ann@x.com\n", options)
    #expect(result.table == [["Q1", "Q2"], ["Ann", "ann@x.com"]])
    #expect(result.records.map(\.line) == [4])
  }

  @Test func oneThatComesAgainIsNoRecord() {
    let text = "Name,Email\nAnn,ann@x.com\nName,Email\nBob,bob@x.com\n\"Name\",Email\nName,Email"
    let result = ReadResult.reading(text)
    #expect(result.rows == [["Ann", "ann@x.com"], ["Bob", "bob@x.com"], ["Name", "Email"]])
    #expect(result.records.map(\.line) == [2, 4, 5])
    #expect(result.records.map(\.ordinal) == [1, 2, 3])
    #expect(result.warnings == ["csv.header.repeated"])
  }

  @Test func limitsAreOfRowsAndOfTheHeader() {
    var options = ReaderOptions(format: .csv)
    options.maxColumns = 3
    options.maxCellBytes = 10
    let long = String(repeating: "x", count: 11)
    let text = "a,b\n1,2\n1,2,3,4\n\(long),2\n\"\(long)\",\"2\"\"\"\n12345,67890\n"
    #expect(
      ReadResult.reading(text, options).rows
        == [["1", "2"], ["!csv.columns"], ["!csv.cell.long"], ["!csv.cell.long"], ["12345", "67890"]])
    #expect(ReadResult.reading("a,b,c,d\n1,2,3,4\n", options).error?.code == "csv.header.unreadable")
  }

  @Test(arguments: [
    ("a,b\n1, \"x, y\"\n", [["1", "x, y"]]),
    ("a,b\n \"1\" , \"x\"\"y\" \n", [["1", "x\"y"]]),
    ("a,b\n1, \"x\" y\n", [["1", " \"x\" y"]]),
    ("a,b\n1, \"x\n2,3\n", [["1", " \"x"], ["2", "3"]]),
    ("a\tb\n1\t \"x\ty\"\n", [["1", "x\ty"]]),
  ])
  func blanksBeforeAQuoteBelongToIt(_ text: String, _ rows: [[String]]) {
    #expect(ReadResult.reading(text, ReaderOptions(format: .csv)).rows == rows)
  }

  @Test(arguments: [
    ("a,b\n=\"00123\",x\n", false), ("a,b\n=\"1\"\"2\",x\n", true), ("a,b\nx=\"1\",x\n", true),
    ("a,b\n=\"\",x\n", false),
  ])
  func aFormulasQuotesAreNotOutOfPlace(_ text: String, _ isTold: Bool) {
    let result = ReadResult.reading(text)
    #expect(result.records.map { $0.warnings.contains("csv.quote.stray") } == [isTold])
  }
}
