import CZip
import LeadModel

/// One part of an archive, unpacked as it is read.
///
/// What was made to fill the memory or to have no end is stopped: more bytes than may be, or more than 200 times as
/// many as there are packed once it is 10 MB. Deflate reaches 1032 at most, the XML of real sheets 10 to 40.
final class ZipPart {
  /// The most unpacked bytes that a packed one may become.
  static let maxRatio = 200
  /// So many bytes may become of any number of packed ones.
  static let ratioFreeBytes = 10 << 20

  /// Its name in the archive.
  let name: String
  /// How many bytes it says it has, unpacked.
  let size: Int
  /// How many were read so far.
  private(set) var bytesRead = 0

  /// Held, as the file's handle is good only as long as the archive's.
  private let archive: ZipArchive
  private let file: OpaquePointer
  private let packedSize: Int
  private let maxBytes: Int
  private let excess: String

  /// Takes over libzip's handle of an open file.
  ///
  /// - Throws: Where it says that it has more bytes than it may.
  init(
    of archive: ZipArchive, file: OpaquePointer, name: String, size: Int, packedSize: Int, maxBytes: Int, excess: String
  ) throws(Diagnostic) {
    self.archive = archive
    self.file = file
    self.name = name
    self.size = size
    // A part cannot be larger than its archive, whatever it says.
    self.packedSize = min(packedSize, archive.byteCount)
    self.maxBytes = maxBytes
    self.excess = excess
    if size > maxBytes { throw tooLarge }
  }

  deinit { zip_fclose(file) }

  /// The archive as the user named it.
  var sourceName: String { archive.sourceName }

  /// Reads the next bytes.
  ///
  /// - Parameter buffer: Receives them.
  /// - Returns: How many; 0 at the part's end, where its checksum was right.
  /// - Throws: `xlsx.malformed` where the packed data are damaged; `xlsx.bomb` and the code for what is too large.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    // libzip writes `count` bytes at most, and keeps no pointer.
    let count = Int(zip_fread(file, buffer.baseAddress, UInt64(buffer.count)))
    guard count >= 0 else { throw archive.damaged(part: name) }
    bytesRead += count
    guard bytesRead <= maxBytes else { throw tooLarge }
    guard bytesRead <= Self.ratioFreeBytes || bytesRead / Self.maxRatio <= packedSize else {
      throw Diagnostic(
        "xlsx.bomb", "the workbook's part \(name) unpacks to more than \(Self.maxRatio) times its size",
        at: Position(file: sourceName), hint: "no spreadsheet program makes such a file; ask where it comes from")
    }
    return count
  }

  private var tooLarge: Diagnostic {
    Diagnostic(
      excess, "the workbook's part \(name) has more than \(maxBytes) bytes, unpacked", at: Position(file: sourceName),
      hint: "save the sheet as CSV UTF-8: a CSV file may have any size")
  }
}
