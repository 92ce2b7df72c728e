package import LeadModel

/// What became of an offered parcel; each is returned once.
package struct Settled: Sendable, Hashable {
  /// The parcel's.
  package let ticket: Int
  package let settlement: Settlement

  package init(ticket: Int, settlement: Settlement) {
    self.ticket = ticket
    self.settlement = settlement
  }
}

/// How a parcel ended.
package enum Settlement: Sendable, Hashable {
  /// The inbox said yes. `attempts` are the requests that were sent for it, from 1.
  case delivered(attempts: Int)
  /// Refused, or given up on.
  indirect case dead(DeathReport)
  /// The delivery stopped first. It may have been sent, but no answer decided about it: the next run is to send it.
  case unsettled
}

/// Why a lead could not be delivered: what its dead letter says.
package struct DeathReport: Sendable, Hashable {
  /// Fixed text and no word of the server's, safe as a label: `http.422`, `inbox.refused`, `attempts.exhausted`.
  package let code: String
  /// One sentence, ours too.
  package let message: String
  /// The last answer's; `nil` where there was none.
  package let status: Int?
  /// The last answer's first 4 KB as text, damaged UTF-8 mended.
  ///
  /// The server's words, which may echo the lead: only the
  /// dead letter may hold them.
  package let body: String?
  /// Requests that were sent for it.
  package let attempts: Int
  /// When the first of them went.
  package let firstAt: Timestamp
  /// When the last of them ended.
  package let lastAt: Timestamp

  package init(
    code: String, message: String, status: Int?, body: String?, attempts: Int, firstAt: Timestamp, lastAt: Timestamp
  ) {
    self.code = code
    self.message = message
    self.status = status
    self.body = body
    self.attempts = attempts
    self.firstAt = firstAt
    self.lastAt = lastAt
  }

  /// At most 4,096 bytes of `bytes` as text that is at most 4,096 bytes long; `nil` for an empty body.
  package static func text(of bytes: some Collection<UInt8>) -> String? {
    guard !bytes.isEmpty else { return nil }
    var text = String(decoding: bytes.prefix(4_096), as: UTF8.self)
    // A damaged byte becomes three; a cut character at the end is one of them.
    while text.utf8.count > 4_096 { text.unicodeScalars.removeLast() }
    return text
  }
}
