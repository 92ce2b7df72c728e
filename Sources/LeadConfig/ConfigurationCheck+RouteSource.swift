import LeadJSON
import LeadModel

/// The source that a route names in place of a mapping.
extension ConfigurationCheck {
  /// The sources that a route may name.
  struct KnownSources {
    let right: [SourceSettings]
    /// Of the others too.
    let names: [String]

    init(right: [SourceSettings], in document: DeclaredObject) {
      self.right = right
      let written = document.value["sources"].flatMap { $0.kind == .array ? Array($0.elements) : nil } ?? []
      names = written.compactMap { $0["name"]?.string }
    }
  }

  /// The source that fetches what a route's posts announce; what the route then has no say in is noted.
  mutating func announced(of object: DeclaredObject, among sources: KnownSources) -> SourceSettings? {
    let respond = self.given("respond", of: object)
    let own = RouteSettings.ownDelivery.map { ($0, given($0, of: object)) } + [("validate", respond?["validate"])]
    for (key, value) in own {
      guard let value, !value.isNull, value.boolean != false else { continue }
      note(
        "route.source.key", "'\(key)' is for posts that hold leads, and the route's source fetches them",
        at: value.location, hint: key == "mapping" ? "leave it out; the source has a mapping" : "leave it out")
    }
    guard let name = text("source", of: object), let value = given("source", of: object) else { return nil }
    guard sources.names.contains(name) else {
      note(
        "route.source.unknown", "'source' names no source", at: value.location,
        hint: sources.names.isEmpty
          ? #"add it to "sources": docs/sources.md shows how"# : NearestName.hint(for: name, among: sources.names))
      return nil
    }
    // What is wrong with it was said.
    guard let source = sources.right.first(where: { $0.name == name }) else { return nil }
    if let to = given("to", of: object), to.string != source.to {
      note(
        "route.source.to", "'to' differs from that of the source '\(name)', which delivers", at: to.location,
        hint: "leave it out, or say \"\(source.to)\"")
    }
    return source
  }
}
