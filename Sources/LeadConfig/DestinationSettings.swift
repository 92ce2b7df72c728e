package import LeadModel

/// A destination as `leadbridge.json` has it: everything but the secrets, which are read when they are needed.
package struct DestinationSettings: Sendable, Hashable {
  /// How many requests at once may be asked for.
  package static let concurrencyRange = 1...200

  package let name: String
  /// The configuration's file: secrets' paths are relative to its folder.
  package let file: String
  package let brand: String
  /// Without a trailing slash.
  package let baseURL: String
  package let botId: String
  package let customerId: String
  package let token: SecretReference
  /// Where the listing has a token of its own.
  package let listToken: SecretReference?
  package let rate: Rate?
  /// How many requests at once; `nil` for `auto`.
  package let concurrency: Int?
  /// A path from where the program runs, or an absolute one.
  package let caFile: String?

  /// A destination with its secrets, and what is odd about their files.
  package struct Resolved: Sendable {
    package let destination: Destination
    package let warnings: [Diagnostic]
  }

  /// Reads the secrets.
  ///
  /// - Parameters:
  ///   - environment: The process's variables.
  ///   - override: In place of the configured one, as `--token-file` has it; then that one is not read.
  /// - Returns: The destination, ready to be sent to.
  /// - Throws: All secrets that cannot be read.
  package func resolved(
    environment: [String: String], token override: SecretReference? = nil
  ) throws(Diagnostics) -> Resolved {
    var found: [Diagnostic] = []
    var warnings: [Diagnostic] = []
    func read(_ reference: SecretReference?) -> Secret? {
      guard let reference else { return nil }
      do throws(Diagnostic) {
        let resolved = try reference.resolve(environment: environment, relativeTo: FilePath.folder(of: file))
        warnings += resolved.warnings
        return resolved.secret
      } catch {
        found.append(error)
        return nil
      }
    }
    let token = read(override ?? self.token)
    let listToken = read(listToken)
    guard found.isEmpty, let token else { throw Diagnostics(found) }
    return Resolved(
      destination: Destination(
        name: name, brand: brand, baseURL: baseURL, botId: botId, customerId: customerId, token: token,
        listToken: listToken, rate: rate, concurrency: concurrency, caFile: caFile),
      warnings: warnings)
  }
}
