import LeadModel
import ReaderFuzz

/// Fuzzes tables.
@main
enum FuzzCSV {
  static func main() {
    FuzzDriver.run { start, count in
      ReaderFuzz.check(UnsafeBufferPointer(start: start, count: count), format: .csv)
      return 0
    }
  }
}
