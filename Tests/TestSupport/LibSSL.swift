import Glibc

/// The calls of OpenSSL 3 that a fault server's TLS is made of, each as its manual page has it.
///
/// The library is the one that libcurl has brought in, found while the tests run: a door of its own would ask everybody
/// who builds this for OpenSSL's headers.
enum LibSSL {
  typealias Pointer = OpaquePointer?
  /// The callback of SSL_CTX_set_alpn_select_cb(3).
  typealias Select =
    @convention(c) (
      Pointer, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?, UnsafePointer<UInt8>?,
      UInt32,
      UnsafeMutableRawPointer?
    ) -> Int32

  /// Whether there is one.
  static let isThere = dlopen("libssl.so.3", RTLD_NOW | RTLD_GLOBAL) != nil

  static let serverMethod = symbol("TLS_server_method", as: (@convention(c) @Sendable () -> Pointer).self)
  static let newContext = symbol("SSL_CTX_new", as: (@convention(c) @Sendable (Pointer) -> Pointer).self)
  static let freeContext = symbol("SSL_CTX_free", as: (@convention(c) @Sendable (Pointer) -> Void).self)
  static let useCertificate = symbol(
    "SSL_CTX_use_certificate_chain_file",
    as: (@convention(c) @Sendable (Pointer, UnsafePointer<CChar>) -> Int32).self)
  static let useKey = symbol(
    "SSL_CTX_use_PrivateKey_file", as: (@convention(c) @Sendable (Pointer, UnsafePointer<CChar>, Int32) -> Int32).self)
  static let control = symbol(
    "SSL_CTX_ctrl", as: (@convention(c) @Sendable (Pointer, Int32, Int, UnsafeMutableRawPointer?) -> Int).self)
  static let setSelect = symbol(
    "SSL_CTX_set_alpn_select_cb",
    as: (@convention(c) @Sendable (Pointer, Select, UnsafeMutableRawPointer?) -> Void).self)
  static let newSession = symbol("SSL_new", as: (@convention(c) @Sendable (Pointer) -> Pointer).self)
  static let freeSession = symbol("SSL_free", as: (@convention(c) @Sendable (Pointer) -> Void).self)
  static let setSocket = symbol("SSL_set_fd", as: (@convention(c) @Sendable (Pointer, Int32) -> Int32).self)
  static let setAccepting = symbol("SSL_set_accept_state", as: (@convention(c) @Sendable (Pointer) -> Void).self)
  static let read = symbol(
    "SSL_read", as: (@convention(c) @Sendable (Pointer, UnsafeMutableRawPointer?, Int32) -> Int32).self)
  static let write = symbol(
    "SSL_write", as: (@convention(c) @Sendable (Pointer, UnsafeRawPointer?, Int32) -> Int32).self)
  static let error = symbol("SSL_get_error", as: (@convention(c) @Sendable (Pointer, Int32) -> Int32).self)
  static let clearErrors = symbol("ERR_clear_error", as: (@convention(c) @Sendable () -> Void).self)
  static let shutDown = symbol("SSL_shutdown", as: (@convention(c) @Sendable (Pointer) -> Int32).self)

  /// The name's value, which has the type that the headers of OpenSSL 3 give it.
  private static func symbol<Call>(_ name: String, as type: Call.Type) -> Call {
    guard isThere, let address = dlsym(nil, name) else { fatalError("no \(name): ask `isThere` first") }
    return unsafeBitCast(address, to: type)  // A C function pointer is the address, on every system with dlsym(3).
  }
}
