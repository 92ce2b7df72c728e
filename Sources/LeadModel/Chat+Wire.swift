package import LeadJSON

extension Chat {
  /// Reads an entry of the listing; `nil` where it is no object.
  ///
  /// Takes numbers where texts are expected, and a dial code with or without its `+`; what is missing, null, empty or
  /// of a strange type is absent.
  package init?(_ value: JSONValue) {
    guard value.kind == .object else { return nil }
    let profile = value["profile"]
    let details = profile?["userDetails"]
    let contact = details?["contact"]
    let phone = contact?["phone"]
    self.init(id: value["_id"]?.filledText, uuid: value["uuid"]?.filledText)
    createdAt = value["createdAt"]?.filledText
    updatedAt = value["updatedAt"]?.filledText
    isOnline = value["isOnline"]?.boolean
    lastSeenAt = value["lastSeenAt"]?.filledText
    if let message = value["lastMessage"], message.kind == .object {
      lastMessage = Message(
        at: message["at"]?.filledText, by: message["by"]?.filledText, text: message["text"]?.filledText)
    }
    name = details?["name"]?.filledText
    picture = details?["picture"]?.filledText
    email = contact?["email"]?.filledText
    self.phone = phone?["number"]?.filledText ?? phone?.filledText
    dialCode = phone?["prefix"]?.filledText.flatMap(Lead.dialCode(written:))
    city = details?["city"]?.filledText
    country = details?["country"]?.filledText
    gender = details?["gender"]?.filledText
    notes = (profile?["notes"]?.elements).map { entries in entries.compactMap(Note.init(wire:)) } ?? []
    tags = details?["tags"]?.wireTags ?? []
    attributes = details?["attributes"]?.wireAttributes ?? []
    status = value["status"]?.filledText
    websiteVisits = value["websiteVisits"].flatMap { $0.integer ?? $0.string.flatMap { Int($0) } }
    agentId = value["_agentAssigned"]?.filledText
  }

  /// Writes the entry in the listing's shape and order: the dial code without its `+`, absent fields absent.
  ///
  /// Profile, details, contact and the lists are always there.
  package func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("_id", id)
    writer.member("uuid", uuid)
    writer.member("createdAt", createdAt)
    writer.member("updatedAt", updatedAt)
    writer.member("isOnline", isOnline)
    writer.member("lastSeenAt", lastSeenAt)
    if let lastMessage {
      writer.key("lastMessage")
      writer.beginObject()
      writer.member("at", lastMessage.at)
      writer.member("by", lastMessage.by)
      writer.member("text", lastMessage.text)
      writer.endObject()
    }
    writer.key("profile")
    writer.beginObject()
    writer.key("notes")
    writer.beginArray()
    for note in notes { note.write(into: &writer) }
    writer.endArray()
    writer.key("userDetails")
    writeDetails(into: &writer)
    writer.endObject()
    writer.member("status", status)
    writer.member("websiteVisits", websiteVisits)
    writer.member("_agentAssigned", agentId)
    writer.endObject()
  }

  private func writeDetails(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", name)
    writer.member("picture", picture)
    writer.key("contact")
    writer.beginObject()
    writer.member("email", email)
    if phone != nil || dialCode != nil {
      writer.key("phone")
      writer.beginObject()
      writer.member("number", phone)
      writer.member("prefix", dialCode.map { String($0.drop { $0 == "+" }) })
      writer.endObject()
    }
    writer.endObject()
    writer.member("city", city)
    writer.member("country", country)
    writer.member("gender", gender)
    writer.key("tags")
    writer.beginArray()
    for tag in tags { writer.string(tag) }
    writer.endArray()
    writer.key("attributes")
    writer.beginArray()
    for attribute in attributes { attribute.write(into: &writer) }
    writer.endArray()
    writer.endObject()
  }
}

extension Chat.Note {
  fileprivate init?(wire value: JSONValue) {
    guard let note = value.wireNote else { return nil }
    self.init(id: value["_id"]?.filledText, title: note.title, description: note.description)
  }

  fileprivate func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("title", title)
    writer.member("description", description)
    writer.member("_id", id)
    writer.endObject()
  }
}
