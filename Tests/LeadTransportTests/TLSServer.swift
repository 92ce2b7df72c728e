import Foundation

/// `openssl s_server` with a certificate of its own making, on a free port of 127.0.0.1; it answers any GET.
final class TLSServer {
  private static let tool = "/usr/bin/openssl"
  /// Whether there is an openssl to be one.
  static let isThere = FileManager.default.isExecutableFile(atPath: tool)

  let port: Int
  /// The certificate, which is its own authority, as a PEM file.
  let certificate: String
  private let folder: URL
  private let process: Process

  /// Starts a server.
  ///
  /// - Parameter names: What the certificate is for, as openssl spells it: `DNS:localhost,IP:127.0.0.1`.
  /// - Throws: Where openssl does not start, or says something else than where it listens.
  init(names: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "leadbridge-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "certificate.pem").path(percentEncoded: false)
    let key = folder.appending(path: "key.pem").path(percentEncoded: false)
    let making = Self.process(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test", "-addext",
      "subjectAltName=\(names)", "-keyout", key, "-out", certificate)
    try making.run()
    making.waitUntilExit()

    process = Self.process("s_server -www -accept 127.0.0.1:0", "-cert", certificate, "-key", key)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    // "ACCEPT 127.0.0.1:41234" is the line that says where.
    var text = ""
    var found: Int?
    while found == nil {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
      text += String(decoding: data, as: UTF8.self)
      found = text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
        .first { $0.hasPrefix("ACCEPT ") }.flatMap { Int($0.split(separator: ":").last ?? "") }
    }
    port = found ?? 0
  }

  deinit {
    // Not `terminate`: a child inherits the blocked signals of the thread that starts it, SIGTERM among them.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func process(_ words: String, _ further: String...) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = words.split(separator: " ").map(String.init) + further
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
