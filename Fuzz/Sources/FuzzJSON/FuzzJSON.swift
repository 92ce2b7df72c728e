import LeadModel
import ReaderFuzz

/// libFuzzer's entry: JSON documents and objects one after the other.
///
/// - Returns: 0, as libFuzzer wants it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  ReaderFuzz.check(UnsafeBufferPointer(start: start, count: count), format: .json)
  return 0
}
