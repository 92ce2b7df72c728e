import LeadJSON
import LeadModel
import Testing

@testable import LeadReaders

/// Records at a path, taken out of documents that were read whole.
struct DocumentRecordsTests {
  private func read(_ text: String, path: String?, format: InputFormat?) throws -> [Record] {
    var reader = RecordReader(ReaderOptions(format: format, recordsPath: try path.map { try Path(parsing: $0) }))
    var records: [Record] = []
    try reader.read(Array(text.utf8)[...], into: &records)
    try reader.finish(into: &records)
    return records
  }

  private func told(_ records: [Record]) -> [String] {
    records.map { record in
      let content =
        switch record.content {
        case .json(let value): value.compactText
        case .unreadable(let finding): finding.code
        default: "?"
        }
      return "\(record.ordinal) \(record.line) \(content) \(String(decoding: record.rawBytes, as: UTF8.self))"
    }
  }

  @Test(arguments: [
    ("\n{\"a\": {\n \"leads\": [{\"x\": 1},\n {\"x\": 2}]}}\n", "a.leads", 2), ("{\"a\": {\"x\": 1}}", "a", 1),
    ("{\"a\": [\n{\"b\": [1,\n2]},\n{\"b\": 3}]}", "a[*].b", 3), ("{\"a\": []}", "a", 0),
    ("{\"z\": [{\"x\": 2}], \"a\": 1}", "z", 1),
  ])
  func theyAreThoseOfAReaderThatIsGivenThePath(text: String, path: String, count: Int) throws {
    var documents = DocumentRecords(path: try Path(parsing: path))
    let found = documents.records(in: try read(text, path: nil, format: .json))
    #expect(told(found) == told(try read(text, path: path, format: .json)))
    #expect(found.count == count)
  }

  @Test func eachLineIsADocument() throws {
    let lines = "{\"a\": [1, 2]}\n{\"a\": []}\nbroken\n{\"b\": 1}\n{\"a\": 3}\n"
    var documents = DocumentRecords(path: try Path(parsing: "a"))
    // However many come at once.
    var found: [Record] = []
    for record in try read(lines, path: nil, format: .jsonl) { found += documents.records(in: [record]) }
    #expect(
      told(found) == [
        "1 1 1 1", "2 1 2 2", "3 3 json.syntax broken", "4 4 json.records.missing {\"b\": 1}", "5 5 3 3",
      ])
  }
}
