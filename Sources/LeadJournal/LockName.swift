import Crypto

/// A name for a lock's file: letters and digits, the same in every process, and another for other parts.
enum LockName {
  static func of(_ parts: [String]) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      // Lengths before the parts: no two keys give the same bytes.
      withUnsafeBytes(of: UInt64(part.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: part.utf8)
    }
    return Base32.text(Array(SHA256.hash(data: bytes)), count: 26)
  }
}
