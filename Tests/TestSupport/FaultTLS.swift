import Foundation

/// What a fault server shows who connects by TLS, and which versions of HTTP it offers (ALPN, RFC 7301).
package final class FaultTLS: @unchecked Sendable {
  // Sendable, as the context is not changed after `init`, and OpenSSL counts its references under a lock.
  let context: OpaquePointer
  /// Kept, as its files are gone with it.
  package let certificate: FaultCertificate

  /// Whether there is an OpenSSL to do it.
  package static let isThere = LibSSL.isThere && FaultCertificate.isThere

  /// - Throws: `FaultServerError` where OpenSSL does not take the certificate.
  package init(_ certificate: FaultCertificate, offersHTTP2: Bool) throws(FaultServerError) {
    guard let context = LibSSL.newContext(LibSSL.serverMethod()) else { throw FaultServerError(call: "SSL_CTX_new") }
    self.context = context
    self.certificate = certificate
    let isPEM: Int32 = 1
    guard LibSSL.useCertificate(context, certificate.file) == 1, LibSSL.useKey(context, certificate.key, isPEM) == 1
    else { throw FaultServerError(call: "SSL_CTX_use_certificate_chain_file") }
    // SSL_MODE_ENABLE_PARTIAL_WRITE and SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER: as send(2) has it.
    _ = LibSSL.control(context, 33, 3, nil)
    if offersHTTP2 { LibSSL.setSelect(context, Self.selectHTTP2, nil) }
  }

  deinit { LibSSL.freeContext(context) }

  /// Takes `h2` where the client has it in its list, which is of texts with their lengths in front.
  private static let selectHTTP2: LibSSL.Select = { _, chosen, count, offered, offeredCount, _ in
    let unacknowledged: Int32 = 3
    guard let offered, let chosen, let count else { return unacknowledged }
    var at = 0
    while at < Int(offeredCount) {
      let length = Int(offered[at])
      if length == 2, offered[at + 1] == UInt8(ascii: "h"), offered[at + 2] == UInt8(ascii: "2") {
        chosen.pointee = offered + at + 1
        count.pointee = 2
        return 0
      }
      at += 1 + length
    }
    return unacknowledged
  }
}

/// A certificate that is its own authority, with its key, made by the command `openssl` and gone with this object.
package final class FaultCertificate: Sendable {
  private static let tool = "/usr/bin/openssl"
  static let isThere = FileManager.default.isExecutableFile(atPath: tool)

  private let folder: TemporaryFolder
  /// A PEM file: the certificate, which is also what has to be trusted.
  package var file: String { folder.path("certificate.pem") }
  /// A PEM file.
  package var key: String { folder.path("key.pem") }

  /// Makes one.
  ///
  /// - Parameters:
  ///   - names: Whom it is for, as openssl spells it: `DNS:localhost,IP:127.0.0.1`.
  ///   - isExpired: Whether it was good until yesterday; otherwise until the day after tomorrow.
  /// - Throws: Where openssl does not do it.
  package init(names: String = "DNS:localhost,IP:127.0.0.1", isExpired: Bool = false) throws {
    folder = try TemporaryFolder()
    let wish = folder.path("wish.pem")
    try Self.run(
      "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=test", "-addext",
      "subjectAltName=\(names)",
      "-keyout", folder.path("key.pem"), "-out", wish)
    try Self.run(
      "x509 -req -copy_extensions copy -days \(isExpired ? -1 : 2)", "-in", wish, "-signkey", folder.path("key.pem"),
      "-out", folder.path("certificate.pem"))
  }

  private static func run(_ words: String, _ further: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = words.split(separator: " ").map(String.init) + further
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw FaultServerError(call: "openssl \(words)", code: process.terminationStatus)
    }
  }
}
