/// The value of a signature's header, taken apart.
struct SignatureHeader {
  /// As written, each as long as the scheme's signatures are and in its letters; not empty.
  let signatures: [[UInt8]]
  /// The time that stands beside them; `nil`: there is none here.
  let timestamp: String?

  /// The most signatures that are looked at: a sender writes one for each of its keys.
  static let maxSignatures = 16
  /// The longest value that is read, in bytes.
  static let maxBytes = 4096

  /// Takes a value apart.
  ///
  /// - Returns: `nil` where it holds no signature of the scheme, more than ``maxSignatures``, or two times.
  init?(_ value: String, of scheme: SignatureScheme) {
    guard value.utf8.count <= Self.maxBytes else { return nil }
    // Over bytes: to go through a text letter by letter costs more than to hash a small body.
    let value = Array(value.utf8)
    var found: [ArraySlice<UInt8>] = []
    var times: [ArraySlice<UInt8>] = []
    switch scheme.layout {
    case .list(let prefix, let separator):
      let entries = separator?.asciiValue.map { value.split(separator: $0) } ?? [value[...]]
      for entry in entries where entry.starts(with: prefix.utf8) { found.append(entry.dropFirst(prefix.utf8.count)) }
    case .pairs(let signatureKey, let timestampKey):
      for pair in value.split(separator: UInt8(ascii: ",")) {
        let pair = pair.drop { $0 == UInt8(ascii: " ") }
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
        let (key, text) = (pair[..<equals], pair[(equals + 1)...])
        if key.elementsEqual(signatureKey.utf8) { found.append(text) }
        if let timestampKey, key.elementsEqual(timestampKey.utf8) { times.append(text) }
      }
    }
    guard found.count <= Self.maxSignatures, times.count <= 1 else { return nil }
    signatures = found.map(Array.init).filter { Self.isWellFormed($0, scheme) }
    timestamp = times.first.map { String(decoding: $0, as: UTF8.self) }
    if signatures.isEmpty { return nil }
  }

  private static func isWellFormed(_ text: [UInt8], _ scheme: SignatureScheme) -> Bool {
    let bytes = scheme.algorithm.byteCount
    let length =
      switch scheme.encoding {
      case .hex: bytes * 2
      case .base64: (bytes + 2) / 3 * 4
      case .base64url: (bytes * 8 + 5) / 6
      }
    return scheme.encoding.canonical(text).count == length && text.allSatisfy(scheme.encoding.allows)
  }
}
