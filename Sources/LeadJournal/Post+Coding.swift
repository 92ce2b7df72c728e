import LeadModel

/// How posts lie in the spool: a version byte, then in this order, numbers as ``LEB128`` and texts and bodies behind
/// their lengths in bytes:
///
///     1 · method · target · address · number of query pairs · name, value · …
///       · number of header fields · name, value · … · body
///
/// The time of receipt is a column beside it.
extension Post {
  private static let codingVersion: UInt8 = 1

  /// Fields that carry credentials and are of no use to a mapping.
  ///
  /// What a sender puts into its body to prove itself (`google_key`, `HandshakeKey`) stays: a body is kept as it came.
  static let secretHeaders: Set<String> = ["authorization", "proxy-authorization", "cookie"]

  /// The compact form, without ``secretHeaders``.
  var spooled: [UInt8] {
    let kept = headers.filter { !Self.secretHeaders.contains($0.name) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      body.count + target.utf8.count + 96
        + kept.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        + query.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 })
    bytes.append(Self.codingVersion)
    for text in [method, target, address] { Self.append(text, to: &bytes) }
    LEB128.append(query.count, to: &bytes)
    for pair in query {
      Self.append(pair.name, to: &bytes)
      Self.append(pair.value, to: &bytes)
    }
    LEB128.append(kept.count, to: &bytes)
    for field in kept {
      Self.append(field.name, to: &bytes)
      Self.append(field.value, to: &bytes)
    }
    LEB128.append(body.count, to: &bytes)
    bytes += body
    return bytes
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    LEB128.append(text.utf8.count, to: &bytes)
    bytes += text.utf8
  }

  /// Reads the compact form back; `nil` for bytes that ``spooled`` never gives.
  init?(spooled bytes: [UInt8], receivedAt: Timestamp) {
    var input = LengthPrefixedReader(bytes)
    guard input.byte() == Self.codingVersion, let method = input.text(), let target = input.text(),
      let address = input.text(),
      let query = input.list({ FormField(name: $0, value: $1) }),
      let headers = input.list({ HeaderField(name: $0, value: $1) }),
      let body = input.bytes(), input.isAtEnd
    else { return nil }
    self.init(
      method: method, target: target, query: query, headers: headers, body: Array(body), address: address,
      receivedAt: receivedAt)
  }
}
