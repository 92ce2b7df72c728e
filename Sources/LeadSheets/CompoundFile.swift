import LeadModel

/// Microsoft's container of files before it used ZIP ([MS-CFB]): old workbooks, and all that are locked by a password.
enum CompoundFile {
  /// What it begins with.
  static let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
  /// Of the directory that many bytes are looked at: Excel puts the package's name within the first 2 KB.
  static let directoryBytes = 16 * 1024

  /// Where the directory begins, from the container's header ([MS-CFB] §2.2).
  ///
  /// - Parameter head: The container's first 512 bytes.
  /// - Returns: `nil` where the header is damaged.
  static func directoryOffset(head: ArraySlice<UInt8>) -> Int? {
    guard head.count >= 52, head.starts(with: magic) else { return nil }
    let head = Array(head)
    let shift = Int(head[30]) | Int(head[31]) << 8
    guard shift == 9 || shift == 12 else { return nil }
    let sector = (0..<4).reduce(0) { $0 | Int(head[48 + $1]) << (8 * $1) }
    return (sector + 1) << shift
  }

  /// What to say of a container.
  ///
  /// - Parameters:
  ///   - directory: ``directoryBytes`` of it from ``directoryOffset(head:)`` on; fewer at its end.
  ///   - sourceName: The file, for the message.
  /// - Returns: `xlsx.encrypted` or `input.xls`.
  static func refusal(directory: ArraySlice<UInt8>, sourceName: String) -> Diagnostic {
    // [MS-OFFCRYPTO] §2.3.4.4: an encrypted package is a stream of this name, in UTF-16.
    let mark = Array("EncryptedPackage".utf8.map { [$0, 0] }.joined())
    var rest = directory
    var isEncrypted = false
    // An entry is 128 bytes and begins with its name (§2.6.1).
    while !rest.isEmpty, !isEncrypted {
      isEncrypted = rest.starts(with: mark)
      rest = rest.dropFirst(128)
    }
    if isEncrypted { return ZipArchive.encrypted(sourceName) }
    return Diagnostic(
      "input.xls", "this looks like an old Excel workbook (XLS)", at: Position(file: sourceName),
      hint: "open it in a spreadsheet program and save it as XLSX, or the sheet as CSV UTF-8")
  }
}
