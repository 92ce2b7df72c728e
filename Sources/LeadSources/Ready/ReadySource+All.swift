import LeadConfig

extension ReadySource {
  /// All there are.
  package static let all: [ReadySource] = [rest]

  /// Any collection over HTTP: everything is said in the settings.
  private static let rest = ReadySource(
    "rest", "Any REST collection", documentation: "its own", fetch: FetchSettings())
}
