import LeadConfig

extension ReadySource {
  /// All there are.
  package static let all: [ReadySource] = formServices + platforms + collections

  /// What fits any server, and the inbox itself.
  private static let collections: [ReadySource] = [
    ReadySource(
      "google-sheets", "Google Sheets, published as CSV",
      documentation: "https://support.google.com/docs/answer/183965",
      fetch: .made { fetch in fetch.format = .csv },
      traits: .made { traits in
        // A published sheet is answered by a redirect to where its text lies, which may be another host each time. It is
        // public, and no header goes along.
        traits.redirects = ".googleusercontent.com"
        let publish =
          "publish the sheet: File > Share > Publish to web, as comma-separated values, and give that address"
        for code in [FetchCode.url, .html, .redirect, .gone, .token] { traits.hints[code] = publish }
      }),
    ReadySource("rest", "Any REST collection", documentation: "its own", fetch: FetchSettings()),
    ReadySource(
      "inbox", "A bot inbox: its chats, to carry leads from one bot to another",
      documentation: "the vendor's: GET /inbox/direct/chats",
      values: [
        Value("bot", "the bot's id, the first part of its page's address"),
        Value("customer", "the customer's id, the second part"),
        Value("base", "the API's address", standard: "https://api.v7.botpenguin.com"),
        Value("type", "'lead' or 'non-lead'", standard: "lead"),
      ],
      secrets: [Value("token", "the token that may list chats")], mapping: "inbox-chats",
      fetch: .made { fetch in
        fetch.url = "{base}/inbox/direct/chats?botId={bot}&customerId={customer}&page={page}&type={type}"
        fetch.headers = ["x-bot-token": "{secret.token}"]
        fetch.records = "data"
        // The size of a page and the order of chats are not published: everything is read each time, up to an empty page.
        fetch.paging = .page(first: 1, size: nil)
        fetch.maxPages = 10_000
      },
      traits: .made { traits in traits.endsOnRepeat = true }),
  ]
}

extension FetchSettings {
  /// Settings as `change` makes them of none.
  static func made(_ change: (inout FetchSettings) -> Void) -> FetchSettings {
    var settings = FetchSettings()
    change(&settings)
    return settings
  }
}

extension FetchSettings.Cursor {
  /// A time, asked for by `format`, with so much before it.
  static func time(
    _ path: String, overlap: Duration, format: String? = nil, timeZone: String? = nil, start: String? = nil,
    order: Order? = nil
  ) -> Self {
    var cursor = Self(path: path, kind: .time)
    cursor.overlap = overlap
    cursor.format = format
    cursor.timeZone = timeZone
    cursor.start = start
    cursor.order = order
    return cursor
  }
}

extension FetchTraits {
  /// Traits as `change` makes them of none.
  static func made(_ change: (inout FetchTraits) -> Void) -> FetchTraits {
    var traits = FetchTraits()
    change(&traits)
    return traits
  }
}
