import LeadModel
import LeadSheets
import Testing

/// What is not read as a workbook, and what is said of it.
struct SheetRefusalTests {
  @Test(arguments: [
    ("locked.xlsx", "xlsx.encrypted", "the workbook is encrypted with a password"),
    ("locked-parts.xlsx", "xlsx.encrypted", "the workbook is encrypted with a password"),
    ("binary.xlsb", "input.xlsb", "this is a binary Excel workbook (XLSB), not a workbook that can be read"),
    ("table.ods", "input.ods", "this is an OpenDocument (ODS or the like), not a workbook that can be read"),
    ("letter.docx", "input.zip", "this is a Word document, not a workbook that can be read"),
    ("table.numbers", "input.zip", "this is a document of Apple's iWork (Numbers), not a workbook that can be read"),
    ("one.zip", "input.zip", "this is a ZIP archive of one file (contacts.csv), not a workbook that can be read"),
    (
      "several.zip", "input.zip",
      "this is a ZIP archive of several files (a.csv, b.csv, c.csv, …), not a workbook that can be read"
    ),
    ("empty.zip", "input.zip", "this is an empty ZIP archive, not a workbook that can be read"),
    ("chart-only.xlsx", "xlsx.sheet.none", "the workbook has no sheet with cells that is not hidden"),
    (
      "deep.xlsx", "xlsx.malformed",
      "the workbook is damaged: its part xl/worksheets/sheet1.xml is not the XML that is expected, at line 2: elements "
        + "are nested more than 64 deep"
    ),
    (
      "doctype.xlsx", "xlsx.malformed",
      "the workbook is damaged: its part xl/worksheets/sheet1.xml is not the XML that is expected, at line 2: it has a "
        + "document type"
    ),
    (
      "long-tag.xlsx", "xlsx.malformed",
      "the workbook is damaged: its part xl/worksheets/sheet1.xml is not the XML that is expected, at line 2: a tag is "
        + "longer than 2097152 bytes"
    ),
    (
      "header-broken.xlsx", "xlsx.header.unreadable",
      "the first row should be the header: a cell names a text that the workbook does not have"
    ),
  ])
  func isRefused(_ name: String, _ code: String, _ message: String) throws {
    let result = try SheetResult.reading(name)
    #expect(result.error?.code == code)
    #expect(result.error?.message == message)
    #expect(result.error?.position?.file == name)
    #expect(result.records.isEmpty)
  }

  @Test func anUnknownSheetIsToldWithTheNearest() throws {
    let result = try SheetResult.reading("xlsxwriter.xlsx") { $0.sheet = "Leeds" }
    #expect(
      result.error?.description == """
        xlsxwriter.xlsx: error: the workbook has no sheet 'Leeds' [xlsx.sheet.unknown]
          hint: did you mean 'Leads'?
        """)
    let far = try SheetResult.reading("xlsxwriter.xlsx") { $0.sheet = "Contacts" }
    #expect(far.error?.hint == "known are Help, Leads, More people")
  }

  @Test func whatWasReadBeforeTheDamageStands() throws {
    for name in ["broken.xlsx", "cut-off.xlsx"] {
      let result = try SheetResult.reading(name)
      #expect(result.table == [["Name"], ["Ada"], ["Bo"]])
      #expect(result.error?.code == "xlsx.malformed")
    }
    #expect(
      try SheetResult.reading("broken.xlsx").error?.message
        == "the workbook is damaged: its part xl/worksheets/sheet1.xml is not the XML that is expected, at line 3: "
        + "mismatched tag")
  }

  @Test func whatUnpacksToFarMoreIsStopped() throws {
    let result = try SheetResult.reading("bomb.xlsx")
    #expect(result.table == [["Name"], ["Ada"], ["Bo"]])
    #expect(result.error?.code == "xlsx.bomb")
  }

  @Test func largePartsAreRefused() throws {
    #expect(try SheetResult.reading("xlsxwriter.xlsx") { $0.maxSharedBytes = 100 }.error?.code == "xlsx.tooLarge")
    #expect(try SheetResult.reading("xlsxwriter.xlsx") { $0.maxSheetBytes = 100 }.error?.code == "xlsx.bomb")
  }

  @Test func anArchiveThatIsCutOffIsMalformed() throws {
    let bytes = try SheetResult.bytes(of: "openpyxl.xlsx")
    let options = SheetOptions(sourceName: "cut.xlsx")
    let result = SheetResult { () throws(Diagnostic) in try SheetReader(bytes: bytes.dropLast(500), options: options) }
    #expect(
      result.error?.description == """
        cut.xlsx: error: the ZIP archive is damaged, or ends too early [xlsx.malformed]
          hint: fetch or copy the file again
        """)
  }

  @Test func whatIsNoArchiveIsRefused() {
    let options = SheetOptions(sourceName: "x")
    let text = SheetResult { () throws(Diagnostic) in try SheetReader(bytes: Array("a,b\n".utf8), options: options) }
    #expect(text.error?.message == "this is no XLSX workbook: it does not begin as a ZIP archive does")
    let empty = SheetResult { () throws(Diagnostic) in try SheetReader(bytes: [], options: options) }
    #expect(empty.error?.code == "xlsx.malformed")
    let missing = SheetResult { () throws(Diagnostic) in try SheetReader(path: "/nowhere/x.xlsx", options: options) }
    #expect(missing.error?.code == "input.missing")
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    let xls = SheetResult { () throws(Diagnostic) in try SheetReader(bytes: old, options: options) }
    #expect(xls.error?.code == "input.xls")
  }

  @Test func aWorkbookIsKnownByItsFirstBytes() throws {
    for name in ["odd.xlsx", "locked.xlsx", "several.zip"] {
      #expect(SheetReader.mayRead(try SheetResult.bytes(of: name).prefix(SheetReader.magicBytes)))
    }
    #expect(!SheetReader.mayRead(Array("PK,a".utf8)[...]))
    #expect(!SheetReader.mayRead([]))
  }
}
