package import LeadMapping

/// What becomes of the posts to one path: which mapping they go through, and where to.
package struct LiveRoute: Sendable {
  /// As the configuration has it: `/hooks/contact`.
  package var path: String
  package var mapping: Mapping
  /// The name of the destination that its leads go to.
  package var destination: String
  /// Fields that go with the first delivery of a lead alone; the mapping's own are among them.
  package var once: [LeadField]
  package var lane: Lane

  /// Who goes first where an inbox cannot take all at once.
  package enum Lane: Sendable, Hashable {
    /// Somebody waits for an answer in the chat.
    case live
    /// It may take its time.
    case bulk
  }

  package init(path: String, mapping: Mapping, destination: String, once: [LeadField], lane: Lane = .live) {
    self.path = path
    self.mapping = mapping
    self.destination = destination
    self.once = once
    self.lane = lane
  }
}

extension LiveRoute: Equatable {
  /// Mappings are the same where their files' bytes are.
  package static func == (one: LiveRoute, other: LiveRoute) -> Bool {
    one.path == other.path && one.destination == other.destination && one.once == other.once && one.lane == other.lane
      && one.mapping.name == other.mapping.name && one.mapping.digest == other.mapping.digest
  }
}
