/// A key of `leadbridge.json`: the one declaration from which the parser's check, its messages, the JSON Schema
/// (``ConfigurationSchema``) and the reference (``ConfigurationReference``) come.
///
/// To add a key: a row here, a field in the settings, a line where they are read. Tests notice what is missing: that each
/// row is read, that its default is the settings' own, that its example is taken.
package struct ConfigurationKey: Sendable, Hashable {
  /// Where it stands.
  package let place: ConfigurationPlace
  package let name: String
  /// What it takes.
  package let kind: ConfigurationValueKind
  /// What it does, in one line.
  package let help: String
  /// What holds where it is left out, as JSON; `nil`: nothing.
  package let fallback: String?
  /// A value, as JSON.
  package let example: String
  /// Whether an object of that place needs it.
  package let isRequired: Bool

  init(
    _ place: ConfigurationPlace, _ name: String, _ kind: ConfigurationValueKind, _ help: String,
    fallback: String? = nil, example: String, isRequired: Bool = false
  ) {
    self.place = place
    self.name = name
    self.kind = kind
    self.help = help
    self.fallback = fallback
    self.example = example
    self.isRequired = isRequired
  }

  /// Allowed in every object, and passed over.
  package static let comment = "$comment"

  /// The keys of one place, in the order of the documentation.
  package static func keys(at place: ConfigurationPlace) -> [ConfigurationKey] { byPlace[place] ?? [] }

  /// A key by its name; `nil` where the place has none of it.
  static func named(_ name: String, at place: ConfigurationPlace) -> ConfigurationKey? {
    byPlace[place]?.first { $0.name == name }
  }

  private static let byPlace = Dictionary(grouping: all, by: \.place)

  /// Every key there is.
  package static let all: [ConfigurationKey] = file + destination + route + routeParts + source + fetch + daemon
}
