import CZip
import Glibc
import LeadModel

/// A ZIP archive (PKWARE's APPNOTE 6.3) that is open for reading.
///
/// Owns libzip's handle, to be used by one thread at a time; its parts keep it open.
final class ZipArchive {
  /// What a file of it begins with: the header of its first part.
  static let magic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  /// The archive as the user named it: for diagnostics.
  let sourceName: String
  /// Its size as it lies on the disk.
  let byteCount: Int
  private let handle: OpaquePointer

  /// Opens a file.
  ///
  /// - Throws: `input.missing` or `input.permission` where it cannot be opened, `input.read` where the disk does not answer,
  ///   `xlsx.malformed` where it is damaged.
  init(path: String, sourceName: String) throws(Diagnostic) {
    var code: Int32 = 0
    guard let handle = zip_open(path, ZIP_RDONLY, &code) else {
      if code == ZIP_ER_READ || code == ZIP_ER_SEEK || code == ZIP_ER_TELL {
        throw Diagnostic("input.read", "the file cannot be read", at: Position(file: sourceName))
      }
      guard code == ZIP_ER_NOENT || code == ZIP_ER_OPEN else { throw Self.damaged(sourceName) }
      throw Diagnostic(
        code == ZIP_ER_NOENT ? "input.missing" : "input.permission",
        "the file cannot be opened: \(String(cString: strerror(errno)))", at: Position(file: sourceName))
    }
    var status = stat()
    byteCount = stat(path, &status) == 0 ? Int(status.st_size) : 0
    self.handle = handle
    self.sourceName = sourceName
  }

  /// Opens what was read already.
  ///
  /// - Throws: `xlsx.malformed` where it is damaged.
  init(bytes: [UInt8], sourceName: String) throws(Diagnostic) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    // A copy, as libzip keeps the pointer: it is libzip's from here on (`freep` is 1), which frees it with the archive.
    // It would not free one of no bytes.
    guard !bytes.isEmpty, let copy = malloc(bytes.count) else { throw Self.damaged(sourceName) }
    bytes.withUnsafeBytes { bytes in
      // It is not empty, and as long as what it is copied to.
      if let start = bytes.baseAddress { copy.copyMemory(from: start, byteCount: bytes.count) }
    }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      free(copy)
      throw Self.damaged(sourceName)
    }
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw Self.damaged(sourceName)
    }
    byteCount = bytes.count
    self.handle = handle
    self.sourceName = sourceName
  }

  deinit { zip_discard(handle) }

  /// How many parts it has.
  var count: Int { Int(zip_get_num_entries(handle, 0)) }

  /// A part's name; `nil` where there is none, or none that can be read.
  func name(at index: Int) -> String? {
    zip_get_name(handle, UInt64(index), 0).map { String(cString: $0) }
  }

  /// Whether a part can be read with a password only.
  func isEncrypted(at index: Int) -> Bool {
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat_index(handle, UInt64(index), 0, &status) == 0 else { return false }
    return status.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE
  }

  /// Where a part is; `nil` where there is none of that name.
  ///
  /// Letters' cases do not count (ECMA-376 part 2, 4th edition, §9.1.1), and a backslash is as good as a slash, as some
  /// programs write them against the rules.
  func index(of name: String) -> Int? {
    let index = zip_name_locate(handle, name, ZIP_FL_NOCASE)
    if index >= 0 { return Int(index) }
    let other = zip_name_locate(handle, String(name.map { $0 == "/" ? "\\" : $0 }), ZIP_FL_NOCASE)
    return other >= 0 ? Int(other) : nil
  }

  /// Opens a part to be read.
  ///
  /// - Parameters:
  ///   - name: Its name, without a slash before it.
  ///   - maxBytes: The most bytes that it may have, unpacked.
  ///   - excess: The code of the error where it has more.
  /// - Returns: `nil` where there is no such part.
  /// - Throws: `xlsx.encrypted`; `xlsx.malformed` where it is damaged; at once where it says that it is too large.
  func part(named name: String, maxBytes: Int, excess: String) throws(Diagnostic) -> ZipPart? {
    guard let index = index(of: name) else { return nil }
    guard !isEncrypted(at: index) else { throw Self.encrypted(sourceName) }
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat_index(handle, UInt64(index), 0, &status) == 0, let file = zip_fopen_index(handle, UInt64(index), 0)
    else { throw damaged(part: name) }
    return try ZipPart(
      of: self, file: file, name: name, size: Int(clamping: status.size), packedSize: Int(clamping: status.comp_size),
      maxBytes: maxBytes, excess: excess)
  }

  /// What to say where a part is not what it should be.
  func damaged(part name: String) -> Diagnostic {
    Diagnostic(
      "xlsx.malformed", "the workbook is damaged: its part \(name) cannot be unpacked", at: Position(file: sourceName),
      hint: "fetch or copy the file again, or open it in a spreadsheet program and save it anew")
  }

  /// What to say of a workbook that is locked.
  static func encrypted(_ sourceName: String) -> Diagnostic {
    Diagnostic(
      "xlsx.encrypted", "the workbook is encrypted with a password", at: Position(file: sourceName),
      hint: "open it in a spreadsheet program and save it without the password, or as CSV UTF-8")
  }

  private static func damaged(_ sourceName: String) -> Diagnostic {
    Diagnostic(
      "xlsx.malformed", "the ZIP archive is damaged, or ends too early", at: Position(file: sourceName),
      hint: "fetch or copy the file again")
  }
}
