import LeadModel
import ReaderFuzz

/// libFuzzer's entry: any input, its form found out.
///
/// - Returns: 0, as libFuzzer wants it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  ReaderFuzz.check(UnsafeBufferPointer(start: start, count: count), format: nil)
  return 0
}
