/// The stable names of what can be wrong, or odd, with a mapping: fixed text, safe as a metric's label.
///
/// A text that is no JSON at all has the JSON parser's code instead: `json.syntax`, `json.incomplete` and the like.
package enum MappingCode: String, Sendable, Hashable, CaseIterable {
  /// What is extended is not there, extends itself, or lies behind too many others; a key that is taken away and was not
  /// there is a warning.
  case extends = "mapping.extends"
  /// Another revision than the one that is there.
  case revision = "mapping.revision"
  /// A key that the language does not have at this place.
  case unknownKey = "mapping.key.unknown"
  /// A key that must be there is not.
  case missingKey = "mapping.key.missing"
  /// Two keys of which only one may be there.
  case conflictingKeys = "mapping.key.conflict"
  /// A key stands twice in one object; only the last counts. A warning.
  case duplicateKey = "mapping.key.duplicate"
  /// A value of the wrong type.
  case type = "mapping.type"
  /// A list that must not be empty, or a number out of its range.
  case value = "mapping.value"
  /// A version of the language that is not known; none given is a warning.
  case version = "mapping.version"
  /// A `{` without its `}`.
  case unclosedTemplate = "mapping.template.unclosed"
  /// A field where only fixed text can stand.
  case constantExpected = "mapping.template.constant"
  /// No field where one must stand: all records would be one lead.
  case constantIdentity = "mapping.identity.constant"
  /// A text that is no path.
  case path = "mapping.path.invalid"
  /// A circumstance (`@…`) that there is not.
  case circumstance = "mapping.path.circumstance"
  /// A text that is no regular expression, or a replacement that names a group it has not.
  case regex = "mapping.regex"
  /// A transform that there is not.
  case unknownTransform = "mapping.transform.unknown"
  /// A transform whose argument is not what it takes.
  case transformArgument = "mapping.transform.argument"
  /// A date's pattern or time zone that cannot be read.
  case date = "mapping.date"
  /// A format that there is not.
  case format = "mapping.format"
  /// A status that the inbox does not have.
  case status = "mapping.status"
  /// A country that is not known.
  case region = "mapping.region"
  /// A word for `invalid` that there is not, or that this field cannot take.
  case invalidPolicy = "mapping.invalid"
  /// A lead's field that there is not, in `require`, `once` or `--set`.
  case unknownField = "mapping.field.unknown"
  /// A literal that is spelled like a column: `"Email"` for `"{Email}"`. A warning.
  case literalColumn = "mapping.literal.column"
  /// A literal `{Email}`, written `{{Email}}`: in other tools that is a column. A warning.
  case literalBraces = "mapping.literal.braces"
  /// A field that no record can have, or that every record is rejected for. A warning of `mapping check`.
  case impossibleField = "mapping.field.impossible"
  /// A rule, an alternative, a key of a map that is never reached. A warning of `mapping check`.
  case unreachedRule = "mapping.rule.unreached"
  /// A status by a map without a default: what it does not have is invalid. A warning of `mapping check`.
  case openMap = "mapping.map.open"
  /// A phone number whose country cannot be known. A warning of `mapping check`.
  case unknownRegion = "mapping.region.unknown"
  /// A column that the input does not have. A warning, an error with `--strict`.
  case unknownColumn = "mapping.column.unknown"
  /// None of the columns is there by which a record is known to be opted out, and the mapping demands one.
  case optOutUnknown = "mapping.optout.unknown"
}
