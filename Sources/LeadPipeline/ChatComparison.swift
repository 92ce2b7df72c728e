package import LeadMapping
package import LeadModel

/// Holds a lead as it should be against the chat that the inbox lists.
///
/// A field that is not expected may be anything. Further:
///
/// | field | is the same where |
/// | --- | --- |
/// | `name`, `picture`, `agentId` | the texts are equal |
/// | `email` | the texts are equal but for their case: inboxes put domains, or all of it, in lower case |
/// | `phone` | the digits of dial code and number are equal: `+44` and `44` are the same, also where the number has it |
/// | `status` | it is the same state, however it is spelled |
/// | `tags`, `notes` | all that are expected are there; others may be |
/// | `attributes.KEY` | that key has this value; others may be there |
///
/// Fields that go once are not compared: people there change them.
package struct ChatComparison: Sendable, Equatable {
  /// In the order of the table; the first value is the expected one, the other the chat's.
  package let differences: [FieldDifference]
  /// The lead without fields that go once and notes that are there: what mends the chat.
  package let news: Lead

  /// - Parameters:
  ///   - expected: All of the lead.
  ///   - once: Fields that go once.
  ///   - chat: The one with its uuid.
  package init(_ expected: Lead, once: [LeadField], with chat: Chat) {
    var steady = expected
    steady.remove(once)
    let listed = chat.lead
    var found: [FieldDifference] = []
    func compare(_ field: String, _ one: String?, _ other: String?, isSame: (String, String) -> Bool = { $0 == $1 }) {
      guard let one, !one.isEmpty else { return }
      if let other, isSame(one, other) { return }
      found.append(FieldDifference(field, one, other))
    }
    compare("name", steady.name, listed.name)
    compare("email", steady.email, listed.email) { $0.lowercased() == $1.lowercased() }
    compare("phone", Self.number(steady), Self.number(listed)) { Self.digits($0) == Self.digits($1) }
    compare("status", steady.status?.rawValue, listed.status?.rawValue ?? chat.status)
    compare("picture", steady.picture, listed.picture)
    compare("agentId", steady.agentId, listed.agentId)
    let newTags = steady.tags.filter { !listed.tags.contains($0) }
    if !newTags.isEmpty {
      found.append(FieldDifference("tags", Self.list(steady.tags), listed.tags.isEmpty ? nil : Self.list(listed.tags)))
    }
    let newNotes = steady.notes.filter { !listed.notes.contains($0) }
    if !newNotes.isEmpty {
      found.append(FieldDifference("notes", Self.list(newNotes.map { "\($0.title): \($0.description)" }), nil))
    }
    // Of a key that stands there twice the last counts, as that is how it is updated.
    let values = Dictionary(listed.attributes.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    for attribute in steady.attributes where values[attribute.key] != attribute.value {
      found.append(FieldDifference("attributes.\(attribute.key)", attribute.value, values[attribute.key]))
    }
    steady.notes = newNotes
    differences = found
    news = steady
  }

  private static func number(_ lead: Lead) -> String? { lead.phone.map { (lead.dialCode ?? "") + $0 } }

  private static func digits(_ text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }

  private static func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }
}
