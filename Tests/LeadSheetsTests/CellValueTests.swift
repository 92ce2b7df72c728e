import Testing

@testable import LeadSheets

/// What becomes of single values.
struct CellValueTests {
  @Test(arguments: [
    ("491771234567", "491771234567"), ("4.9177123456700002E+11", "491771234567"), ("4.91771234567E11", "491771234567"),
    ("999999999999999", "999999999999999"), ("1.2345678901234501E+16", "12345678901234500"), ("0", "0"), ("-0.0", "0"),
    ("0042", "42"), ("1.0", "1"), ("1.50", "1.5"), ("-12.5", "-12.5"), ("0.30000000000000004", "0.3"),
    ("19.989999999999998", "19.99"), ("1.1000000000000001", "1.1"), ("9.9999999999999999", "10"),
    ("0.99999999999999999", "1"), ("1E-3", "0.001"), ("1e-10", "0.0000000001"), ("1.5E-11", "1.5E-11"),
    ("1e20", "1E+20"), ("1e19", "10000000000000000000"), ("6.02214076E+23", "6.02214076E+23"), (".5", "0.5"),
    ("5.", "5"), ("+7", "7"), ("abc", "abc"), ("1e", "1e"), ("-", "-"), ("1e9999999", "1e9999999"), ("1,5", "1,5"),
  ])
  func numbersAreShownInFull(_ number: String, _ shown: String) {
    var text: [UInt8] = []
    NumberText.append(Array(number.utf8), to: &text)
    #expect(String(decoding: text, as: UTF8.self) == shown)
  }

  @Test(arguments: [("1067", "01067"), ("0", "00000"), ("-12", "-00012"), ("123456", "123456"), ("12.5", "12.5")])
  func zerosArePutBeforeWholeNumbers(_ number: String, _ shown: String) {
    var text: [UInt8] = []
    NumberText.append(Array(number.utf8), paddedTo: 5, to: &text)
    #expect(String(decoding: text, as: UTF8.self) == shown)
  }

  @Test(arguments: [
    ("General", NumberFormat.general), ("[Red]general", .general), ("0", .general), ("0.00", .general),
    ("0%", .general),
    ("#,##0.00", .general), ("#,##0.00 \"days\"", .general), ("0.00E+00", .general), ("@", .general),
    ("# ?/?", .general),
    ("#,##0.00\\ [$€-407];[Red]\\-#,##0.00\\ [$€-407]", .general), ("_-* #,##0\\ _d_-", .general),
    ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", .general), ("", .general), ("[Magenta]0.0", .general),
    ("00000", .digits(5)), ("[$-407]00000", .digits(5)), ("\"D-\"00000", .digits(5)), ("000\\-00\\-0000", .digits(9)),
    ("00000-0000", .digits(9)), ("yyyy-mm-dd", .date), ("dd.mm.yy;@", .date), ("[$-407]d. mmmm yyyy;@", .date),
    ("mmm", .date), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", .date), ("h:mm", .time), ("hh:mm:ss AM/PM", .time),
    ("mm:ss.0", .time), ("[$-409]h:mm a/p", .time), ("m/d/yy h:mm", .dateAndTime), ("yyyy-mm-dd\\Thh:mm", .dateAndTime),
    ("YYYY-MM-DD HH:MM:SS", .dateAndTime), ("[h]:mm:ss", .duration), ("[mm]:ss", .duration), ("[HH]:MM", .duration),
    ("\"unclosed", .general), ("[unclosed", .general), ("0\\", .general),
  ])
  func aFormatsCodeTellsWhatANumberIs(_ code: String, _ format: NumberFormat) {
    #expect(NumberFormat(id: 164, code: code) == format)
  }

  @Test(arguments: [
    (0, NumberFormat.general), (1, .general), (13, .general), (14, .date), (17, .date), (18, .time), (21, .time),
    (22, .dateAndTime), (27, .date), (34, .dateOrTime), (36, .date), (44, .general), (45, .time), (46, .duration),
    (47, .time), (48, .general), (49, .general), (50, .date), (58, .date), (59, .general),
  ])
  func theFormatsOfNoCodeAreKnown(_ id: Int, _ format: NumberFormat) {
    #expect(NumberFormat(id: id, code: nil) == format)
  }

