import LeadModel
import Testing

/// Checks that an inbox holds what the rows of a table give, each person's rows applied in their order under the inbox's
/// update rules: the last name stands, notes are added (as a set: an attempt without an answer may repeat one).
///
/// - Parameters:
///   - chats: What the inbox holds.
///   - table: As `Stage.table` makes it.
///   - unsent: Ordinals of rows that are dead letters.
/// - Throws: What the testing library throws.
func expect(_ chats: [Chat], holdTheRowsOf table: String, but unsent: Set<Int>) throws {
  var people: [String: (name: String, notes: Set<String>)] = [:]
  for (index, line) in table.split(separator: "\n").dropFirst().enumerated() where !unsent.contains(index + 1) {
    let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard cells[1].contains("@") else { continue }
    let notes = people[cells[1]]?.notes ?? []
    people[cells[1]] = (cells[0], cells[2].isEmpty ? notes : notes.union([cells[2]]))
  }
  #expect(chats.count == people.count)
  var wrong = 0
  for chat in chats {
    guard let email = chat.email, let person = people[email], chat.name == person.name,
      Set(chat.notes.map(\.description)) == person.notes
    else {
      wrong += 1
      continue
    }
  }
  #expect(wrong == 0)
}
