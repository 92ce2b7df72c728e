package import LeadModel

extension Configuration {
  /// The configuration's usual name.
  package static let fileName = "leadbridge.json"

  /// Finds the configuration: the one that was named, else `leadbridge.json` in the working directory, else in
  /// `$XDG_CONFIG_HOME/leadbridge/` (by default `~/.config/leadbridge/`).
  ///
  /// - Parameters:
  ///   - explicit: As `--config` has it.
  ///   - workingDirectory: Where the program runs.
  ///   - environment: The process's variables.
  /// - Returns: Its path; `nil` if none was named and none is found.
  /// - Throws: `config.missing` if the one that was named is not there.
  package static func locate(
    explicit: String?, workingDirectory: String = ".", environment: [String: String]
  ) throws(Diagnostics) -> String? {
    if let explicit {
      let path = FilePath.joined(workingDirectory, explicit)
      guard FilePath.isFile(path) else {
        throw Diagnostics([
          Diagnostic(.error, "config.missing", "there is no such configuration", at: Position(file: explicit))
        ])
      }
      return path
    }
    let personal = personalPath(environment: environment)
    return ([FilePath.joined(workingDirectory, fileName)] + (personal.map { [$0] } ?? [])).first(where: FilePath.isFile)
  }

  /// Finds, reads and checks the configuration, as ``locate(explicit:workingDirectory:environment:)`` does.
  ///
  /// - Parameters:
  ///   - explicit: As `--config` has it.
  ///   - workingDirectory: Where the program runs.
  ///   - environment: The process's variables.
  ///   - references: Which texts that are kept elsewhere must be there.
  /// - Returns: `nil` if none was named and none is found.
  /// - Throws: What is wrong with it.
  package static func located(
    explicit: String?, workingDirectory: String = ".", environment: [String: String],
    references: References = .ofDestinations
  ) throws(Diagnostics) -> Configuration? {
    guard let path = try locate(explicit: explicit, workingDirectory: workingDirectory, environment: environment)
    else { return nil }
    return try Configuration(contentsOf: path, environment: environment, references: references)
  }

  /// Where `connect` keeps a destination: in the configuration that was named, be it there or not, else in the one that
  /// is found, else in a new one in the working directory.
  package static func pathToWrite(
    explicit: String?, workingDirectory: String = ".", environment: [String: String]
  ) throws(Diagnostics) -> String {
    if let explicit { return FilePath.joined(workingDirectory, explicit) }
    return try locate(explicit: nil, workingDirectory: workingDirectory, environment: environment)
      ?? FilePath.joined(workingDirectory, fileName)
  }

  /// Where the user's own configuration lies, be it there or not; `nil` without a home.
  package static func personalPath(environment: [String: String]) -> String? {
    FilePath.base("XDG_CONFIG_HOME", below: ".config", environment).map {
      FilePath.joined($0, "leadbridge/\(fileName)")
    }
  }
}
