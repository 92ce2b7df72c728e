import LeadJSON

/// Tolerant readings of the values that both API calls have.
extension JSONValue {
  /// A scalar's text; `nil` where there is none or it is empty.
  var filledText: String? { scalarText.flatMap { $0.isEmpty ? nil : $0 } }

  /// The entries of an array; a value that is none is its own only entry.
  private var entries: [JSONValue] { kind == .array ? Array(elements) : [self] }

  /// Notes: objects with a title or a description, or bare texts.
  var wireNotes: [Lead.Note] { entries.compactMap(\.wireNote) }

  /// One note; `nil` for what holds neither a title nor a description.
  var wireNote: Lead.Note? {
    let title = self["title"]?.scalarText
    let description = self["description"]?.scalarText ?? filledText
    return title == nil && description == nil ? nil : Lead.Note(title: title ?? "", description: description ?? "")
  }

  /// Tags: the scalars of a list, or one scalar.
  var wireTags: [String] { entries.compactMap(\.filledText) }

  /// Attributes: objects with a key, or the members of one object.
  var wireAttributes: [Lead.Attribute] {
    if kind == .object, self["key"] == nil {
      return members.compactMap { member in
        member.value.scalarText.map { Lead.Attribute(key: member.key, value: $0) }
      }
    }
    return entries.compactMap { entry in
      guard let key = entry["key"]?.filledText else { return nil }
      return Lead.Attribute(key: key, value: entry["value"]?.scalarText ?? "")
    }
  }
}
