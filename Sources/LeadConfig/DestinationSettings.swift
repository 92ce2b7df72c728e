package import LeadModel

/// A destination as `leadbridge.json` has it: everything but the secrets, which are read when they are needed.
package struct DestinationSettings: Sendable, Hashable {
  /// How many requests at once may be asked for.
  package static let concurrencyRange = 1...200

  package let name: String
  /// The configuration's file: secrets' paths are relative to its folder.
  ///
  /// `nil` for one that was given by options: then they are relative to where the program runs.
  package let file: String?
  package let brand: String
  /// Without a trailing slash.
  package var baseURL: String
  package let botId: String
  package let customerId: String
  package let token: SecretReference
  /// Where the listing has a token of its own.
  package let listToken: SecretReference?
  package let rate: Rate?
  /// At most so many requests on a day of UTC.
  package var quota: Int?
  /// How many requests at once; `nil` for `auto`.
  package let concurrency: Int?
  /// A path from where the program runs, or an absolute one.
  package var caFile: String?
  /// Paths of tables of people who are never sent, from where the program runs, or absolute ones.
  package var suppress: [String] = []
  /// By what leads are met on chats that the inbox has.
  package var matchInbox: [ContactKind] = []

  /// Reads requests a day: `10000/day`, `10000/d` or `10000`; `nil` for anything else, and for zero.
  package static func requestsADay(_ text: String) -> Int? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let count = Int(parts[0]), count >= 1, parts.count == 1 || parts[1] == "day" || parts[1] == "d" else {
      return nil
    }
    return count
  }

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
  /// - Throws: All secrets that cannot be read; `token.missing` for a variable that is not set.
  package func resolved(
    environment: [String: String], token override: SecretReference? = nil
  ) throws(Diagnostics) -> Resolved {
    var found: [Diagnostic] = []
    var warnings: [Diagnostic] = []
    func read(_ reference: SecretReference?) -> Secret? {
      guard let reference else { return nil }
      do throws(Diagnostic) {
        let folder = reference.position == nil ? "." : file.map(FilePath.folder(of:)) ?? "."
        let resolved = try reference.resolve(environment: environment, relativeTo: folder)
        warnings += resolved.warnings
        return resolved.secret
      } catch {
        found.append(Self.withTokenHint(error, reference))
        return nil
      }
    }
    let token = read(override ?? self.token)
    let listToken = read(listToken)
    guard found.isEmpty, let token else { throw Diagnostics(found) }
    var destination = self.withoutToken
    destination.token = token
    destination.listToken = listToken
    return Resolved(destination: destination, warnings: warnings)
  }

  /// A token that is nowhere is told from a secret that cannot be read.
  private static func withTokenHint(_ error: Diagnostic, _ reference: SecretReference) -> Diagnostic {
    guard error.code == "secret.unset", case .environment(let name) = reference.place else { return error }
    return Diagnostic(
      "token.missing", "there is no token: \(error.message)", at: error.position,
      hint: "export \(name)=…, or name a file that holds it with --token-file; the vendor's support issues it")
  }

  /// The destination without its secrets, which are not looked at: for what sends nothing.
  package var withoutToken: Destination {
    var destination = Destination(
      name: name, brand: brand, baseURL: baseURL, botId: botId, customerId: customerId, token: Secret(""), rate: rate,
      concurrency: concurrency, caFile: caFile)
    destination.quota = quota
    destination.suppress = suppress
    destination.matchInbox = matchInbox
    return destination
  }
}
