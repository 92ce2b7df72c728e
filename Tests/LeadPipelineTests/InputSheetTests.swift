import Foundation
import LeadModel
import LeadReaders
import Testing

@testable import LeadPipeline

/// Workbooks among the inputs: found by their first bytes, whatever they are called.
struct InputSheetTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../LeadSheetsTests/Fixtures").standardizedFileURL

  private func input(_ name: String) -> Input { .file(path: Self.folder.appending(path: name).path) }

  private func first(_ records: InputRecords) async throws -> [[String]] {
    let batch = try await records.next() ?? []
    return batch.map { record in
      guard case .row(let row) = record.content else { return [] }
      return row.cells.indices.map { row.text(at: $0) }
    }
  }

  @Test(arguments: [nil, InputFormat.csv, .xlsx])
  func aWorkbookIsReadWhateverFormatIsExpected(_ format: InputFormat?) async throws {
    let records = try InputRecords(input("utf16.xlsx"), options: ReaderOptions(format: format))
    #expect(records.profile == nil)
    #expect(try await first(records) == [["ein Meter"]])
    #expect(records.profile?.format == .xlsx)
    #expect(records.profile?.header?.names == ["Größe"])
    #expect(try await records.next() == nil)
    #expect(records.bytesRead == input("utf16.xlsx").size)
    #expect(records.head.starts(with: [0x50, 0x4B]))
    #expect(!records.endsInMidLine)
  }

  @Test func aPackedWorkbookIsReadFromMemory() async throws {
    let records = try InputRecords(input("many.xlsx.gz"), options: ReaderOptions())
    var count = 0
    while let batch = try await records.next() { count += batch.count }
    #expect(count == 2500)
  }

  @Test func theSheetIsChosen() async throws {
    var options = ReaderOptions()
    options.sheet = "More people"
    #expect(try await first(InputRecords(input("xlsxwriter.xlsx"), options: options)) == [["x"]])
  }

  @Test func whatWasReadBeforeTheDamageIsGivenFirst() async throws {
    let records = try InputRecords(input("broken.xlsx"), options: ReaderOptions())
    #expect(try await first(records) == [["Ada"], ["Bo"]])
    let error = await #expect(throws: Diagnostic.self) { try await records.next() }
    #expect(error?.code == "xlsx.malformed")
    #expect(try await records.next() == nil)
  }

  @Test func readingStopsBetweenBatches() async throws {
    let records = try InputRecords(input("many.xlsx"), options: ReaderOptions())
    #expect(try await records.next()?.count == 1024)
    records.stop()
    #expect(try await records.next() == nil)
  }

  @Test func whatIsNoWorkbookIsSaidToBeNone() async throws {
    let records = try InputRecords(.file(path: #filePath), options: ReaderOptions(format: .xlsx))
    let error = await #expect(throws: Diagnostic.self) { try await records.next() }
    #expect(error?.message == "this is no XLSX workbook: it does not begin as a ZIP archive does")
    let locked = try InputRecords(input("locked.xlsx"), options: ReaderOptions())
    let refusal = await #expect(throws: Diagnostic.self) { try await locked.next() }
    #expect(refusal?.code == "xlsx.encrypted")
  }
}
