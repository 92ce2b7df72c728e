import LeadJSON
import LeadModel

/// The keys of the whole file.
extension ConfigurationCheck {
  /// Checks the file's own keys.
  ///
  /// - Returns: `nil` if it is no object.
  mutating func document(_ root: JSONValue) -> DeclaredObject? {
    guard root.kind == .object else {
      note("type", "the configuration is a JSON object", at: root.location)
      return nil
    }
    let document = object(root, at: .configuration)
    _ = text("$schema", of: document)
    version(of: document)
    return document
  }

  /// The destinations that are right, and the names of all of them.
  mutating func destinations(of document: DeclaredObject) -> (settings: [DestinationSettings], names: [String]) {
    let what = document.key("destinations").kind.words
    guard let destinations = member("destinations", of: document.value, .object, what: what) else { return ([], []) }
    return (destinations.members.compactMap { destination($0) }, destinations.members.map(\.key))
  }

  private mutating func version(of document: DeclaredObject) {
    guard let version = document.value["version"], !version.isNull else { return }
    guard let number = version.integer else {
      return mismatch(version, key: "version", what: document.key("version").kind.words)
    }
    if number != Configuration.version {
      note(
        "version", "version \(number) is not known, expected \(Configuration.version)", at: version.location,
        hint: number > Configuration.version ? "a newer leadbridge wrote this file" : nil)
    }
  }
}
