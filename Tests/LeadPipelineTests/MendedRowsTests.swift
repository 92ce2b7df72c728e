import LeadJournal
import LeadModel
import LeadReaders
import Testing

@testable import LeadPipeline

struct MendedRowsTests {
  private static func records(_ text: String) throws -> (header: Header, records: [Record]) {
    var reader = RecordReader(ReaderOptions())
    var records: [Record] = []
    try reader.read(Array(text.utf8)[...], into: &records)
    try reader.finish(into: &records)
    return (try #require(reader.profile?.header), records)
  }

  private static func texts(_ record: Record) -> [String] {
    guard case .row(let row) = record.content else { return [] }
    return row.cells.indices.map(row.text(at:))
  }

  @Test func ourColumnsAndGuardsAreTakenOff() throws {
    let text = """
      Name,'+Phone,_id,_line,_outcome,_error
      Ann,'+44 20,k3q7,2,rejected,"email: no, none"
      ''=x,+49 30,,3,dead,
      'Dee',,not an id,,,

      """
    let (header, records) = try Self.records(text)
    let mended = try #require(MendedRows(header))
    #expect(mended.header.names == ["Name", "+Phone"])
    #expect(records.map { Self.texts(mended.record($0)) } == [["Ann", "+44 20"], ["'=x", "+49 30"], ["'Dee'", ""]])
    #expect(records.map(mended.letterID(of:)) == ["k3q7", nil, nil])
    // A row is told from others by its bytes as read.
    let ids = DeadLetterID(destinationKey: "d", origin: .init(id: "run"))
    #expect(records.map { ids.text(of: mended.record($0)) } == records.map(ids.text(of:)))
  }

  /// Whatever a cell holds: written as we write it, and read back, it is what it was.
  @Test func whatIsWrittenIsReadBack() throws {
    let cells = [
      "+442079460902", "=HYPERLINK(\"x\",\"y\")", "-1", "@a", "'=1", "''", "a,b", "say \"x\"", "l\nm", "", "ß 翼",
      "'00123",
      "\t=1", "1-2", "'",
    ]
    let names = cells.indices.map { "c\($0)" }
    let text =
      TableText.line(names + BookkeepingColumns.ofRejects) + TableText.line(cells + ["id1", "2", "dead", "=1"])
    let (header, records) = try Self.records(text)
    let mended = try #require(MendedRows(header))
    #expect(Self.texts(mended.record(try #require(records.first))) == cells)
  }

  @Test func aTableOfAnybodyElseIsLeftAlone() throws {
    #expect(try MendedRows(Self.records("_id,Name\n1,'+44\n").header) == nil)
  }
}
