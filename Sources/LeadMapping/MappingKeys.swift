import LeadModel

/// Objects of a mapping file, by what they are.
package enum MappingPlace: String, Sendable, Hashable, CaseIterable {
  case mapping, source, columns, lookup, lead, value, phone, columnPattern, note, rest, condition, transform, date
  case identity, optOut, skip, reject, test, expectedLead, expectedNote, expectedAttribute
}

/// A key of the mapping language: the one declaration from which the parser's check, its suggestions, the JSON Schema
/// (``MappingSchema``) and the reference (``MappingReference``) come.
package struct MappingKey: Sendable, Hashable {
  /// Where it stands.
  package let place: MappingPlace
  package let name: String
  /// What it takes.
  package let kind: MappingValueKind
  /// What it does, in one line.
  package let help: String
  /// Whether an object of that place needs it.
  package let isRequired: Bool

  private init(
    _ place: MappingPlace, _ name: String, _ kind: MappingValueKind, _ help: String, isRequired: Bool = false
  ) {
    self.place = place
    self.name = name
    self.kind = kind
    self.help = help
    self.isRequired = isRequired
  }

  /// What it takes, in a few words.
  package var takes: String { kind.words }

  /// Allowed in every object, and passed over.
  package static let comment = "$comment"

  /// The keys of one place, in the order of the documentation.
  package static func keys(at place: MappingPlace) -> [MappingKey] { byPlace[place] ?? [] }

  private static let byPlace = Dictionary(grouping: all, by: \.place)

  /// Of these a value has one.
  static let valueSources = ["from", "template", "first", "all", "columns"]
  /// Of these a condition with a field has one.
  static let comparisons = ["equals", "in", "matches", "present", "absent"]
  /// Of these a condition without a field has one.
  static let groups = ["all", "any", "not"]
  /// Of these a test has one.
  static let expectations = ["lead", "skipped", "rejected"]

  /// Every key there is.
  package static let all: [MappingKey] = top + source + lead + values + conditions + rules + tests

  private static let onceFields = LeadField.allCases.map(\.rawValue).filter { $0 != LeadField.uuid.rawValue }

  private static let top: [MappingKey] = [
    MappingKey(.mapping, "$schema", .text, "the JSON Schema of the language, for editors"),
    MappingKey(.mapping, "version", .constant("1"), "the version of the language"),
    MappingKey(.mapping, "name", .filledString("text"), "what the mapping is called; else the file's name"),
    MappingKey(.mapping, "revision", .whole, "which one of its versions the mapping is"),
    MappingKey(.mapping, "description", .text, "where such inputs come from"),
    MappingKey(.mapping, "extends", .string("name or path"), "a ready mapping, or a file, that this one adds to"),
    MappingKey(.mapping, "source", .object(.source), "what the input looks like"),
    MappingKey(.mapping, "lead", .object(.lead), "the lead's fields", isRequired: true),
    MappingKey(
      .mapping, "identity", .some(.either([.fieldTemplate, .object(.identity)]), isFilled: false),
      "the source's own key of a lead; the first that is filled"),
    MappingKey(
      .mapping, "require", .list(.either([.field, .list(.field, isFilled: true)]), isFilled: false),
      "of each group one must be there; default [[\"email\", \"phone\"]]"),
    MappingKey(
      .mapping, "once", .called("field or list of fields", .some(.word(onceFields), isFilled: false)),
      "fields that go only with the first delivery of a lead"),
    MappingKey(.mapping, "optOut", .object(.optOut), "by which columns the opted out are known"),
    MappingKey(.mapping, "skip", .some(.object(.skip), isFilled: false), "records that are not to be sent"),
    MappingKey(
      .mapping, "reject", .some(.object(.reject), isFilled: false),
      "records that cannot be leads, such as those with ids alone"),
    MappingKey(.mapping, "tests", .list(.object(.test), isFilled: false), "records, and what becomes of them"),
  ]

  private static let source: [MappingKey] = [
    MappingKey(.source, "format", .word(InputFormat.allCases.map(\.rawValue)), "the form in which records come"),
    MappingKey(
      .source, "headers", .list(.either([.string("name"), .list(.string("name"), isFilled: true)]), isFilled: true),
      "columns by which the source is recognised; a list names one of them in several ways"),
    MappingKey(
      .source, "shape", .list(.either([.path, .object(.condition)]), isFilled: true),
      "what a payload must have to be recognised"),
    MappingKey(.source, "records", .path, "where the records are in a document"),
    MappingKey(
      .source, "columns", .some(.object(.columns), isFilled: false), "lists of answers that become columns"),
    MappingKey(.columns, "each", .path, "where the answers are", isRequired: true),
    MappingKey(.columns, "when", .object(.condition), "which answers are meant, by their own fields"),
    MappingKey(
      .columns, "names", .some(.either([.value, .object(.lookup)]), isFilled: true),
      "what an answer is called; {@key} is its key", isRequired: true),
    MappingKey(
      .columns, "value",
      .called(
        "path, value or lookup, or list of them",
        .some(
          .either([.value, .object(.lookup), .list(.either([.value, .object(.lookup)]), isFilled: true)]),
          isFilled: true)
      ), "where an answer's value is; the first that is there; else the answer itself"),
    MappingKey(
      .lookup, "lookup", .path, "what stands elsewhere in the record, by a field of the answer", isRequired: true),
    MappingKey(.lookup, "transform", .some(.transform, isFilled: false), "what is done to a name"),
  ]

  private static let lead: [MappingKey] = [
    MappingKey(.lead, "uuid", .uuid, "the visitor's chat UUID; else derived"),
    MappingKey(.lead, "name", .value, "the person's name"),
    MappingKey(.lead, "email", .value, "the address; further ones become attributes"),
    MappingKey(
      .lead, "phone", .either([.template, .object(.phone)]), "the number; its dial code comes with it"),
    MappingKey(.lead, "status", .status, "OPEN, INPROGRESS, REVIEW, ONHOLD, DEPENDANCY or CLOSED"),
    MappingKey(.lead, "picture", .value, "the URL of an image"),
    MappingKey(.lead, "agentId", .value, "the id of the agent it is assigned to"),
    MappingKey(.lead, "tags", .some(.value, isFilled: false), "a list in a field gives one tag each"),
    MappingKey(
      .lead, "notes", .some(.either([.object(.note), .value]), isFilled: false), "a list in a field gives one note each"
    ),
    MappingKey(.lead, "attributes", .attributes, "custom attributes by their keys; \"*\" passes the rest"),
  ]

  private static let valueSteps: [(name: String, kind: MappingValueKind, help: String)] = [
    ("from", .some(.path, isFilled: true), "the field; the first that is not empty"),
    ("template", .template, "a text with fields in it"),
    ("first", .list(.value, isFilled: true), "the first value that is not empty"),
    ("all", .some(.path, isFilled: true), "every field that is not empty, each a cell of its own"),
    ("columns", .object(.columnPattern), "the fields that patterns find, none of which a path names"),
    ("when", .object(.condition), "where it does not hold, the value is absent"),
    ("transform", .some(.transform, isFilled: false), "what is done to the text, in order"),
    ("split", .filledString("text"), "what separates the entries of a list; those in double quotes come whole"),
    ("join", .text, "what the entries of a list are joined with; default \", \""),
    ("map", .texts(orNull: false), "texts for texts, compared trimmed and without case"),
    ("default", .scalar(orNull: false), "for an empty value, and one that 'map' does not have: a template"),
    ("invalid", .word(InvalidPolicy.allCases.map(\.rawValue)), "what becomes of a value that fails its check"),
  ]

  private static let values: [MappingKey] =
    valueSteps.map { MappingKey(.value, $0.name, $0.kind, $0.help) }
    + valueSteps.map { MappingKey(.phone, $0.name, $0.kind, $0.help) }
    + [
      MappingKey(.phone, "region", .value, "the country of numbers that do not say their own: a code or a name"),
      MappingKey(.phone, "dialCode", .value, "the dial code, where it has a column of its own"),
      MappingKey(.phone, "strict", .boolean, "a number in no range that is in use is invalid, not a warning"),
      MappingKey(.columnPattern, "named", .regex, "the expression is found in its folded name"),
      MappingKey(.columnPattern, "holding", .regex, "the expression is found in its raw text"),
      MappingKey(.columnPattern, "own", .boolean, "its text is its own name, as where an option has a column"),
      MappingKey(
        .columnPattern, "except", .some(.string("name"), isFilled: false), "what is not taken; '*' stands for any text"),
      MappingKey(.note, "title", .template, "the note's title; default \"Note\""),
      MappingKey(.note, "description", .value, "the note's text; an empty one is left out", isRequired: true),
      MappingKey(
        .rest, "except", .some(.string("name"), isFilled: false), "what does not pass; '*' stands for any text"),
      MappingKey(.rest, "flatten", .boolean, "objects come as dotted keys"),
      MappingKey(
        .rest, "key", .either([.some(.transform, isFilled: false), .keyTemplate]),
        "how the key is made of the field's name"
      ),
      MappingKey(.rest, "transform", .some(.transform, isFilled: false), "what is done to what passes"),
      MappingKey(.transform, "replace", .pair(.regex, .text), "every match is replaced; $1 is a group"),
      MappingKey(.transform, "extract", .regex, "the first group of the first match, or all of it"),
      MappingKey(.transform, "truncate", .whole, "at most so many characters"),
      MappingKey(
        .transform, "date", .either([.some(.string("pattern"), isFilled: true), .object(.date)]), "to ISO 8601"),
      MappingKey(.transform, "hash", .constant("\"sha256\""), "the digest in hexadecimal digits"),
      MappingKey(
        .date, "from", .some(.string("pattern"), isFilled: true),
        "LDML patterns, tried in order: \"dd.MM.yyyy HH:mm\"", isRequired: true),
      MappingKey(.date, "timeZone", .text, "of times that do not say their own: \"Europe/Berlin\""),
    ]

  private static let conditions: [MappingKey] = [
    MappingKey(.condition, "field", .path, "the field that is asked about"),
    MappingKey(.condition, "equals", .scalar(orNull: false), "it is this text, trimmed and without case"),
    MappingKey(
      .condition, "in", .list(.scalar(orNull: false), isFilled: true),
      "it is one of these texts, trimmed and without case"),
    MappingKey(.condition, "matches", .regex, "the expression is found in its raw text"),
    MappingKey(.condition, "present", .boolean, "it is not empty"),
    MappingKey(.condition, "absent", .boolean, "it is empty"),
    MappingKey(.condition, "all", .list(.object(.condition), isFilled: true), "each of them holds"),
    MappingKey(.condition, "any", .list(.object(.condition), isFilled: true), "one of them holds"),
    MappingKey(.condition, "not", .object(.condition), "it does not hold"),
  ]

  private static let rules: [MappingKey] = [
    MappingKey(.identity, "template", .fieldTemplate, "the key; every field of it must be filled", isRequired: true),
    MappingKey(.identity, "when", .object(.condition), "where it does not hold, the entry is passed over"),
    MappingKey(.identity, "fallback", .boolean, "it counts only where neither email nor phone identifies"),
    MappingKey(.optOut, "columns", .some(.path, isFilled: true), "the columns that tell", isRequired: true),
    MappingKey(
      .optOut, "values", .some(.scalar(orNull: false), isFilled: true),
      "what they hold for the opted out; default: anything"),
    MappingKey(.optOut, "required", .boolean, "an input without such a column is not taken"),
    MappingKey(.skip, "when", .object(.condition), "which records are not sent", isRequired: true),
    MappingKey(.skip, "reason", .text, "why, for the summary; holds no fields"),
    MappingKey(.reject, "when", .object(.condition), "which records are rejected", isRequired: true),
    MappingKey(.reject, "reason", .text, "why, and what to do about it; holds no fields"),
  ]

  private static let tests: [MappingKey] =
    [
      MappingKey(.test, "name", .text, "what the test shows", isRequired: true),
      MappingKey(.test, "record", .fields, "the record's fields", isRequired: true),
      MappingKey(.test, "lead", .object(.expectedLead), "what the lead must hold; more may be there"),
      MappingKey(
        .test, "skipped", .either([.constant("true"), .string("code or reason")]), "it must be skipped"),
      MappingKey(
        .test, "rejected", .either([.constant("true"), .some(.string("code"), isFilled: false)]), "it must be rejected"),
    ]
    + ["uuid", "name", "email", "phone", "dialCode", "status", "picture", "agentId"].map {
      MappingKey(.expectedLead, $0, .scalar(orNull: true), "the field's value; null: it must be absent")
    }
    + [
      MappingKey(.expectedLead, "tags", .list(.scalar(orNull: false), isFilled: false), "all tags in their order"),
      MappingKey(.expectedLead, "notes", .list(.object(.expectedNote), isFilled: false), "all notes in their order"),
      MappingKey(
        .expectedLead, "attributes",
        .either([.texts(orNull: true), .list(.object(.expectedAttribute), isFilled: false)]),
        "some of the attributes; null: absent"),
      MappingKey(.expectedNote, "title", .scalar(orNull: false), "the note's title"),
      MappingKey(.expectedNote, "description", .scalar(orNull: false), "the note's text"),
      MappingKey(.expectedAttribute, "key", .scalar(orNull: false), "the attribute's key", isRequired: true),
      MappingKey(.expectedAttribute, "value", .scalar(orNull: true), "its value; null: it must be absent"),
    ]
}
