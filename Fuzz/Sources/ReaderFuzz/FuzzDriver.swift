import Glibc

/// libFuzzer's own loop, called from our `main`: its `main` is not linked where there is one.
package enum FuzzDriver {
  /// Runs a target until its time is over or it crashes; takes libFuzzer's options from the command line.
  ///
  /// - Parameter test: Gets one input after the other; returns 0.
  package static func run(_ test: @escaping @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) -> Never {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(leadbridgeRunDriver(&count, &arguments, test))
  }
}

/// `LLVMFuzzerRunDriver` of libFuzzer (compiler-rt, FuzzerInterface.h): integers and pointers alone, which both calling
/// conventions pass alike.
@_silgen_name("LLVMFuzzerRunDriver")
private func leadbridgeRunDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
