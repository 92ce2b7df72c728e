import Crypto

extension Mapping {
  /// `sha256:` and the digest in hexadecimal digits: of the file's bytes, or, where it extends others, of the digests of
  /// all of them.
  static func digest(of files: [[UInt8]]) -> String {
    let digests = files.map { SHA256.hash(data: $0) }
    guard digests.count > 1 else { return text(of: digests[0]) }
    return text(of: SHA256.hash(data: digests.flatMap(Array.init)))
  }

  private static func text(of digest: SHA256.Digest) -> String {
    var text = "sha256:"
    for byte in digest {
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
    return text
  }
}
