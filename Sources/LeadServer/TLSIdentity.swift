import LeadModel
import NIOSSL

/// The certificate that encrypted listeners show.
enum TLSIdentity {
  /// When a certificate ends; `nil` where it cannot be read, or has no end.
  static func expiry(_ certificate: ServerSettings.Certificate) -> ServiceStatus.Certificate? {
    guard let own = try? NIOSSLCertificate.fromPEMFile(certificate.chainFile).first else { return nil }
    let end = Int64(own.notValidAfter)
    return ServiceStatus.Certificate(
      name: certificate.chainFile, expiresAt: Timestamp(millisecondsSince1970: end * 1000))
  }

  /// Reads the files: TLS 1.2 and later, no client certificates.
  ///
  /// - Throws: `serve.certificate`, without anything of the files' content.
  static func context(_ certificate: ServerSettings.Certificate?) throws(Diagnostic) -> NIOSSLContext? {
    guard let certificate else { return nil }
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    do {
      chain = try NIOSSLCertificate.fromPEMFile(certificate.chainFile)
    } catch {
      throw Diagnostic("serve.certificate", "\(certificate.chainFile) holds no certificates in PEM, or cannot be read")
    }
    do {
      key = try NIOSSLPrivateKey(file: certificate.keyFile, format: .pem)
    } catch {
      throw Diagnostic("serve.certificate", "\(certificate.keyFile) holds no private key in PEM, or cannot be read")
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw Diagnostic(
        "serve.certificate",
        "the certificate of \(certificate.chainFile) and the key of \(certificate.keyFile) do not "
          + "belong together")
    }
  }
}
