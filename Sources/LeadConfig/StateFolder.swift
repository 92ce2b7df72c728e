package import LeadModel

/// Where journal, dead letters and the rest of what is remembered lie.
package enum StateFolder {
  /// Finds the folder: `--state`, else `state` of the configuration, else `$XDG_STATE_HOME/leadbridge` (by default
  /// `~/.local/state/leadbridge`).
  ///
  /// It need not be there yet.
  ///
  /// - Parameters:
  ///   - explicit: As `--state` has it.
  ///   - configuration: The configuration, if there is one.
  ///   - environment: The process's variables.
  /// - Returns: The folder's path.
  /// - Throws: `state.nowhere` if nothing says where, and there is no home.
  package static func locate(
    explicit: String?, configuration: Configuration?, environment: [String: String]
  ) throws(Diagnostics) -> String {
    if let given = explicit ?? configuration?.state { return given }
    guard let base = FilePath.base("XDG_STATE_HOME", below: ".local/state", environment) else {
      throw Diagnostics([
        Diagnostic(
          .error, "state.nowhere", "there is no place for checkpoints and dead letters: HOME is not set",
          hint: "name a folder with --state")
      ])
    }
    return FilePath.joined(base, "leadbridge")
  }
}
