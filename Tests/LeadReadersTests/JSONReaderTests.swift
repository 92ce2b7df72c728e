import LeadJSON
import LeadModel
import LeadReaders
import Testing

/// JSON lines, arrays and documents.
struct JSONReaderTests {
  private let lines = ReaderOptions(format: .jsonl)
  private let document = ReaderOptions(format: .json)

  /// Found by fuzzing: a chunk that began with the list was taken for the start of a document.
  @Test func aListBehindAnObjectIsAValueOfItsOwn() {
    let result = ReadResult.reading("{\"a\":10}\n\n[1,{\"b\":2}]\n", ReaderOptions(format: .json))
    #expect(result.rows == [["{\"a\":10}"], ["[1,{\"b\":2}]"]])
    #expect(result.records.map(\.ordinal) == [1, 2])
  }

  @Test func aLineIsARecord() {
    let result = ReadResult.reading("{\"a\": 1}\r\n\n  \n[1, 2]\n\"x\"\n15550000000", lines)
    #expect(result.rows == [["{\"a\":1}"], ["[1,2]"], ["\"x\""], ["15550000000"]])
    #expect(result.records.map(\.line) == [1, 4, 5, 6])
    #expect(result.records.map(\.raw) == ["{\"a\": 1}", "[1, 2]", "\"x\"", "15550000000"])
    #expect(result.profile == InputProfile(format: .jsonl))
  }

  @Test func aBadLineIsUnreadableAndKept() {
    let result = ReadResult.reading("{\"a\":1}\n{\"a\":\n{\"a\":2} x\n{\"a\":3}\n", lines)
    #expect(result.rows == [["{\"a\":1}"], ["!json.incomplete"], ["!json.trailing"], ["{\"a\":3}"]])
    #expect(result.records.map(\.ordinal) == [1, 2, 3, 4])
    #expect(result.records[1].raw == "{\"a\":")
  }

  @Test func placesAreThoseOfTheInput() throws {
    var reader = RecordReader(lines)
    var records: [Record] = []
    try reader.read(Array("{}\n{\"a\":x}\n".utf8)[...], into: &records)
    guard case .unreadable(let finding) = records[1].content else { return #expect(Bool(false)) }
    #expect(finding.message.contains("line 2, byte 6"))
  }

  @Test func aLongLineIsUnreadableAndTheNextIsRead() {
    var options = lines
    options.maxRecordBytes = 50
    let result = ReadResult.reading("{\"ab\":\"\(String(repeating: "é", count: 500))\"}\n{\"a\":1}\n", options)
    #expect(result.rows == [["!json.record.long"], ["{\"a\":1}"]])
    #expect(result.records.map(\.line) == [1, 2])
    // Not 50, which is in the middle of a character.
    #expect(result.records[0].raw.utf8.count == 49)
    #expect(result.records[0].warnings == [])
  }

  @Test func oddThingsAreWarnings() {
    let result = ReadResult.reading("{\"a\":1,\"a\":2}\n{\"a\":\"\\ud800\"}\n", lines)
    #expect(result.records.map(\.warnings) == [["json.duplicateKey"], ["json.surrogate"]])
  }

  @Test(arguments: [InputFormat.jsonl, .json])
  func whatIsNotUTF8IsReadAsWindows1252(_ format: InputFormat) {
    let bytes = Array("{\"a\":\"J".utf8) + [0xFC, 0x80] + Array("\"}\n".utf8)
    let result = ReadResult.reading(bytes, ReaderOptions(format: format, encoding: "utf-8"))
    #expect(result.rows == [["{\"a\":\"Jü€\"}"]])
    #expect(result.records[0].warnings == ["encoding.invalid"])
  }

  @Test func anElementIsARecord() {
    let text = " [\n{\"a\": \"],}\\\"[\"},\n  [1,\n[2]], \"x,\\\\\",\n3 , null]\n"
    let result = ReadResult.reading(text, document)
    #expect(result.rows == [["{\"a\":\"],}\\\"[\"}"], ["[1,[2]]"], ["\"x,\\\\\""], ["3"], ["null"]])
    #expect(result.records.map(\.line) == [2, 3, 4, 5, 5])
    #expect(result.records.map(\.raw)[0] == "{\"a\": \"],}\\\"[\"}")
    #expect(result.profile == InputProfile(format: .json))
  }

  @Test func placesInElementsAreThoseOfTheInput() throws {
    var reader = RecordReader(document)
    var records: [Record] = []
    try reader.read(Array("[1,\n\n{\"a\":\n 2}]".utf8)[...], into: &records)
    guard case .json(let value) = records[1].content else { return #expect(Bool(false)) }
    #expect(value["a"]?.location.line == 4)
  }

  @Test func aBadElementCostsItselfOnly() {
    let result = ReadResult.reading("[{\"a\":1},{\"a\" 2},{a},,\n{\"a\":3} {\"a\":4},{\"a\":5}]", document)
    #expect(
      result.rows
        == [["{\"a\":1}"], ["!json.syntax"], ["!json.syntax"], ["!json.syntax"], ["!json.trailing"], ["{\"a\":5}"]])
    #expect(result.records.map(\.line) == [1, 1, 1, 1, 2, 2])
  }

  @Test func anArrayThatEndsTooEarlyLosesOnlyItsLastElement() {
    let result = ReadResult.reading("[{\"a\":1},{\"a\":", document)
    #expect(result.rows == [["{\"a\":1}"], ["!json.incomplete"]])
    #expect(result.warnings == ["json.array.open"])
    #expect(ReadResult.reading("[{\"a\":1}", document).rows == [["{\"a\":1}"]])
  }

  @Test func aCommaTooManyIsAWarning() {
    let result = ReadResult.reading("[{\"a\":1},]", document)
    #expect(result.rows == [["{\"a\":1}"]])
    #expect(result.warnings == ["json.array.comma"])
  }

  @Test func textBehindAnArrayIsUnreadable() {
    let result = ReadResult.reading("[1]\n\n[2]\n", document)
    #expect(result.rows == [["1"], ["!json.trailing"]])
    #expect(result.records[1].line == 3)
    #expect(result.records[1].raw == "[2]\n")
  }

  @Test func aLongElementIsUnreadableAndTheNextIsRead() {
    var options = document
    options.maxRecordBytes = 50
    let result = ReadResult.reading("[{\"abcde\":\"é\(String(repeating: "],€", count: 500))\"},\n{\"a\":1}]", options)
    #expect(result.rows == [["!json.record.long"], ["{\"a\":1}"]])
    #expect(result.records.map(\.line) == [1, 2])
    #expect(result.records[0].raw.utf8.count == 49)
    #expect(result.records[0].warnings == [])
  }

