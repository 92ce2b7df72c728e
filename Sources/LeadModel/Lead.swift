/// A lead as the inbox knows it: the fields of `PUT /inbox/direct/lead` that say who it is and what is known.
///
/// Every field may be absent; absent is not empty: an absent field leaves the inbox as it is.
package struct Lead: Sendable, Hashable {
  package var name: String?
  package var email: String?
  /// The number without its dial code.
  package var phone: String?
  /// With its `+`.
  package var dialCode: String?
  /// Appended by the inbox to those it has.
  package var notes: [Note]
  package var status: LeadStatus?
  /// The URL of an image.
  package var picture: String?
  /// The id of the agent it is assigned to.
  package var agentId: String?
  /// Added by the inbox to those it has.
  package var tags: [String]
  /// Set by key.
  package var attributes: [Attribute]

  package init(
    name: String? = nil,
    email: String? = nil,
    phone: String? = nil,
    dialCode: String? = nil,
    notes: [Note] = [],
    status: LeadStatus? = nil,
    picture: String? = nil,
    agentId: String? = nil,
    tags: [String] = [],
    attributes: [Attribute] = []
  ) {
    self.name = name
    self.email = email
    self.phone = phone
    self.dialCode = dialCode
    self.notes = notes
    self.status = status
    self.picture = picture
    self.agentId = agentId
    self.tags = tags
    self.attributes = attributes
  }

  /// A note on a lead.
  package struct Note: Sendable, Hashable {
    package var title: String
    package var description: String

    package init(title: String, description: String) {
      self.title = title
      self.description = description
    }
  }

  /// A custom attribute.
  package struct Attribute: Sendable, Hashable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }
}

/// The inbox's six states of a lead.
package enum LeadStatus: String, Sendable, Hashable, CaseIterable {
  case open = "OPEN"
  case inProgress = "INPROGRESS"
  case review = "REVIEW"
  case onHold = "ONHOLD"
  /// Spelled so by the API.
  case dependancy = "DEPENDANCY"
  case closed = "CLOSED"

  /// The state that `text` names, whatever its case and spacing: `In progress`, `on-hold`.
  ///
  /// `nil` for any other text.
  package init?(spelled text: String) {
    let letters = text.uppercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" }
    self.init(rawValue: letters)
  }
}
