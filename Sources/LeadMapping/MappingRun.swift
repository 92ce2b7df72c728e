/// The circumstances of one run, and its words: what is given beside the mapping.
package struct MappingRun: Sendable {
  /// What came with a posted form.
  package struct Request: Sendable, Hashable {
    package var address: String?
    /// Names compare without case.
    package var headers: [(name: String, value: String)]
    package var query: [(name: String, value: String)]

    package init(
      address: String? = nil,
      headers: [(name: String, value: String)] = [],
      query: [(name: String, value: String)] = []
    ) {
      self.address = address
      self.headers = headers
      self.query = query
    }

    package static func == (one: Self, other: Self) -> Bool {
      one.address == other.address && one.headers.elementsEqual(other.headers, by: ==)
        && one.query.elementsEqual(other.query, by: ==)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(address) }
  }

  /// The destination's ids; `nil` in a preview that has none: then no UUID is derived.
  package var botId: String?
  package var customerId: String?
  /// `--region`: the country of phone numbers that do not say their own: a code or a name.
  package var region: String?
  /// `--tag`: further tags of every lead; templates.
  package var tags: [String]
  /// `--set FIELD=TEMPLATE`: takes the place of what the mapping has for that field.
  package var set: [(field: String, template: String)]
  /// `@now`: the run's start in ISO 8601.
  package var now: String
  /// `@source.name`.
  package var sourceName: String
  /// `--opt-out-unknown`: an input in which the opted out cannot be told is taken all the same.
  package var optOutUnknownAllowed: Bool
  /// Whether warnings name the rule and the columns too, as errors always do: costs such records a second evaluation.
  package var detailsWarnings = false
  /// `--show-values`: whether findings hold the value that they are about.
  package var showsValues = false

  package init(
    botId: String? = nil,
    customerId: String? = nil,
    region: String? = nil,
    tags: [String] = [],
    set: [(field: String, template: String)] = [],
    now: String = "",
    sourceName: String = "",
    optOutUnknownAllowed: Bool = false
  ) {
    self.botId = botId
    self.customerId = customerId
    self.region = region
    self.tags = tags
    self.set = set
    self.now = now
    self.sourceName = sourceName
    self.optOutUnknownAllowed = optOutUnknownAllowed
  }
}
