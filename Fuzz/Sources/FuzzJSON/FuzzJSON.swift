import LeadModel
import ReaderFuzz

/// Fuzzes JSON documents, and objects one behind the other.
@main
enum FuzzJSON {
  static func main() {
    FuzzDriver.run { start, count in
      ReaderFuzz.check(UnsafeBufferPointer(start: start, count: count), format: .json)
      return 0
    }
  }
}
