package import LeadModel

/// One field in which two leads differ.
package struct FieldDifference: Sendable, Hashable {
  /// `name`, `tags`, `attributes.company`.
  package let field: String
  /// The first one's value as text; `nil`: it has none.
  package let one: String?
  package let other: String?

  package init(_ field: String, _ one: String?, _ other: String?) {
    self.field = field
    self.one = one
    self.other = other
  }

  /// The fields in which two leads differ: the lead's own in the order of the documentation, then attributes by their keys.
  ///
  /// The order of attributes is none of them; that of tags and notes is.
  package static func between(_ one: Lead, _ other: Lead) -> [FieldDifference] {
    let texts: [(String, String?, String?)] = [
      ("name", one.name, other.name), ("email", one.email, other.email), ("dialCode", one.dialCode, other.dialCode),
      ("phone", one.phone, other.phone), ("status", one.status?.rawValue, other.status?.rawValue),
      ("picture", one.picture, other.picture), ("agentId", one.agentId, other.agentId),
      ("tags", list(one.tags.map(quoted)), list(other.tags.map(quoted))),
      ("notes", list(one.notes.map(text)), list(other.notes.map(text))),
    ]
    var found = texts.filter { $0.1 != $0.2 }.map { FieldDifference($0.0, $0.1, $0.2) }
    let (first, second) = (values(of: one), values(of: other))
    var seen: Set<String> = []
    for key in (one.attributes + other.attributes).map(\.key) where seen.insert(key).inserted {
      if first[key] != second[key] { found.append(FieldDifference("attributes.\(key)", first[key], second[key])) }
    }
    return found
  }

  /// The attributes' values; of a key that is there twice all of them.
  private static func values(of lead: Lead) -> [String: String] {
    Dictionary(lead.attributes.map { ($0.key, $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
  }

  private static func list(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : "[\(texts.joined(separator: ", "))]"
  }

  private static func quoted(_ text: String) -> String { "\"\(text)\"" }

  private static func text(_ note: Lead.Note) -> String { "\(quoted(note.title)): \(quoted(note.description))" }
}
