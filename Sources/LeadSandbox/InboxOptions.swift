/// How a local inbox is set up.
///
/// What is left out is made up.
package struct InboxOptions: Sendable {
  /// What becomes of a PUT whose uuid is that of no chat: the vendors do not say.
  package enum UnknownUUIDs: String, Sendable, Hashable, CaseIterable {
    /// A new chat is made of it.
    case create
    /// 200, and nothing is kept.
    case ignore
  }

  /// The address to listen on.
  package var host = "127.0.0.1"
  /// 0: one that is free.
  package var port = 0
  /// A SQLite file, which is made where there is none; `nil`: in memory, gone with the server.
  package var database: String?
  /// `nil`: the file's own, or made up.
  ///
  /// So for the two ids.
  package var token: String?
  package var botId: String?
  package var customerId: String?
  /// Further customers, each with a token of its own.
  package var otherAccounts: [InboxAccount] = []
  package var unknownUUIDs = UnknownUUIDs.create
  /// Whether unknown fields of a PUT are refused.
  package var strict = false
  package var faults = FaultOptions()
  /// A PUT's body may be so long: 413 over it.
  package var maxBodyBytes = 1_000_000

  package init() {}
}

/// Whom a token belongs to.
package struct InboxAccount: Sendable, Hashable {
  package var token: String
  package var botId: String
  package var customerId: String

  package init(token: String, botId: String, customerId: String) {
    self.token = token
    self.botId = botId
    self.customerId = customerId
  }
}
