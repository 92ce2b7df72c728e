import LeadModel
import ReaderFuzz

/// Fuzzes any input, its form found out.
@main
enum FuzzAny {
  static func main() {
    FuzzDriver.run { start, count in
      ReaderFuzz.check(UnsafeBufferPointer(start: start, count: count), format: nil)
      return 0
    }
  }
}
