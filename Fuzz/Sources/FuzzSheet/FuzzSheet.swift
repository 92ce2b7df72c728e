import LeadModel
import LeadSheets
import ReaderFuzz

/// Fuzzes workbooks: an archive as it is, or text as the sheet of a workbook that is made around it.
@main
enum FuzzSheet {
  static func main() {
    FuzzDriver.run { start, count in
      let bytes = Array(UnsafeBufferPointer(start: start, count: count))
      FuzzSheet.check(bytes.starts(with: Array("PK".utf8)) ? bytes : StoredArchive.workbook(sheet: bytes))
      return 0
    }
  }

  /// Reads all of it: an error is as good as records, a trap is not.
  private static func check(_ workbook: [UInt8]) {
    do throws(Diagnostic) {
      let reader = try SheetReader(bytes: workbook, options: SheetOptions())
      var ordinal = 0
      while let records = try reader.next() {
        for record in records {
          ordinal += 1
          precondition(record.ordinal == ordinal, "records are numbered without a gap")
        }
      }
    } catch {
      precondition(!error.code.isEmpty && !error.message.isEmpty)
    }
  }
}
