/// Where in a post a value stands, as far as it says that the form is described here and not answered.
enum FormStructure {
  /// Lists, or objects by name, whose entries each describe a field or a choice.
  static let lists: Set<String> = [
    "fields", "questions", "options", "columns", "subfields", "hiddenfields", "choices", "schema", "calculations",
    "properties",
    "fielddata", "usercolumndata", "rows",
  ]
  /// Objects that describe one.
  static let objects: Set<String> = [
    "field", "choice", "choices", "question", "option", "column", "definition", "form",
  ]

  /// What names an entry, and stays in it.
  static let names: Set<String> = [
    "id", "ids", "key", "name", "title", "text", "ref", "label", "labels", "question", "questionid", "type",
  ]

  /// What says in an entry what is asked.
  static let askedBy: Set<String> = ["name", "key", "label", "question", "columnid", "title", "id"]

  /// What an entry has beside its name where it is an answer.
  static let values: Set<String> = ["value", "values", "answer", "stringvalue"]

  /// Whether an object's members are a person's: then none of them is the form's.
  static func isContact(_ plainNames: Set<String>) -> Bool {
    plainNames.contains { $0.contains("mail") || $0.contains("phone") || $0 == "firstname" || $0 == "lastname" }
  }

  /// Whether a text is a field's name for machines, such as `full_name` or `TICKET.content`, rather than a person's.
  static func isMachineName(_ text: String) -> Bool {
    text.utf8.count <= 100
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        let isPlain = part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-?:[]#".contains($0)) }
        return isPlain && (part.first?.isLowercase == true || part.count > 1 && !part.contains(where: \.isLowercase))
      }
  }
}
