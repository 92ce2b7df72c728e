import GRDB
import LeadJSON
import LeadModel

/// A chat is one row: tags, notes and attributes are JSON texts in it. A PUT then costs one look-up and one write
/// whatever it holds, and a page one query; nothing asks for a single tag.
extension StoredChat {
  /// The columns in the order in which rows are read and written.
  static let columns = """
    uuid, id, createdAt, updatedAt, name, email, phone, dialCode, status, picture, agentId, tags, notes, attributes
    """

  /// Reads a row that begins with ``columns``.
  init(row: GRDB.Row) {
    self.init(
      id: row[1] ?? "", uuid: row[0] ?? "", createdAt: Timestamp(millisecondsSince1970: row[2] ?? 0))
    updatedAt = Timestamp(millisecondsSince1970: row[3] ?? 0)
    name = row[4]
    email = row[5]
    phone = row[6]
    dialCode = row[7]
    status = row[8]
    picture = row[9]
    agentId = row[10]
    tags = Self.list(row[11]).compactMap { $0[0] }
    notes = Self.list(row[12]).compactMap { parts in
      parts.count == 3 ? Note(id: parts[0], title: parts[1], description: parts[2]) : nil
    }
    attributes = Self.list(row[13]).compactMap { parts in
      parts.count == 2 ? Lead.Attribute(key: parts[0], value: parts[1]) : nil
    }
  }

  /// Appends the values of ``columns`` from `updatedAt` on, and at the end whether it is a lead: all that a PUT may change.
  func appendChangeableValues(to values: inout [DatabaseValue]) {
    values.append(updatedAt.millisecondsSince1970.databaseValue)
    for text in [name, email, phone, dialCode, status, picture, agentId] { values.append(Self.value(text)) }
    values.append(Self.value(Self.text(tags) { [$0] }))
    values.append(Self.value(Self.text(notes) { [$0.id, $0.title, $0.description] }))
    values.append(Self.value(Self.text(attributes) { [$0.key, $0.value] }))
    values.append(isLead.databaseValue)
  }

  private static func value(_ text: String?) -> DatabaseValue { text?.databaseValue ?? .null }

  /// `[["a", "b"], …]`, or NULL for none, which is what most are.
  private static func text<Element>(_ list: [Element], parts: (Element) -> [String]) -> String? {
    guard !list.isEmpty else { return nil }
    var writer = JSONWriter()
    writer.beginArray()
    for element in list {
      writer.beginArray()
      for part in parts(element) { writer.string(part) }
      writer.endArray()
    }
    writer.endArray()
    return writer.text
  }

  /// Reads what ``text(_:parts:)`` wrote; anything else is passed over.
  ///
  /// No part is empty.
  private static func list(_ text: String?) -> [[String]] {
    guard let text, let document = try? JSONDocument(parsing: text) else { return [] }
    return document.root.elements.map { $0.elements.compactMap(\.string) }.filter { !$0.isEmpty }
  }
}
