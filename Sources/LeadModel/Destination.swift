/// An inbox, and what it takes to write to it.
package struct Destination: Sendable, Hashable {
  /// Its name in `leadbridge.json`, or the brand's where it was given by options.
  package var name: String
  package var brand: String
  /// Without a trailing slash: `https://api.v7.botpenguin.com`.
  package var baseURL: String
  package var botId: String
  package var customerId: String
  /// For `PUT /inbox/direct/lead`.
  package var token: Secret
  /// For `GET /inbox/direct/chats` where it differs.
  package var listToken: Secret?
  /// At most so many requests a second.
  package var rate: Rate?
  /// At most so many requests on a day of UTC.
  package var quota: Int?
  /// At most so many requests at once; `nil`: the default.
  package var concurrency: Int?
  /// A PEM file of authorities to trust instead of the system's.
  package var caFile: String?
  /// Paths of tables: the addresses and numbers in them are never sent.
  package var suppress: [String] = []
  /// By what leads are met on chats that the inbox has; empty: they are not.
  package var matchInbox: [ContactKind] = []

  package init(
    name: String, brand: String, baseURL: String, botId: String, customerId: String, token: Secret,
    listToken: Secret? = nil, rate: Rate? = nil, concurrency: Int? = nil, caFile: String? = nil
  ) {
    self.name = name
    self.brand = brand
    self.baseURL = baseURL
    self.botId = botId
    self.customerId = customerId
    self.token = token
    self.listToken = listToken
    self.rate = rate
    self.concurrency = concurrency
    self.caFile = caFile
  }

  /// What makes two destinations the same for checkpoints and dead letters: where the leads end, not how they get there.
  package var key: String { [baseURL, botId, customerId].joined(separator: "\u{1F}") }
}

/// A text that is never printed: a token.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text itself.
  ///
  /// Only what puts it into a request reads it.
  package let exposed: String

  package init(_ text: String) { exposed = text }

  package var description: String { "<secret>" }
  package var debugDescription: String { "<secret>" }
  /// Empty, so that `dump` shows nothing either.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
