import CZlib

/// Writes ZIP archives without compression: just what a workbook around one sheet needs (PKWARE's APPNOTE, 4.3.7,
/// 4.3.12 and 4.3.16).
enum StoredArchive {
  /// A workbook whose first sheet has these bytes; shared strings and a date's style are there to be named.
  static func workbook(sheet: [UInt8]) -> [UInt8] {
    archive(of: [
      ("_rels/.rels", Array(packageRelations.utf8)), ("xl/workbook.xml", Array(book.utf8)),
      ("xl/_rels/workbook.xml.rels", Array(bookRelations.utf8)), ("xl/styles.xml", Array(styles.utf8)),
      ("xl/sharedStrings.xml", Array(strings.utf8)), ("xl/worksheets/sheet1.xml", sheet),
    ])
  }

  private static func archive(of parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let name = Array(part.name.utf8)
      let sum = crc32(0, part.bytes, UInt32(part.bytes.count))
      let sizes = little(UInt32(sum)) + little(UInt32(part.bytes.count)) + little(UInt32(part.bytes.count))
      let common = little(UInt16(20)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0)) + sizes
      directory += little(UInt32(0x0201_4B50)) + little(UInt16(20)) + common
      directory += little(UInt16(name.count)) + [UInt8](repeating: 0, count: 12) + little(UInt32(archive.count)) + name
      archive += little(UInt32(0x0403_4B50)) + common + little(UInt16(name.count)) + little(UInt16(0)) + name
      archive += part.bytes
    }
    let start = archive.count
    let count = little(UInt16(parts.count))
    archive += directory + little(UInt32(0x0605_4B50)) + little(UInt32(0)) + count + count
    return archive + little(UInt32(directory.count)) + little(UInt32(start)) + little(UInt16(0))
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  private static let packageRelations = """
    <Relationships xmlns="\(packages)"><Relationship Id="r1" Type="\(relations)/officeDocument" \
    Target="xl/workbook.xml"/></Relationships>
    """
  private static let book = """
    <workbook xmlns="\(main)" xmlns:r="\(relations)"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>
    """
  private static let bookRelations = """
    <Relationships xmlns="\(packages)">\
    <Relationship Id="r1" Type="\(relations)/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="r2" Type="\(relations)/styles" Target="styles.xml"/>\
    <Relationship Id="r3" Type="\(relations)/sharedStrings" Target="sharedStrings.xml"/></Relationships>
    """
  private static let styles = """
    <styleSheet xmlns="\(main)"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>
    """
  private static let strings = """
    <sst xmlns="\(main)"><si><t>Name</t></si><si><r><t>Em</t></r><r><t>ail</t></r></si></sst>
    """
}
