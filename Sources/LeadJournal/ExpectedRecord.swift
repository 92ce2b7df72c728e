/// A record of which an inbox should have a lead: one row of a ``VerificationFile``.
package struct ExpectedRecord: Sendable, Hashable {
  /// The lead's, in lower case.
  package var uuid: String
  /// The number of the input, from 0.
  package var input: Int
  package var record: Int
  package var line: Int
  /// Fields that go with a lead's first delivery alone, as the caller spells them.
  package var once: String
  /// The lead as it is sent.
  package var body: [UInt8]
  /// What the ledger is to know once this is delivered.
  package var entry: LedgerEntry

  package init(
    uuid: String, input: Int, record: Int, line: Int, once: String, body: [UInt8], entry: LedgerEntry
  ) {
    self.uuid = uuid.lowercased()
    self.input = input
    self.record = record
    self.line = line
    self.once = once
    self.body = body
    self.entry = entry
  }
}

/// A chat of the listing, as it was held against what was expected.
package struct ListedChat: Sendable, Hashable {
  /// What is known of a chat here.
  package enum Finding: Int, Sendable, Hashable {
    /// Nothing: it is neither in the inputs nor in the ledger.
    case unknown = 0
    /// It is in the ledger, and not in the inputs.
    case ours = 1
    /// It has all that is expected.
    case same = 2
    case different = 3
  }

  /// In lower case; of a chat without one what else tells it from others.
  package var uuid: String
  /// As listed.
  package var updatedAt: String
  package var finding: Finding
  /// Where it is different: in what, as the caller writes it.
  package var differences: [UInt8]
  /// Where it is different: the body that would mend it.
  package var news: [UInt8]

  package init(uuid: String, updatedAt: String, finding: Finding, differences: [UInt8] = [], news: [UInt8] = []) {
    self.uuid = uuid.lowercased()
    self.updatedAt = updatedAt
    self.finding = finding
    self.differences = differences
    self.news = news
  }
}
