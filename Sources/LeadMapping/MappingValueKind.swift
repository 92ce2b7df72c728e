import LeadModel

/// What a key of the mapping language takes: from it come the words of messages and of the reference, and the schema.
package indirect enum MappingValueKind: Sendable, Hashable {
  /// A string, by what it means: a text, a path, a template, a regular expression.
  case string(String)
  /// A string that is not empty.
  case filledString(String)
  /// A text, or a number or boolean that stands for its own.
  case scalar(orNull: Bool)
  case boolean
  /// A whole number from 1.
  case whole
  /// This value alone, as JSON writes it.
  case constant(String)
  /// One of these strings.
  case word([String])
  /// A field of the lead, or a template with a field in it.
  case field
  /// An object of any keys: a record.
  case fields
  case object(MappingPlace)
  /// Texts by keys of one's own.
  case texts(orNull: Bool)
  /// Values by the attributes' keys, `"*"` among them.
  case attributes
  /// A template, or an object of steps.
  case value
  /// A value that is one of the inbox's states, where it is fixed.
  case status
  /// A value that holds a field.
  case uuid
  /// A template that holds a field.
  case fieldTemplate
  /// A transform's name, or an object of one.
  case transform
  /// A template whose only field is `{key}`.
  case keyTemplate
  case list(MappingValueKind, isFilled: Bool)
  /// One, or a list of them.
  case some(MappingValueKind, isFilled: Bool)
  case pair(MappingValueKind, MappingValueKind)
  case either([MappingValueKind])
  /// What has words of its own.
  case called(String, MappingValueKind)

  static let text = MappingValueKind.string("text")
  static let path = MappingValueKind.string("path")
  static let template = MappingValueKind.string("template")
  static let regex = MappingValueKind.string("regex")

  /// In a few words, for messages and the reference.
  package var words: String {
    switch self {
    case .string(let noun), .filledString(let noun): noun
    case .scalar(let orNull): orNull ? "text or null" : "text"
    case .boolean: "true or false"
    case .whole: "whole number from 1"
    case .constant(let value): value
    case .word(let words): Self.alternatives(words)
    case .field: "field"
    case .fields: "object of fields"
    case .object(let place): place.noun
    case .texts: "object of texts"
    case .attributes: "object of values"
    case .value, .status, .uuid: "value"
    case .fieldTemplate: "template"
    case .transform: "transform"
    case .keyTemplate: "template of {key}"
    case .list(let kind, _): "list of \(kind.plural)"
    case .some(.either(let kinds), _): "\(kinds.map(\.words).joined(separator: ", ")), or list of them"
    case .some(let kind, _): "\(kind.words) or list of \(kind.plural)"
    case .pair(let one, let other): "[\(one.words), \(other.words)]"
    case .either(let kinds): Self.alternatives(kinds.map(\.words))
    case .called(let words, _): words
    }
  }

  private var plural: String {
    switch self {
    case .string("regex"): "regexes"
    case .list(let kind, _): "lists of \(kind.plural)"
    case .either(let kinds): Self.alternatives(kinds.map(\.plural))
    case .word, .constant, .boolean, .whole: words
    case .scalar: "texts"
    default: words + "s"
    }
  }

  private static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
  }
}

extension MappingPlace {
  /// An object that stands there, as a noun.
  var noun: String {
    switch self {
    case .columns: "answer list"
    case .identity: "key"
    case .skip, .reject: "rule"
    case .expectedLead: "object of fields"
    case .expectedNote: "note"
    case .expectedAttribute: "key and value"
    case .rest, .source, .date, .optOut, .lead, .columnPattern: "object"
    default: rawValue
    }
  }
}
