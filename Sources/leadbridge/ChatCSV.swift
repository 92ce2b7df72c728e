import LeadModel

/// Chats as rows of a table: RFC 4180, a header, LF.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection): names in an
/// inbox are what strangers typed into a form.
enum ChatCSV {
  static let header = line([
    "uuid", "name", "email", "dialCode", "phone", "status", "tags", "notes", "attributes", "agentId", "createdAt",
    "updatedAt",
  ])

  /// A chat's row, with its line end.
  static func line(_ chat: Chat) -> String {
    line([
      chat.uuid ?? "", chat.name ?? "", chat.email ?? "", chat.dialCode ?? "", chat.phone ?? "", chat.status ?? "",
      chat.tags.joined(separator: "; "),
      chat.notes.map { "\($0.title): \($0.description)" }.joined(separator: "; "),
      chat.attributes.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
      chat.agentId ?? "", chat.createdAt ?? "", chat.updatedAt ?? "",
    ])
  }

  private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\n" }

  private static func cell(_ text: String) -> String {
    var text = text
    // A dial code begins with + and is no formula.
    let isNumber = text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), !(isNumber && text.utf8.count > 1) {
      text = "'" + text
    }
    guard text.utf8.contains(where: { "\",\n\r".utf8.contains($0) }) || text.first == " " || text.last == " " else {
      return text
    }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
