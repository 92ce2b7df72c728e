import ArgumentParser
import Foundation
import LeadConfig
import LeadJSON
import LeadModel

/// The configuration itself.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check leadbridge.json.",
    discussion: """
      Two examples:

        leadbridge config check
        leadbridge config check /etc/leadbridge/leadbridge.json --no-secrets
      """,
    subcommands: [Check.self])

  /// All errors of a configuration at once, and what is right and will surprise.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a configuration: all errors and doubts at once, with their places.",
      discussion: """
        Reads the file and what it refers to: secrets, mappings, senders. Without FILE,
        the one that the other commands would take.

        Exit code 0 where there are no errors, 2 where there are.
        """)

    @Argument(help: "The file (default: leadbridge.json here, else the personal one).")
    var file: String?

    @Flag(help: "Check without secrets and variables: what needs one that is not there is left out.")
    var noSecrets = false

    @Flag(help: "One object (docs/cli-json.md).")
    var json = false

    mutating func run() throws {
      let environment = ProcessInfo.processInfo.environment
      let (name, configuration, diagnostics) = check(environment)
      let isRight = !diagnostics.contains { $0.severity == .error }
      if json {
        write(name, isRight ? configuration : nil, diagnostics)
      } else {
        diagnostics.forEach { Terminal.say($0) }
        if isRight, let name, let configuration { Terminal.write("\(name): ok (\(words(configuration)))\n") }
      }
      if !isRight { throw ExitStatus.couldNotStart.code }
    }

    /// The file's path, what it says unless it cannot be read, and all that there is to say of it.
    private func check(
      _ environment: [String: String]
    ) -> (file: String?, configuration: Configuration?, diagnostics: [Diagnostic]) {
      var path = file
      do throws(Diagnostics) {
        path = try Configuration.locate(explicit: file, environment: environment)
        guard let path else {
          throw Diagnostics([
            Diagnostic("config.missing", "there is no configuration", hint: "'leadbridge connect' makes one")
          ])
        }
        let configuration = try Configuration(
          contentsOf: path, environment: environment, references: noSecrets ? .optional : .needed)
        let found = configuration.warnings + configuration.doubts + configuration.missingFolders
        return (path, configuration, found + RouteReview.diagnostics(of: configuration, needsSecrets: !noSecrets))
      } catch {
        return (path, nil, error.all)
      }
    }

    /// `2 destinations, 3 routes`.
    private func words(_ configuration: Configuration) -> String {
      func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
      var counts =
        "\(count(configuration.destinations.count, "destination")), \(count(configuration.routes.count, "route"))"
      if !configuration.sources.isEmpty { counts += ", \(count(configuration.sources.count, "source"))" }
      return configuration.isPartial ? counts + ", without what needs variables" : counts
    }

    private func write(_ file: String?, _ configuration: Configuration?, _ diagnostics: [Diagnostic]) {
      var json = JSONWriter()
      json.beginObject()
      json.member("file", orNull: file)
      json.member("ok", configuration != nil)
      json.member("destinations", texts: configuration?.destinations.map(\.name) ?? [])
      json.member("routes", texts: configuration?.routes.map(\.path) ?? [])
      json.member("sources", texts: configuration?.sources.map(\.name) ?? [])
      json.member("diagnostics", diagnostics)
      json.endObject()
      json.endLine()
      Terminal.write(json.bytes)
    }
  }
}
