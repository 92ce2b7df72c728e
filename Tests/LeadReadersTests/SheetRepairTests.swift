import LeadModel
import LeadReaders
import Testing

/// What spreadsheets do to cells, undone.
struct SheetRepairTests {
  private static func row(_ cells: [String]) -> Row {
    var bytes: [UInt8] = []
    var places: [Row.Cell] = []
    for cell in cells {
      let start = UInt32(bytes.count)
      bytes += cell.utf8
      places.append(Row.Cell(start: start, end: UInt32(bytes.count)))
      bytes.append(0x2C)
    }
    return Row(header: Header(cells.indices.map { "c\($0)" }), bytes: bytes, rawCount: bytes.count, cells: places)
  }

  @Test(arguments: [
    ("=\"00123\"", "00123", "repair.formula"), ("=\"\"", "", "repair.formula"),
    ("'+4930123", "+4930123", "repair.apostrophe"), ("'00123", "00123", "repair.apostrophe"),
    ("'=1+1", "=1+1", "repair.apostrophe"),
    ("12015550103.0", "12015550103", "repair.decimal"),
    ("Ann\u{A0}Lee", "Ann Lee", "repair.invisible"), ("\u{200B}ann@x.com\u{FEFF}", "ann@x.com", "repair.invisible"),
    ("co\u{AD}operate", "cooperate", "repair.invisible"), ("\u{202A}+49\u{202C}", "+49", "repair.invisible"),
    ("\u{2066}x\u{2069}\u{2060}", "x", "repair.invisible"),
    ("#NAME?", "", "repair.error"), ("#BEZUG!", "", "repair.error"), ("#DIV/0!", "", "repair.error"),
  ])
  func isUndone(_ cell: String, _ mended: String, _ code: String) throws {
    let result = try #require(SheetRepair().repaired(Self.row(["before", cell, "é"])))
    #expect(result.row.text(at: 0) == "before")
    #expect(result.row.text(at: 1) == mended)
    #expect(result.row.text(at: 2) == "é")
    #expect(result.findings.map(\.code) == [code])
    #expect(result.findings.first?.field == "c1")
  }

  @Test(arguments: [
    "'t Hooft", "'quoted'", "'", "=1+1", "=\"a\"&\"b\"", "=\"", "99.0", "199.0", "1.50", "12015550103.5", "1e10",
    "E+11",
    "4.9E-3", "#1", "#hashtag", "#N/A yet", "👩\u{200D}💻", "می\u{200C}خواهم", "Müller", "日本", "0", "", "1.2.0",
  ])
  func isLeftAsItIs(_ cell: String) {
    #expect(SheetRepair().repaired(Self.row(["a", cell, "b"])) == nil)
  }

  @Test(arguments: ["4.91771E+11", "4,91771E+11", "5E+12", "1.2e+3"])
  func lostDigitsAreToldOf(_ cell: String) throws {
    let result = try #require(SheetRepair().repaired(Self.row(["x", cell])))
    #expect(result.findings.map(\.code) == ["cell.scientific"])
    #expect(result.row.text(at: 1) == cell)
  }

  @Test func severalKindsInOneCellAreEachCounted() throws {
    let result = try #require(SheetRepair().repaired(Self.row(["\u{200B}=\"12015550103.0\""])))
    #expect(result.row.text(at: 0) == "12015550103")
    #expect(result.findings.map(\.code) == ["repair.invisible", "repair.formula", "repair.decimal"])
  }
}
