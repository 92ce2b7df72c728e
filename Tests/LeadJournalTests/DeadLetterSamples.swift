import LeadJSON
import LeadJournal
import LeadModel

/// Letters and records to test with.
enum Samples {
  static let at = Timestamp(millisecondsSince1970: 1_769_853_600_000)

  static func json(_ text: String) throws -> JSONValue { try JSONDocument(parsing: text).root }

  /// A row as the reader makes it: its text, and cells in it.
  static func row(_ header: Header, _ cells: [String]) -> Row {
    var bytes: [UInt8] = []
    var places: [Row.Cell] = []
    for cell in cells {
      if !places.isEmpty { bytes.append(UInt8(ascii: ",")) }
      let start = UInt32(bytes.count)
      bytes.append(contentsOf: cell.utf8)
      places.append(Row.Cell(start: start, end: UInt32(bytes.count)))
    }
    return Row(header: header, bytes: bytes, rawCount: bytes.count, cells: places)
  }

  static func letter(
    _ id: String, name: String = "contacts.csv", format: InputFormat? = .csv, record: Int = 1,
    content: DeadLetter.Content = .raw(Array("a,b".utf8))
  ) -> DeadLetter {
    DeadLetter(
      id: id, at: at, stage: .map, errors: [Finding("email.invalid", field: "email", "is no address")],
      source: .init(name: name, format: format, line: record + 1, record: record), content: content)
  }
}
