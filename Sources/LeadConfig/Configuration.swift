import LeadJSON
package import LeadModel

/// `leadbridge.json`, read and checked.
package struct Configuration: Sendable {
  /// The file as the user named it, or as it was found.
  package let file: String
  /// In the file's order.
  package let destinations: [DestinationSettings]
  /// The state's folder, relative paths taken from the file's folder.
  package let state: String?
  /// The daemon's routes, in the file's order; no two have one path.
  package let routes: [RouteSettings]
  /// What is fetched, and the folders that are emptied, in the file's order; no two have one name.
  package let sources: [SourceSettings]
  /// What the daemon needs besides.
  package let serve: ServeSettings
  /// Whether a text that is kept elsewhere was not there, so that what needs it was left out.
  package let isPartial: Bool
  /// What was odd and read all the same.
  package let warnings: [Diagnostic]

  /// The version of the file's form that this program reads.
  package static let version = 1

  /// Which texts that are kept elsewhere (`"botId": {"env": "BOT"}`) must be there.
  ///
  /// Secrets are not read here at all.
  package enum References: Sendable, Hashable {
    /// All: for the daemon.
    case needed
    /// Those of destinations and sources: for `sync`.
    case ofSources
    /// Those of destinations: for runs, which need nothing of the daemon's.
    case ofDestinations
    /// None: for a check where they are not. What needs one that is not there is left out of what was read.
    case optional
  }

  /// Reads and checks the text of a configuration.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - file: Its path: positions name it, and relative paths in it are taken from its folder.
  ///   - environment: The process's variables.
  ///   - references: Which texts that are kept elsewhere must be there.
  /// - Throws: All that is wrong with it, with line and column.
  package init(
    parsing bytes: [UInt8], file: String, environment: [String: String], references: References = .needed
  ) throws(Diagnostics) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      let position = Position(file: file, line: error.location.line, column: error.location.column)
      throw Diagnostics([Diagnostic(.error, error.code.rawValue, error.message, at: position)])
    }
    var check = ConfigurationCheck(file: file, environment: environment)
    check.noteWarnings(of: document)
    self.file = file
    guard let root = check.document(document.root) else {
      // That it is no object was noted: this throws it.
      warnings = try check.finish()
      (destinations, state, routes, sources, serve, isPartial) = ([], nil, [], [], ServeSettings(), false)
      return
    }
    check.readsReferences = references != .optional
    let destinations = check.destinations(of: root)
    self.destinations = destinations.settings
    state = check.path("state", of: root)
    check.readsReferences = references == .needed || references == .ofSources
    let sources = check.sources(of: root, destinations: destinations.names)
    self.sources = sources
    check.readsReferences = references == .needed
    routes = check.routes(of: root, destinations: destinations.names, sources: sources)
    serve = check.serve(of: root)
    isPartial = check.leftOut
    warnings = try check.finish()
  }

  /// Reads and checks a file.
  ///
  /// - Parameters:
  ///   - file: Its path.
  ///   - environment: The process's variables.
  ///   - references: Which texts that are kept elsewhere must be there.
  /// - Throws: Why it cannot be read, or all that is wrong with it.
  package init(
    contentsOf file: String, environment: [String: String], references: References = .needed
  ) throws(Diagnostics) {
    try self.init(
      parsing: PlainFile.bytes(of: file, what: "configuration"), file: file, environment: environment,
      references: references)
  }

  /// The destination of a name; without a name, the only one there is.
  ///
  /// - Parameter name: As `--to` has it.
  /// - Returns: Its settings; the token is not read yet.
  /// - Throws: `destination.unknown` with the nearest name, `destination.unnamed` where there are several,
  ///   `destination.none` where there are none.
  package func destination(named name: String?) throws(Diagnostics) -> DestinationSettings {
    let names = destinations.map(\.name)
    if let name {
      if let found = destinations.first(where: { $0.name == name }) { return found }
      let nearest = NearestName.of(name, among: names).map { "did you mean '\($0)'?" }
      let known = names.isEmpty ? "'leadbridge connect' makes one" : "there are: \(names.joined(separator: ", "))"
      throw Diagnostics([
        Diagnostic(
          .error, "destination.unknown", "there is no destination '\(name)'", at: Position(file: file),
          hint: nearest ?? known)
      ])
    }
    switch destinations.count {
    case 1: return destinations[0]
    case 0:
      throw Diagnostics([
        Diagnostic(
          .error, "destination.none", "there is no destination", at: Position(file: file),
          hint: "'leadbridge connect' makes one")
      ])
    default:
      throw Diagnostics([
        Diagnostic(
          .error, "destination.unnamed", "there are several destinations: \(names.joined(separator: ", "))",
          at: Position(file: file), hint: "say which with --to")
      ])
    }
  }
}
