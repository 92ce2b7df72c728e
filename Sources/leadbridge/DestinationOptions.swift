import ArgumentParser
import Foundation
import LeadConfig
import LeadModel

/// Where the leads go: a name of `leadbridge.json`, or brand and ids.
struct DestinationOptions: ParsableArguments {
  @Option(help: "A destination of leadbridge.json; the only one there is needs no name.")
  var to: String?

  @Option(help: "botpenguin, omnihubs, flowmatix, custom or local: in place of --to, with the ids.")
  var brand: String?

  @Option(help: "The bot's id, with --brand.")
  var botId: String?

  @Option(help: "The customer's id, with --brand.")
  var customerId: String?

  @Option(
    name: .customLong("base-url"), help: ArgumentHelp("Where the API is; the custom brand needs it.", valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "A file that holds the token (default: as leadbridge.json says; with --brand LEADBRIDGE_TOKEN).",
      valueName: "file"))
  var tokenFile: String?

  @Option(help: ArgumentHelp("Trust the certificates of this PEM file instead of the system's.", valueName: "file"))
  var caFile: String?

  @Option(
    help: ArgumentHelp(
      "The configuration (default: ./leadbridge.json, else ~/.config/leadbridge/).", valueName: "file"))
  var config: String?

  /// What excludes each other is exit 64, before anything is read.
  func validate() throws {
    if to != nil, brand != nil { throw ValidationError("--to and --brand exclude each other") }
    if brand == nil, botId != nil || customerId != nil {
      throw ValidationError("--bot-id and --customer-id belong to --brand")
    }
  }

  /// Whether the command line says where to.
  var isNamed: Bool { to != nil || brand != nil }

  /// The configuration there is, checked whole.
  ///
  /// - Parameter quiet: Whether its warnings are left unsaid.
  /// - Returns: `nil` where there is none.
  /// - Throws: All of its errors at once; `config.missing` where one was named and is not there.
  func configuration(quiet: Bool = false) throws -> Configuration? {
    let found = try Configuration.located(explicit: config, environment: ProcessInfo.processInfo.environment)
    if !quiet { found?.warnings.forEach { Terminal.say($0) } }
    return found
  }

  /// The destination, its token found unless that is not needed.
  ///
  /// - Parameters:
  ///   - configuration: The one there is.
  ///   - withToken: Whether something is to be sent; else the token stays empty, and is not looked for.
  ///   - quiet: Whether warnings are left unsaid.
  /// - Returns: The destination.
  /// - Throws: What is missing or unknown, with what to do.
  func resolved(
    in configuration: Configuration?, withToken: Bool = true, quiet: Bool = false
  ) throws -> Destination {
    var settings = try settings(in: configuration, quiet: quiet)
    if let caFile { settings.caFile = caFile }
    guard withToken else { return settings.withoutToken }
    let resolved = try settings.resolved(
      environment: ProcessInfo.processInfo.environment, token: tokenFile.map { SecretReference(.file($0)) })
    if !quiet { resolved.warnings.forEach { Terminal.say($0) } }
    return resolved.destination
  }

  private func settings(in configuration: Configuration?, quiet: Bool) throws -> DestinationSettings {
    let address = try baseURL.map { try DestinationSettings.checkedAddress($0) }
    if !quiet, let warning = address?.warning(at: nil) { Terminal.say(warning) }
    if let brand {
      return try .given(brand: brand, botId: botId, customerId: customerId, baseURL: address?.text)
    }
    guard let configuration else {
      let fact = to.map { "there is no leadbridge.json that could hold '\($0)'" } ?? "no destination is named"
      throw Diagnostic(
        "destination.missing", fact,
        hint: "'leadbridge connect' makes one; or name it with --brand, --bot-id and --customer-id")
    }
    var settings = try configuration.destination(named: to)
    if let address { settings.baseURL = address.text }
    return settings
  }

  /// The words that name this destination again: `--to main`.
  var words: String {
    var words: [String] = []
    if let brand {
      words = ["--brand", brand, "--bot-id", botId ?? "…", "--customer-id", customerId ?? "…"]
    } else if let to {
      words = ["--to", to]
    }
    for (option, value) in [
      ("--base-url", baseURL), ("--token-file", tokenFile), ("--ca-file", caFile), ("--config", config),
    ] {
      if let value { words += [option, value] }
    }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
