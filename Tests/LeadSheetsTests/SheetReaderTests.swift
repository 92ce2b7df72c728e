import LeadModel
import LeadSheets
import Testing

/// Workbooks read whole: those that programs make, and those that only the standard allows.
struct SheetReaderTests {
  @Test func readsWhatOpenpyxlWrites() throws {
    let result = try SheetResult.reading("openpyxl.xlsx")
    #expect(
      result.table == [
        ["Name", "Phone", "Born", "Signed up", "Call at", "Consent", "Score", "ZIP", "Note"],
        [
          "Ada Lovelace", "491771234567", "1985-12-10", "2026-01-31T10:00:00", "10:30:00", "TRUE", "0.3", "01067",
          "first\nsecond",
        ],
        ["Zoë Müller", "", "2000-02-29", "2024-12-31T23:59:59", "00:00:00", "FALSE", "-12.5", "80331", "a\tb"],
        // The formula in the last cell has no result, as openpyxl computes none.
        ["Bo", "4917712345678900", "", "", "", "", "1000000", "", ""],
      ])
    #expect(result.records.map(\.line) == [2, 3, 5])
    #expect(result.records.map(\.ordinal) == [1, 2, 3])
    #expect(result.records.last?.raw == "Bo\t4917712345678900\t\t\t\t\t1000000")
    #expect(result.profile == InputProfile(format: .xlsx, header: result.profile?.header))
    #expect(result.profile?.header?.line == 1)
  }

  @Test func readsWhatXlsxWriterWrites() throws {
    let result = try SheetResult.reading("xlsxwriter.xlsx")
    #expect(
      result.table == [
        ["Email", "Company", "Amount", "When", "Length", "Sum", "Word", "Broken", "Flag"],
        [
          "ada@example.com", "Analytical Engines", "19.99", "2026-01-31T18:05:09", "36:00:00", "3", "X", "", "TRUE",
        ],
        ["bo@example.com", "Hidden GmbH", "", "2026-01-31", "", "", "", "", ""],
        ["cy@example.com", "", "", "", "", "", "", "", "", "more", "", "most"],
        ["merged", "", "", "", "", "", "", "", ""],
      ])
    #expect(result.records.map(\.line) == [4, 5, 7, 8])
    #expect(result.records.map(\.warnings) == [["xlsx.error"], [], ["csv.ragged.long", "xlsx.error"], []])
    #expect(result.profile?.header?.line == 3)
    #expect(
      result.findings == [
        Finding("xlsx.error", field: "Broken", "the cell H4 holds the error #N/A and is read as empty"),
        Finding("csv.ragged.long", "the row has 12 cells, the header has 9"),
        Finding(
          "xlsx.error", field: "Amount", "the cell C7 holds the error #DIV/0! and is read as empty, as is another"),
      ])
  }

  @Test func titlesAboveTheHeaderArePassedOver() throws {
    let result = try SheetResult.reading("titles.xlsx")
    #expect(result.table == [["Name", "Email"], ["Ann", "ann@example.com"], ["Bob", ""]])
    #expect(result.profile?.header?.line == 4)
    #expect(result.records.map(\.line) == [5, 6])
    #expect(result.warnings == ["csv.preamble"])
  }

  @Test func aTableOfOneColumnHasNoTitles() throws {
    let result = try SheetResult.reading("one-column.xlsx")
    #expect(result.table == [["Email"], ["ann@example.com"], ["bob@example.com"]])
    #expect(result.records.map(\.line) == [2, 3])
    #expect(result.warnings.isEmpty)
  }

  @Test func theFirstVisibleSheetIsReadAndTheOthersNamed() throws {
    let result = try SheetResult.reading("xlsxwriter.xlsx")
    #expect(
      result.profile?.warnings == [
        Finding("xlsx.sheets", "the first sheet, 'Leads', is read; the workbook has others: 'More people'")
      ])
  }

  @Test(arguments: ["More people", "more PEOPLE"])
  func aSheetIsReadByItsName(_ name: String) throws {
    let result = try SheetResult.reading("xlsxwriter.xlsx") { $0.sheet = name }
    #expect(result.table == [["A"], ["x"]])
    #expect(result.warnings == [])
  }

  @Test func aHiddenSheetIsReadWhereItIsNamed() throws {
    #expect(try SheetResult.reading("xlsxwriter.xlsx") { $0.sheet = "Help" }.table == [["hidden help"]])
    #expect(try SheetResult.reading("chart-only.xlsx") { $0.sheet = "Back" }.table == [["Name"]])
  }

  @Test func datesMayCountFrom1904() throws {
    let result = try SheetResult.reading("date1904.xlsx")
    #expect(result.table == [["Day", "Moment"], ["2026-01-31", "1904-01-01T06:00:00"]])
  }

  @Test func readsAllThatTheStandardAllows() throws {
    let result = try SheetResult.reading("odd.xlsx")
    #expect(
      result.table == [
        ["", "First", "Second", "Third"],
        ["7", "東京 & 大阪", "a\r\nb _x0041_ 😀 _xD83D_ _xZZZZ_ |", "inline"],
        ["", "two", "3", "4"],
        ["!xlsx.string"],
        ["!xlsx.reference"],
        ["", "last", "", ""],
      ])
    #expect(result.records.map(\.line) == [3, 9, 10, 11, 12])
    #expect(result.records.map(\.raw).last == "\tlast")
    #expect(result.profile?.header?.line == 2)
  }

  @Test func readsStrictWorkbooks() throws {
    #expect(
      try SheetResult.reading("strict.xlsx").table == [["Day", "Other"], ["2026-01-31", "2026-01-31"]])
  }

  @Test func readsUTF16() throws {
    #expect(try SheetResult.reading("utf16.xlsx").table == [["Größe"], ["ein Meter"]])
  }

  @Test func theArchivesRelationsMayBeMissing() throws {
    #expect(try SheetResult.reading("no-relations.xlsx").table == [["Name"], ["Ada"]])
  }

  @Test func theHeaderMayHaveNoRowOrSeveral() throws {
    let none = try SheetResult.reading("strict.xlsx") { $0.headerRows = 0 }
    #expect(none.table == [["Column 1", "Column 2"], ["Day", "Other"], ["2026-01-31", "2026-01-31"]])
    #expect(none.profile?.header?.line == nil)
    let two = try SheetResult.reading("openpyxl.xlsx") { $0.headerRows = 2 }
    #expect(two.rows.map(\.first) == ["Zoë Müller", "Bo"])
    #expect(two.profile?.header?.names.first == "Name")
  }

  @Test func recordsComeInBatches() throws {
    let result = try SheetResult.reading("many.xlsx")
    #expect(result.rows == (1...2500).map { [String($0)] })
    #expect(result.batches == [1024, 1024, 452])
  }

  @Test func anEmptySheetIsSaidToBeEmpty() throws {
    let result = try SheetResult.reading("empty.xlsx")
    #expect(result.table == [])
    #expect(result.warnings == ["input.empty"])
  }

  @Test func aSheetIsAsWideAsItsLastColumn() throws {
    let result = try SheetResult.reading("wide.xlsx")
    #expect(result.rows.map(\.count) == [16_384, 1, 1])
    #expect(result.records.map(\.warnings) == [["csv.ragged.long"], [], []])
    #expect(result.rows[1] == ["!xlsx.reference"])
  }

  @Test func aLongRecordIsUnreadable() throws {
    let result = try SheetResult.reading("openpyxl.xlsx") { $0.maxRecordBytes = 80 }
    #expect(result.rows.map(\.first) == ["!xlsx.record.long", "Zoë Müller", "Bo"])
    #expect(result.records[0].raw.hasPrefix("Ada Lovelace\t491771234567\t1985-12-10"))
  }

  /// `odd.xlsx` is stored and not packed: what is damaged in it is what the XML's parser gets.
  @Test(arguments: ["odd.xlsx", "xlsxwriter.xlsx", "locked.xlsx", "table.ods"])
  func noDamageIsFatal(_ name: String) throws {
    let bytes = try SheetResult.bytes(of: name)
    let options = SheetOptions(sourceName: name)
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 250)) {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = bytes
        damaged[place] ^= change
        _ = SheetResult { () throws(Diagnostic) in try SheetReader(bytes: damaged, options: options) }
      }
      let cut = Array(bytes[..<place])
      let result = SheetResult { () throws(Diagnostic) in try SheetReader(bytes: cut, options: options) }
      #expect(result.error != nil)
    }
  }
}