  @Test func anotherDocumentIsOneRecord() {
    let result = ReadResult.reading("\n{\"a\": [1,\n2]}\n", document)
    #expect(result.rows == [["{\"a\":[1,2]}"]])
    #expect(result.records[0].line == 2)
    #expect(result.records[0].raw == "{\"a\": [1,\n2]}")
    #expect(ReadResult.reading("{\"a\": \n", document).rows == [["!json.incomplete"]])
  }

  @Test(arguments: ["items", "items[*]"])
  func recordsAreAtThePath(_ path: String) throws {
    var options = document
    options.recordsPath = try Path(parsing: path)
    let result = ReadResult.reading("{\"n\": 2, \"items\": [{\"a\": 1},\n\n{\"a\": 2}]}", options)
    #expect(result.rows == [["{\"a\":1}"], ["{\"a\":2}"]])
    #expect(result.records.map(\.line) == [1, 3])
    #expect(result.records.map(\.raw) == ["{\"a\": 1}", "{\"a\": 2}"])
  }

  @Test func aBrokenDocumentWithAPathIsRefusedAtItsPlace() throws {
    var options = ReaderOptions(format: .json, sourceName: "x.json")
    options.recordsPath = try Path(parsing: "items")
    let result = ReadResult.reading("{\"items\": [\n 1 2]}", options)
    #expect(result.error?.code == "json.syntax")
    #expect(result.error?.position == Position(file: "x.json", line: 2, column: 4))
  }

  @Test func aDocumentThatIsTooLargeIsRefused() {
    var options = document
    options.maxDocumentBytes = 100
    let result = ReadResult([Array("{\"a\":\"\(String(repeating: "x", count: 200))\"}".utf8)[...]], options)
    #expect(result.error?.code == "json.document.long")
    let array = Array("[\(String(repeating: "1,", count: 200))1]".utf8)
    #expect(ReadResult([array[...]], options).records.count == 201)
  }

  @Test(arguments: [InputFormat.jsonl, .json, .form], ["", " \n\n"])
  func emptyInputSaysSo(_ format: InputFormat, _ input: String) {
    let result = ReadResult.reading(input, ReaderOptions(format: format))
    #expect(result.records.isEmpty || format == .form)
    #expect(result.warnings == (result.records.isEmpty ? ["input.empty"] : []))
  }

  @Test func anEmptyArrayIsNotEmptyInput() { #expect(ReadResult.reading("[]", document).warnings == []) }

  @Test(arguments: [
    (#"{"a":1} {"a":2}"#, [1, 1]), ("{\n \"a\": 1\n}\n\n{\n \"a\": [\n2]}{\"a\":3}\n", [1, 5, 7]),
    ("\n\n{\"a\":\"}{\"}\n{\"b\":1}", [3, 4]),
  ])
  func objectsOneBehindTheOtherAreRecords(text: String, lines: [Int]) {
    let result = ReadResult.reading(text, ReaderOptions(format: .json))
    #expect(result.records.map(\.line) == lines)
    #expect(result.records.allSatisfy { $0.fields[0].hasPrefix("{") })
  }

  @Test func whatStandsBehindObjectsIsARecordOfItsOwn() {
    let result = ReadResult.reading("{\"a\":1}\n{\"a\":\n", ReaderOptions(format: .json))
    #expect(result.rows == [[#"{"a":1}"#], ["!json.incomplete"]])
    #expect(result.records.map(\.line) == [1, 2])
  }
}
