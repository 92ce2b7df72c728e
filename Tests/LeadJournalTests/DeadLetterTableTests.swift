import LeadJSON
import LeadJournal
import LeadModel
import Testing

struct DeadLetterTableTests {
  private static func table(_ records: [String]) throws -> (header: [String], rows: [[String]]) {
    let letters = try records.map { Samples.letter("1", content: .json(try Samples.json($0))) }
    var table = DeadLetterTable()
    for letter in letters { table.add(columnsOf: letter) }
    return (table.header, letters.map(table.row(of:)))
  }

  @Test(arguments: [
    ([#"{"b":"1","a":"2"}"#], ["b", "a"], [["1", "2"]]),
    // A column that is new stands behind its neighbour.
    ([#"{"a":"1","c":"3"}"#, #"{"a":"4","b":"5","c":"6"}"#], ["a", "b", "c"], [["1", "", "3"], ["4", "5", "6"]]),
    ([#"{"a":"1"}"#, #"{"x":"2","a":"3"}"#], ["x", "a"], [["", "1"], ["2", "3"]]),
    // Columns of one name are that again.
    ([#"{"Email":"1","Email#2":"2"}"#], ["Email", "Email"], [["1", "2"]]),
    // What is no text.
    (
      [#"{"n":1.10,"t":true,"x":null,"o":{"a": 1},"l":["p"]}"#], ["n", "t", "x", "o", "l"],
      [["1.10", "true", "", #"{"a":1}"#, #"["p"]"#]]
    ),
    ([#""alone""#, "[1]"], ["value"], [["alone"], ["[1]"]]),
    // Our own columns of an earlier table are none.
    ([#"{"a":"1","_id":"x","_line":"2","_outcome":"dead","_error":"e","_errors":"f"}"#], ["a"], [["1"]]),
  ])
  func columnsAreThoseOfTheRecordsInTheirOrder(records: [String], header: [String], rows: [[String]]) throws {
    let table = try Self.table(records)
    #expect(table.header == header)
    #expect(table.rows == rows)
  }

  @Test func aRecordThatCouldNotBeReadHasEmptyCells() throws {
    var table = DeadLetterTable()
    table.add(columnsOf: Samples.letter("1", content: .json(try Samples.json(#"{"a":"1"}"#))))
    table.add(columnsOf: Samples.letter("2"))
    #expect(table.row(of: Samples.letter("2")) == [""])
  }

  @Test func columnsAreBounded() throws {
    let record = "{" + (0..<20_000).map { "\"c\($0)\":\"\"" }.joined(separator: ",") + "}"
    var table = DeadLetterTable()
    table.add(columnsOf: Samples.letter("1", content: .json(try Samples.json(record))))
    #expect(table.header.count == DeadLetterTable.maxColumns)
  }
}
