import LeadModel

/// A workbook's sheets and what they share: its main part (ECMA-376 part 1, §18.2) and where that leads.
struct Workbook {
  /// A sheet with cells; charts and dialogs are none.
  struct Sheet {
    var name: String
    var isHidden: Bool
    /// The name of its part.
    var part: String
  }

  /// In the order of their tabs.
  let sheets: [Sheet]
  /// Whether dates count from 1904, as those of old Macs do (§18.2.28).
  let is1904: Bool
  /// The names of the parts that all sheets share; `nil` where the workbook has none.
  let sharedStrings: String?
  let styles: String?

  /// Reads the main part.
  ///
  /// - Throws: As ``ArchiveRefusal``, for an archive that is no workbook; `xlsx.malformed`.
  init(in archive: ZipArchive) throws(Diagnostic) {
    if let refusal = ArchiveRefusal.forContent(of: archive) { throw refusal }
    // Some programs leave the archive's relations out; all that do so name the part as Excel does.
    let main = try Relations(of: "", in: archive).first("officeDocument")?.target ?? "xl/workbook.xml"
    if let refusal = ArchiveRefusal.forMain(main, of: archive) { throw refusal }
    guard let part = try archive.part(named: main, maxBytes: Relations.maxBytes, excess: "xlsx.tooLarge")
    else { throw archive.damaged(part: main) }
    let relations = try Relations(of: main, in: archive)
    let reading = Reading()
    try PartParser.parse(part, with: reading)
    sheets = reading.listed.compactMap { listed in
      guard let relation = relations.all.first(where: { $0.id == listed.relationID }), relation.kind == "worksheet"
      else { return nil }
      return Sheet(name: listed.name, isHidden: listed.isHidden, part: relation.target)
    }
    is1904 = reading.is1904
    sharedStrings = relations.first("sharedStrings")?.target
    styles = relations.first("styles")?.target
  }

  /// The sheet that is meant.
  ///
  /// - Parameters:
  ///   - name: As written, or in another case as Excel allows; `nil`: the first that is not hidden.
  ///   - sourceName: The workbook, for errors.
  /// - Returns: The sheet.
  /// - Throws: `xlsx.sheet.unknown`; `xlsx.sheet.none` where there is none to be read.
  func sheet(named name: String?, sourceName: String) throws(Diagnostic) -> Sheet {
    guard let name else {
      if let first = visible.first { return first }
      throw Diagnostic(
        "xlsx.sheet.none", "the workbook has no sheet with cells that is not hidden", at: Position(file: sourceName),
        hint: sheets.isEmpty ? nil : "name one of them: \(sheets.map(\.name).joined(separator: ", "))")
    }
    if let found = sheets.first(where: { $0.name == name }) { return found }
    if let found = sheets.first(where: { FoldedName($0.name) == FoldedName(name) }) { return found }
    throw Diagnostic(
      "xlsx.sheet.unknown", "the workbook has no sheet '\(name)'", at: Position(file: sourceName),
      hint: sheets.isEmpty ? nil : NearestName.hint(for: name, among: sheets.map(\.name)))
  }

  /// The sheets that whoever opens the workbook sees.
  var visible: [Sheet] { sheets.filter { !$0.isHidden } }

  /// Takes the sheets from the main part.
  private final class Reading: PartHandler {
    private(set) var listed: [(name: String, relationID: String, isHidden: Bool)] = []
    private(set) var is1904 = false

    func began(_ element: PartName, _ attributes: PartAttributes) {
      if element == "sheet", let name = attributes["name"], let id = attributes.relationID {
        listed.append((name, id, isHidden: attributes["state"] ?? "visible" != "visible"))
      } else if element == "workbookPr" {
        is1904 = ["1", "true", "on"].contains(attributes["date1904"])
      }
    }

    func ended(_ element: PartName) -> Bool { false }
    func found(_ text: UnsafeBufferPointer<UInt8>) {}
  }
}
