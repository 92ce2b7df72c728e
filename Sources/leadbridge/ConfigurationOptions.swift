import ArgumentParser
import Foundation
import LeadConfig
import LeadModel

/// Which configuration, for commands that cannot do without one.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration (default: ./leadbridge.json, else ~/.config/leadbridge/).", valueName: "file"))
  var config: String?

  /// Its path.
  ///
  /// - Throws: `config.missing` where there is none.
  func file() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    guard let file = try Configuration.locate(explicit: config, environment: environment) else {
      throw Diagnostic(
        "config.missing", "there is no leadbridge.json",
        hint: "'leadbridge connect' begins one with a destination; docs/configuration.md has a whole one")
    }
    return file
  }

  /// It, read and checked.
  func read(_ references: Configuration.References = .needed) throws -> Configuration {
    try Configuration(
      contentsOf: try file(), environment: ProcessInfo.processInfo.environment, references: references)
  }
}
