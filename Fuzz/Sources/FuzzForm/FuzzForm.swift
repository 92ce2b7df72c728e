import LeadModel
import ReaderFuzz

/// Fuzzes form bodies.
@main
enum FuzzForm {
  static func main() {
    FuzzDriver.run { start, count in
      ReaderFuzz.check(UnsafeBufferPointer(start: start, count: count), format: .form)
      return 0
    }
  }
}
