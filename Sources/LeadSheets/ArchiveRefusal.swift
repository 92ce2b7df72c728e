import LeadModel

/// Tells why an archive is not read as a workbook, and what it seems to be.
enum ArchiveRefusal {
  private static let save = "open it in a spreadsheet program and save it as XLSX, or the sheet as CSV UTF-8"

  /// What an archive is that is an OpenDocument or is locked, known by its first parts; `nil` if it is neither.
  ///
  /// An OpenDocument begins with a part that is called `mimetype` (OpenDocument 1.3, part 2, §3.3).
  static func forContent(of archive: ZipArchive) -> Diagnostic? {
    guard archive.count > 0 else { return refusal("input.zip", "an empty ZIP archive", hint: nil, archive) }
    if archive.isEncrypted(at: 0), archive.index(of: "xl/workbook.xml") != nil {
      return ZipArchive.encrypted(archive.sourceName)
    }
    guard archive.name(at: 0) == "mimetype" else { return nil }
    var text = [UInt8](repeating: 0, count: 100)
    let part = try? archive.part(named: "mimetype", maxBytes: text.count, excess: "input.zip")
    let count = (try? text.withUnsafeMutableBytes { buffer in try part?.read(into: buffer) }) ?? 0
    guard String(decoding: text[..<count], as: UTF8.self).hasPrefix("application/vnd.oasis.opendocument") else {
      return nil
    }
    return refusal("input.ods", "an OpenDocument (ODS or the like)", hint: save, archive)
  }

  /// What an archive is whose main part is not a workbook's in XML; `nil` if it is.
  static func forMain(_ main: String, of archive: ZipArchive) -> Diagnostic? {
    if main.lowercased().hasSuffix(".bin") {
      return refusal("input.xlsb", "a binary Excel workbook (XLSB)", hint: save, archive)
    }
    if main.hasPrefix("word/") { return refusal("input.zip", "a Word document", hint: nil, archive) }
    if main.hasPrefix("ppt/") { return refusal("input.zip", "a PowerPoint presentation", hint: nil, archive) }
    if archive.index(of: main) != nil { return nil }
    if archive.index(of: "Index/Document.iwa") != nil {
      return refusal("input.zip", "a document of Apple's iWork (Numbers)", hint: save, archive)
    }
    let files = (0..<archive.count).compactMap(archive.name).filter { !$0.hasSuffix("/") }
    let kind = files.count == 1 ? "a ZIP archive of one file" : "a ZIP archive of several files"
    let names = files.prefix(3).map(shown) + (files.count > 3 ? ["…"] : [])
    return refusal(
      "input.zip", "\(kind) (\(names.joined(separator: ", ")))", hint: "unpack it and read its files one by one",
      archive)
  }

  /// A file's name as it can be written to a terminal, and not at any length.
  private static func shown(_ name: String) -> String {
    let clean = String(name.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "?" : $0 })
    return clean.count > 60 ? clean.prefix(59) + "…" : clean
  }

  private static func refusal(_ code: String, _ name: String, hint: String?, _ archive: ZipArchive) -> Diagnostic {
    Diagnostic(
      code, "this is \(name), not a workbook that can be read", at: Position(file: archive.sourceName), hint: hint)
  }
}
