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

  @Option(name: .customLong("base-url"), help: ArgumentHelp("Where the API is; the custom brand needs it.", valueName: "url"))
  var baseURL: String?

  @Option(help: ArgumentHelp("A file that holds the token (default: LEADBRIDGE_TOKEN).", valueName: "file"))
  var tokenFile: String?

  @Option(help: ArgumentHelp("Trust the certificates of this PEM file instead of the system's.", valueName: "file"))
  var caFile: String?

  @Option(help: ArgumentHelp("The configuration (default: ./leadbridge.json, else ~/.config/leadbridge/).", valueName: "file"))
  var config: String?

  /// Whether the command line says where to.
  var isNamed: Bool { to != nil || brand != nil }

  /// The configuration there is, checked whole.
  ///
  /// - Throws: All of its errors at once; `config.missing` where one was named and is not there.
  func configuration() throws -> Configuration? {
    try Configuration.located(explicit: config)
  }

  /// The destination, its token found unless that is not needed.
  ///
  /// - Throws: What is missing or unknown, with what to do.
  func resolved(in configuration: Configuration?, withToken: Bool = true) throws -> Destination {
    if let brand {
      guard to == nil else { throw ValidationError("--to and --brand exclude each other") }
      return try given(brand, withToken: withToken)
    }
    guard let configuration else {
      throw Diagnostic(
        "destination.missing", to.map { "there is no leadbridge.json that could hold '\($0)'" } ?? "no destination is named",
        hint: "'leadbridge connect' makes one; or name it with --brand, --bot-id and --customer-id")
    }
    var destination = try configuration.destination(
      named: to, token: withToken ? tokenSource : .none, baseURL: baseURL)
    if let caFile { destination.caFile = caFile }
    return destination
  }

  /// The words that name this destination again: `--to main`.
  var words: String {
    if let to { return "--to \(to)" }
    guard let brand else { return "" }
    let ids = "--brand \(brand) --bot-id \(botId ?? "…") --customer-id \(customerId ?? "…")"
    return baseURL.map { "\(ids) --base-url \($0)" } ?? ids
  }
}
