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
    var found: [Substring] = []
    var times: [Substring] = []
    switch scheme.layout {
    case .list(let prefix, let separator):
      let entries = separator.map { value.split(separator: $0) } ?? [value[...]]
      for entry in entries where entry.hasPrefix(prefix) { found.append(entry.dropFirst(prefix.count)) }
    case .pairs(let signatureKey, let timestampKey):
      for pair in value.split(separator: ",") {
        let pair = pair.drop { $0 == " " }
        guard let equals = pair.firstIndex(of: "=") else { continue }
        let text = pair[pair.index(after: equals)...]
        if pair[..<equals] == signatureKey { found.append(text) }
        if let timestampKey, pair[..<equals] == timestampKey { times.append(text) }
      }
    }
    guard found.count <= Self.maxSignatures, times.count <= 1 else { return nil }
    signatures = found.map { Array($0.utf8) }.filter { Self.isWellFormed($0, scheme) }
    timestamp = times.first.map(String.init)
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
