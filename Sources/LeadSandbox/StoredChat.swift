import LeadModel

/// A chat as the local inbox keeps it, and the rules by which a PUT changes it.
struct StoredChat: Sendable, Hashable {
  /// A note and the id that the inbox gave it.
  struct Note: Sendable, Hashable {
    let id: String
    let title: String
    let description: String
  }

  let id: String
  let uuid: String
  let createdAt: Timestamp
  var updatedAt: Timestamp
  var name: String?
  var email: String?
  var phone: String?
  var dialCode: String?
  var status: String?
  var picture: String?
  var agentId: String?
  /// Each once, in the order in which they came first.
  var tags: [String] = []
  /// All that ever came.
  var notes: [Note] = []
  /// Each key once, in the order in which they came first.
  var attributes: [Lead.Attribute] = []

  /// A chat that nothing is known of yet.
  init(id: String, uuid: String, createdAt: Timestamp) {
    self.id = id
    self.uuid = uuid
    self.createdAt = createdAt
    updatedAt = createdAt
  }

  /// Whether it has an email or a phone; an empty text is none.
  var isLead: Bool { email?.isEmpty == false || phone?.isEmpty == false }

  /// Applies a PUT: what is absent stays, scalars replace, attributes are set by key, tags are added to the set, and
  /// notes are appended, whether they are there already or not.
  mutating func update(with lead: Lead, at time: Timestamp, ids: inout ObjectIDs) {
    updatedAt = time
    name = lead.name ?? name
    email = lead.email ?? email
    phone = lead.phone ?? phone
    dialCode = lead.dialCode ?? dialCode
    status = lead.status?.rawValue ?? status
    picture = lead.picture ?? picture
    agentId = lead.agentId ?? agentId
    for tag in lead.tags where !tags.contains(tag) { tags.append(tag) }
    for note in lead.notes {
      notes.append(Note(id: ids.next(at: time), title: note.title, description: note.description))
    }
    for attribute in lead.attributes {
      if let known = attributes.firstIndex(where: { $0.key == attribute.key }) {
        attributes[known].value = attribute.value
      } else {
        attributes.append(attribute)
      }
    }
  }
}

extension StoredChat {
  /// As the listing shows it.
  ///
  /// Nobody ever visits here, so visits and messages are absent.
  var chat: Chat {
    var chat = Chat(id: id, uuid: uuid)
    chat.createdAt = createdAt.description
    chat.updatedAt = updatedAt.description
    chat.isOnline = false
    chat.name = name
    chat.picture = picture
    chat.email = email
    chat.phone = phone
    chat.dialCode = dialCode.map { Lead.dialCode(written: $0) ?? $0 }
    chat.notes = notes.map { Chat.Note(id: $0.id, title: $0.title, description: $0.description) }
    chat.tags = tags
    chat.attributes = attributes
    chat.status = status
    chat.agentId = agentId
    return chat
  }
}