  @Test(
    arguments: [
      (1, NumberFormat.date, "1900-01-01"), (59, .date, "1900-02-28"), (60, .date, "1900-02-29"),
      (61, .date, "1900-03-01"), (25_569, .date, "1970-01-01"), (46_053, .date, "2026-01-31"),
      (46_053.99, .date, "2026-01-31"), (2_958_465, .date, "9999-12-31"), (46_053, .dateAndTime, "2026-01-31T00:00:00"),
      (46_053.416666666664, .dateAndTime, "2026-01-31T10:00:00"), (46_053.999999, .dateAndTime, "2026-02-01T00:00:00"),
      (0.5, .dateAndTime, "12:00:00"), (46_053.25, .time, "06:00:00"), (0, .time, "00:00:00"),
      (1.5, .duration, "36:00:00"),
      (100, .duration, "2400:00:00"), (0.75, .dateOrTime, "18:00:00"), (46_053, .dateOrTime, "2026-01-31"),
      (0, .date, nil), (-1, .date, nil), (2_958_466, .date, nil), (.nan, .date, nil), (.infinity, .time, nil),
    ] as [(Double, NumberFormat, String?)])
  func daysAreCountedFrom1900(_ serial: Double, _ format: NumberFormat, _ shown: String?) {
    #expect(date(serial, format, is1904: false) == shown)
  }

  @Test(arguments: [(0, "1904-01-01"), (59, "1904-02-29"), (60, "1904-03-01"), (44_591, "2026-01-31")])
  func daysAreCountedFrom1904(_ serial: Double, _ shown: String) {
    #expect(date(serial, .date, is1904: true) == shown)
  }

  private func date(_ serial: Double, _ format: NumberFormat, is1904: Bool) -> String? {
    var text: [UInt8] = []
    return SerialDate.append(serial, as: format, is1904: is1904, to: &text)
      ? String(decoding: text, as: UTF8.self) : nil
  }

  @Test(arguments: [
    ("A1", 0), ("z9", 25), ("AA10", 26), ("XFD1048576", 16_383), ("XFE1", nil), ("7B", nil), ("B", nil), ("", nil),
    ("AAAAAAAAAAAAAAAAAAAA1", nil), ("$A1", nil),
  ])
  func aReferenceNamesItsColumn(_ text: String, _ column: Int?) {
    #expect(CellReference.column(text) == column)
    if let column { #expect(text.uppercased().hasPrefix(CellReference.letters(column))) }
  }

  @Test(arguments: [
    ("plain", "plain"), ("_x000D_", "\r"), ("a_x0009_b", "a\tb"), ("_x005F_x0009_", "_x0009_"), ("_x00e9_", "é"),
    ("_xD83D__xDE00_", "😀"), ("_xDE00_", "_xDE00_"), ("_xD83D__x0041_", "_xD83D_A"), ("_x0000_", ""), ("_x00", "_x00"),
    ("_X0041_", "_X0041_"), ("_x004_", "_x004_"), ("__x0041_", "_A"), ("é_x0041_é", "éAé"),
  ])
  func escapesAreUndone(_ escaped: String, _ text: String) {
    var bytes = Array(("_x0041_" + escaped).utf8)
    EscapedText.unescape(&bytes, from: 7)
    #expect(String(decoding: bytes, as: UTF8.self) == "_x0041_" + text)
  }

  @Test(arguments: [
    ("worksheets/sheet1.xml", "xl", "xl/worksheets/sheet1.xml"), ("/xl/a.xml", "xl", "xl/a.xml"),
    ("../a.xml", "xl", "a.xml"), ("../../../a.xml", "xl", "a.xml"), ("./b/./a.xml", "", "b/a.xml"),
  ])
  func aTargetIsFoundFromItsFolder(_ target: String, _ folder: String, _ part: String) {
    #expect(Relations.resolve(target, from: folder) == part)
  }
}
