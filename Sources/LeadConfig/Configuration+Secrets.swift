package import LeadModel

/// Secrets all at once, before anything needs them and while they are in use.
extension Configuration {
  /// The folder that secrets' relative paths are taken from.
  package var folder: String { FilePath.folder(of: file) }

  /// The destinations', the routes' and the sources'.
  private var secretsInUse: [SecretReference] {
    destinations.flatMap(\.secrets) + routes.flatMap(\.references) + sources.flatMap(\.secrets)
  }

  /// What is wrong with secrets, the operator's too, and odd about their files, in the order of the file; none is
  /// repeated.
  ///
  /// Reads each of them once.
  package func checkSecrets(environment: [String: String]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for secret in secretsInUse + serve.operator.tokens {
      do throws(Diagnostic) {
        found += try secret.resolve(environment: environment, relativeTo: folder).warnings
      } catch {
        found.append(error)
      }
    }
    return ConfigurationCheck.ordered(found)
  }

  /// The secrets that may change while a daemon runs: the operator's take a restart.
  ///
  /// - Parameter environment: The process's variables.
  /// - Returns: To be looked at for changes.
  /// - Throws: As `SecretReference.resolve`, for the first that cannot be read.
  package func secrets(environment: [String: String]) throws(Diagnostic) -> [SecretSource] {
    try secrets(secretsInUse, environment: environment)
  }

  /// The secrets of some sources, and of the inboxes they go to.
  ///
  /// - Parameters:
  ///   - sources: Of this configuration.
  ///   - environment: The process's variables.
  /// - Returns: As ``secrets(environment:)``.
  /// - Throws: As ``secrets(environment:)``.
  package func secrets(
    of sources: [SourceSettings], environment: [String: String]
  ) throws(Diagnostic) -> [SecretSource] {
    let names = Set(sources.map(\.to))
    let ofTargets = destinations.filter { names.contains($0.name) }.flatMap(\.secrets)
    return try secrets(ofTargets + sources.flatMap(\.secrets), environment: environment)
  }

  private func secrets(
    _ references: [SecretReference], environment: [String: String]
  ) throws(Diagnostic) -> [SecretSource] {
    var secrets: [SecretSource] = []
    for reference in references {
      secrets.append(try SecretSource(reference, environment: environment, relativeTo: folder))
    }
    return secrets
  }
}

extension DestinationSettings {
  fileprivate var secrets: [SecretReference] { [token] + (listToken.map { [$0] } ?? []) }
}

extension RouteSettings {
  fileprivate var references: [SecretReference] { secrets + (verifyToken.map { [$0] } ?? []) }
}
