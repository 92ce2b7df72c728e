/// Objects of a mapping file, by what they are.
package enum MappingPlace: String, Sendable, Hashable, CaseIterable {
  case mapping, source, columns, lookup, lead, value, phone, columnPattern, note, rest, condition, transform, date
  case identity, optOut, skip, reject, test
  case expectedLead, expectedNote, expectedAttribute
}

/// A key of the mapping language: the one declaration from which the parser's check, its suggestions, the JSON Schema's
/// test and the documentation come.
package struct MappingKey: Sendable, Hashable {
  /// Where it stands.
  package let place: MappingPlace
  package let name: String
  /// What it takes, in a few words.
  package let takes: String
  /// What it does, in one line.
  package let help: String
  /// Whether an object of that place needs it.
  package let isRequired: Bool

  private init(_ place: MappingPlace, _ name: String, _ takes: String, _ help: String, isRequired: Bool = false) {
    self.place = place
    self.name = name
    self.takes = takes
    self.help = help
    self.isRequired = isRequired
  }

  /// Allowed in every object, and passed over.
  package static let comment = "$comment"

  /// The keys of one place, in the order of the documentation.
  package static func keys(at place: MappingPlace) -> [MappingKey] { byPlace[place] ?? [] }

  private static let byPlace = Dictionary(grouping: all, by: \.place)

  /// Every key there is.
  package static let all: [MappingKey] = top + source + lead + values + rules + tests

  private static let top: [MappingKey] = [
    MappingKey(.mapping, "$schema", "text", "the JSON Schema of the language, for editors"),
    MappingKey(.mapping, "version", "1", "the version of the language"),
    MappingKey(.mapping, "name", "text", "what the mapping is called; else the file's name"),
    MappingKey(.mapping, "revision", "number", "which one of its versions the mapping is, from 1"),
    MappingKey(.mapping, "description", "text", "where such inputs come from"),
    MappingKey(.mapping, "extends", "name or path", "a ready mapping, or a file, that this one adds to"),
    MappingKey(.mapping, "source", "object", "what the input looks like"),
    MappingKey(.mapping, "lead", "object", "the lead's fields"),
    MappingKey(
      .mapping, "identity", "list of templates or objects", "the source's own key of a lead; the first that is filled"),
    MappingKey(
      .mapping, "require", "list of groups", "of each group one must be there; default [[\"email\", \"phone\"]]"),
    MappingKey(.mapping, "once", "list of fields", "fields that go only with the first delivery of a lead"),
    MappingKey(.mapping, "optOut", "object", "by which columns the opted out are known"),
    MappingKey(.mapping, "skip", "list of rules", "records that are not to be sent"),
    MappingKey(.mapping, "reject", "list of rules", "records that cannot be leads, such as those with ids alone"),
    MappingKey(.mapping, "tests", "list of tests", "records, and what becomes of them"),
  ]

  private static let source: [MappingKey] = [
    MappingKey(.source, "format", "csv, json, jsonl, form or xlsx", "the form in which records come"),
    MappingKey(.source, "headers", "list of names or lists", "columns by which the source is recognised"),
    MappingKey(.source, "shape", "list of paths or conditions", "what a payload must have to be recognised"),
    MappingKey(.source, "records", "path", "where the records are in a document"),
    MappingKey(.source, "columns", "object or list", "lists of answers that become columns"),
    MappingKey(.columns, "each", "path", "where the answers are", isRequired: true),
    MappingKey(.columns, "when", "condition", "which answers are meant, by their own fields"),
    MappingKey(.columns, "names", "list of values", "what an answer is called; {@key} is its key", isRequired: true),
    MappingKey(
      .columns, "value", "path or list", "where an answer's value is; the first that is there; else the answer itself"),
    MappingKey(
      .lookup, "lookup", "path", "what stands elsewhere in the record, by a field of the answer", isRequired: true),
    MappingKey(.lookup, "transform", "transform or list", "what is done to a name"),
  ]

  private static let lead: [MappingKey] = [
    MappingKey(.lead, "uuid", "value", "the visitor's chat UUID; else derived"),
    MappingKey(.lead, "name", "value", "the person's name"),
    MappingKey(.lead, "email", "value", "the address; further ones become attributes"),
    MappingKey(.lead, "phone", "value", "the number; its dial code comes with it"),
    MappingKey(.lead, "status", "value", "OPEN, INPROGRESS, REVIEW, ONHOLD, DEPENDANCY or CLOSED"),
    MappingKey(.lead, "picture", "value", "the URL of an image"),
    MappingKey(.lead, "agentId", "value", "the id of the agent it is assigned to"),
    MappingKey(.lead, "tags", "list of values", "a list in a field gives one tag each"),
    MappingKey(.lead, "notes", "list of notes", "a list in a field gives one note each"),
    MappingKey(.lead, "attributes", "object", "custom attributes by their keys; \"*\" passes the rest"),
  ]

  private static let valueSteps: [(name: String, takes: String, help: String)] = [
    ("from", "path or list of paths", "the field; the first that is not empty"),
    ("template", "template", "a text with fields in it"),
    ("first", "list of values", "the first value that is not empty"),
    ("all", "list of paths", "every field that is not empty, each a cell of its own"),
    ("columns", "object", "the fields that patterns find, none of which a path names"),
    ("when", "condition", "where it does not hold, the value is absent"),
    ("transform", "transform or list", "what is done to the text, in order"),
    ("split", "text", "what separates the entries of a list; those in double quotes come whole"),
    ("join", "text", "what the entries of a list are joined with; default \", \""),
    ("map", "object", "texts for texts, compared trimmed and without case"),
    ("default", "template", "for an empty value, and one that 'map' does not have"),
    ("invalid", "reject, omit or keep", "what becomes of a value that fails its check"),
  ]

  private static let values: [MappingKey] =
    valueSteps.map { MappingKey(.value, $0.name, $0.takes, $0.help) }
    + valueSteps.map { MappingKey(.phone, $0.name, $0.takes, $0.help) }
    + [
      MappingKey(.phone, "region", "value", "the country of numbers that do not say their own: a code or a name"),
      MappingKey(.phone, "dialCode", "value", "the dial code, where it has a column of its own"),
      MappingKey(.phone, "strict", "true or false", "a number in no range that is in use is invalid, not a warning"),
      MappingKey(.columnPattern, "named", "regex", "the expression is found in its folded name"),
      MappingKey(.columnPattern, "holding", "regex", "the expression is found in its raw text"),
      MappingKey(.columnPattern, "own", "true or false", "its text is its own name, as where an option has a column"),
      MappingKey(.columnPattern, "except", "list of names", "what is not taken; '*' stands for any text"),
      MappingKey(.note, "title", "template", "the note's title; default \"Note\""),
      MappingKey(.note, "description", "value", "the note's text; an empty one is left out", isRequired: true),
      MappingKey(.rest, "except", "list of names", "what does not pass; '*' stands for any text"),
      MappingKey(.rest, "flatten", "true or false", "objects come as dotted keys"),
      MappingKey(.rest, "key", "transforms, or a template of {key}", "how the key is made of the field's name"),
      MappingKey(.rest, "transform", "transform or list", "what is done to what passes"),
      MappingKey(.transform, "replace", "[regex, with]", "every match is replaced; $1 is a group"),
      MappingKey(.transform, "extract", "regex", "the first group of the first match, or all of it"),
      MappingKey(.transform, "truncate", "number", "at most so many characters"),
      MappingKey(.transform, "date", "patterns, or an object", "to ISO 8601"),
      MappingKey(.transform, "hash", "\"sha256\"", "the digest in hexadecimal digits"),
      MappingKey(
        .date, "from", "pattern or list", "LDML patterns, tried in order: \"dd.MM.yyyy HH:mm\"", isRequired: true),
      MappingKey(.date, "timeZone", "text", "of times that do not say their own: \"Europe/Berlin\""),
      MappingKey(.condition, "field", "path", "the field that is asked about"),
      MappingKey(.condition, "equals", "template", "it is this text, trimmed and without case"),
      MappingKey(.condition, "in", "list of templates", "it is one of these texts, trimmed and without case"),
      MappingKey(.condition, "matches", "regex", "the expression is found in its raw text"),
      MappingKey(.condition, "present", "true or false", "it is not empty"),
      MappingKey(.condition, "absent", "true or false", "it is empty"),
      MappingKey(.condition, "all", "list of conditions", "each of them holds"),
      MappingKey(.condition, "any", "list of conditions", "one of them holds"),
      MappingKey(.condition, "not", "condition", "it does not hold"),
    ]

  private static let rules: [MappingKey] = [
    MappingKey(.identity, "template", "template", "the key; every field of it must be filled", isRequired: true),
    MappingKey(.identity, "when", "condition", "where it does not hold, the entry is passed over"),
    MappingKey(.optOut, "columns", "list of paths", "the columns that tell", isRequired: true),
    MappingKey(.optOut, "values", "list of texts", "what they hold for the opted out; default: anything"),
    MappingKey(.optOut, "required", "true or false", "an input without such a column is not taken"),
    MappingKey(.skip, "when", "condition", "which records are not sent", isRequired: true),
    MappingKey(.skip, "reason", "text", "why, for the summary; holds no fields"),
    MappingKey(.reject, "when", "condition", "which records are rejected", isRequired: true),
    MappingKey(.reject, "reason", "text", "why, and what to do about it; holds no fields"),
  ]

  private static let tests: [MappingKey] =
    [
      MappingKey(.test, "name", "text", "what the test shows", isRequired: true),
      MappingKey(.test, "record", "object", "the record's fields", isRequired: true),
      MappingKey(.test, "lead", "object", "what the lead must hold; more may be there"),
      MappingKey(.test, "skipped", "true, or the code or reason", "it must be skipped"),
      MappingKey(.test, "rejected", "true, or a list of codes", "it must be rejected"),
    ]
    + ["uuid", "name", "email", "phone", "dialCode", "status", "picture", "agentId"].map {
      MappingKey(.expectedLead, $0, "text or null", "the field's value; null: it must be absent")
    }
    + [
      MappingKey(.expectedLead, "tags", "list of texts", "all tags in their order"),
      MappingKey(.expectedLead, "notes", "list of notes", "all notes in their order"),
      MappingKey(
        .expectedLead, "attributes", "object, or list of key and value", "some of the attributes; null: absent"),
      MappingKey(.expectedNote, "title", "text", "the note's title"),
      MappingKey(.expectedNote, "description", "text", "the note's text"),
      MappingKey(.expectedAttribute, "key", "text", "the attribute's key"),
      MappingKey(.expectedAttribute, "value", "text or null", "its value; null: it must be absent"),
    ]
}
