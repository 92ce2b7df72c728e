package import LeadModel

/// Secrets all at once, before anything needs them.
extension Configuration {
  /// The folder that secrets' relative paths are taken from.
  package var folder: String { FilePath.folder(of: file) }

  /// Every reference to a secret: the destinations', the routes', the sources', the operator's.
  var secrets: [SecretReference] {
    var all = destinations.flatMap { [$0.token] + ($0.listToken.map { [$0] } ?? []) }
    all += routes.flatMap { $0.secrets + ($0.verifyToken.map { [$0] } ?? []) }
    all += sources.flatMap(\.secrets)
    return all + serve.operator.tokens
  }

  /// What is wrong with secrets, and odd about their files, in the order of the file; none is repeated.
  ///
  /// Reads each of them once.
  package func checkSecrets(environment: [String: String]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for secret in secrets {
      do throws(Diagnostic) {
        found += try secret.resolve(environment: environment, relativeTo: folder).warnings
      } catch {
        found.append(error)
      }
    }
    return ConfigurationCheck.ordered(found)
  }
}
