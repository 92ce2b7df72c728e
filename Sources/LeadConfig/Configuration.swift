package import LeadJSON
package import LeadModel

/// `leadbridge.json`, read and checked.
package struct Configuration: Sendable {
  /// The file as the user named it, or as it was found.
  package let file: String
  /// In the file's order.
  package let destinations: [DestinationSettings]
  /// Where the daemon listens: `127.0.0.1:8080`.
  package let listen: String?
  /// The state's folder, relative paths taken from the file's folder.
  package let state: String?
  /// The daemon's routes: known, not used yet.
  package let routes: JSONValue?
  /// The schedules' sources: known, not used yet.
  package let sources: JSONValue?
  /// What was odd and read all the same.
  package let warnings: [Diagnostic]

  /// The version of the file's form that this program reads.
  package static let version = 1

  /// Reads and checks the text of a configuration.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - file: Its path: positions name it, and relative paths in it are taken from its folder.
  /// - Throws: All that is wrong with it, with line and column.
  package init(parsing bytes: [UInt8], file: String) throws(Diagnostics) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      let position = Position(file: file, line: error.location.line, column: error.location.column)
      throw Diagnostics([Diagnostic(.error, error.code.rawValue, error.message, at: position)])
    }
    var check = ConfigurationCheck(file: file)
    check.noteWarnings(of: document)
    let folder = FilePath.folder(of: file)
    self.file = file
    destinations = check.destinations(of: document.root, folder: folder)
    listen = check.listen(of: document.root)
    state = check.text("state", of: document.root, what: "a folder").map { FilePath.joined(folder, $0) }
    routes = check.member("routes", of: document.root, .array, what: "a list of routes")
    sources = check.member("sources", of: document.root, .array, what: "a list of sources")
    warnings = try check.finish()
  }

  /// Reads and checks a file.
  ///
  /// - Parameter file: Its path.
  /// - Throws: Why it cannot be read, or all that is wrong with it.
  package init(contentsOf file: String) throws(Diagnostics) {
    try self.init(parsing: PlainFile.bytes(of: file, what: "configuration"), file: file)
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
