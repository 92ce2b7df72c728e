import LeadJSON
import LeadModel

/// The keys of the whole file.
extension ConfigurationCheck {
  /// What the file may have; the JSON Schema lists the same.
  static let keys = ["$schema", "version", "listen", "state", "destinations", "routes", "sources"]

  /// Checks the file's own keys, and reads its destinations.
  mutating func destinations(of root: JSONValue, folder: String) -> [DestinationSettings] {
    guard root.kind == .object else {
      note("type", "the configuration is a JSON object", at: root.location)
      return []
    }
    keys(of: root, known: Self.keys, in: "the configuration")
    _ = member("$schema", of: root, .string, what: "the schema's place")
    version(of: root)
    guard let destinations = member("destinations", of: root, .object, what: "an object, a member for each destination")
    else { return [] }
    return destinations.members.compactMap { destination($0, folder: folder) }
  }

  private mutating func version(of root: JSONValue) {
    guard let version = root["version"] else {
      return missing("version", of: root, what: "the number \(Configuration.version)")
    }
    guard let number = version.integer else {
      return mismatch(version, key: "version", what: "the number \(Configuration.version)")
    }
    if number != Configuration.version {
      note(
        "version", "version \(number) is not known, expected \(Configuration.version)", at: version.location,
        hint: number > Configuration.version ? "a newer leadbridge wrote this file" : nil)
    }
  }

  /// `host:port`; an IPv6 address stands in brackets.
  mutating func listen(of root: JSONValue) -> String? {
    let what = "an address and a port, like 127.0.0.1:8080"
    guard let text = text("listen", of: root, what: what), let value = root["listen"] else { return nil }
    let colon = text.lastIndex(of: ":")
    let host = colon.map { text[..<$0] } ?? ""
    let port = colon.flatMap { UInt16(text[text.index(after: $0)...]) }
    guard port != nil, !host.isEmpty, !host.contains(where: \.isWhitespace),
      !host.contains(":") || (host.hasPrefix("[") && host.hasSuffix("]"))
    else {
      note("listen", "'listen' is no address, expected \(what)", at: value.location)
      return nil
    }
    return text
  }
}
