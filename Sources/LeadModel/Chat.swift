/// A chat as `GET /inbox/direct/chats` lists it.
///
/// Any field may be missing.
package struct Chat: Sendable, Hashable {
  /// The inbox's own id, 24 hexadecimal digits.
  package var id: String?
  /// The chat user: what leads are written by.
  package var uuid: String?
  /// ISO 8601, as the other times are.
  package var createdAt: String?
  package var updatedAt: String?
  package var isOnline: Bool?
  package var lastSeenAt: String?
  package var lastMessage: Message?
  package var name: String?
  package var picture: String?
  package var email: String?
  /// Without its dial code.
  package var phone: String?
  /// With its `+`, whether or not the listing had it.
  package var dialCode: String?
  package var city: String?
  package var country: String?
  package var gender: String?
  package var notes: [Note] = []
  package var tags: [String] = []
  package var attributes: [Lead.Attribute] = []
  /// As listed; see ``LeadStatus/init(spelled:)``.
  package var status: String?
  package var websiteVisits: Int?
  /// The id of the agent it is assigned to.
  package var agentId: String?

  /// A chat of which nothing is known yet.
  package init(id: String? = nil, uuid: String? = nil) {
    self.id = id
    self.uuid = uuid
  }

  /// The last message of a chat.
  package struct Message: Sendable, Hashable {
    package var at: String?
    /// `bot`, `user` or an agent.
    package var by: String?
    package var text: String?

    package init(at: String?, by: String?, text: String?) {
      self.at = at
      self.by = by
      self.text = text
    }
  }

  /// A note, with the id that the inbox gave it.
  package struct Note: Sendable, Hashable {
    package var id: String?
    package var title: String
    package var description: String

    package init(id: String? = nil, title: String, description: String) {
      self.id = id
      self.title = title
      self.description = description
    }
  }

  /// What the inbox holds of a lead, in the words of the other API call: for comparing what was sent with what is there.
  package var lead: Lead {
    Lead(
      name: name, email: email, phone: phone, dialCode: dialCode,
      notes: notes.map { Lead.Note(title: $0.title, description: $0.description) },
      status: status.flatMap(LeadStatus.init(spelled:)), picture: picture, agentId: agentId, tags: tags,
      attributes: attributes)
  }
}
