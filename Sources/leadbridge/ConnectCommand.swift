import ArgumentParser
import Foundation
import LeadConfig
import LeadDelivery
import LeadJSON
import LeadModel
import LeadPipeline

/// A destination made from what the vendor shows its users, tried, and kept.
struct ConnectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connect",
    abstract: "Make a destination from a bot's page or widget, try it, and keep it in leadbridge.json.",
    discussion: """
      Two examples:

        leadbridge connect https://page.botpenguin.com/BOT/CUSTOMER --test-lead
        leadbridge connect --name shop < widget-script.html

      Asks on a terminal for what is missing. The token is never an argument: it is
      taken from LEADBRIDGE_TOKEN or a file, or asked for and put into a file that
      only you can read. Nothing is kept where the inbox refuses the listing, unless
      --force says so.
      """)

  @Argument(
    help: "The page's address, an iframe of it, or the widget's script, quoted (default: standard input, or asked for)."
  )
  var text: String?

  @Option(help: "The destination's name, for --to.")
  var name = "main"

  @Option(help: "botpenguin, omnihubs, flowmatix, custom or local (default: by the page's host).")
  var brand: String?

  @Option(help: "The bot's id, in place of the page.")
  var botId: String?

  @Option(help: "The customer's id, in place of the page.")
  var customerId: String?

  @Option(
    name: .customLong("base-url"), help: ArgumentHelp("Where the API is; the custom brand needs it.", valueName: "url"))
  var baseURL: String?

  @Option(help: ArgumentHelp("A file that holds the token; leadbridge.json will refer to it.", valueName: "file"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "The environment variable that holds the token, then and now (default: LEADBRIDGE_TOKEN).", valueName: "name"))
  var tokenEnv: String?

  @Option(help: ArgumentHelp("Trust the certificates of this PEM file instead of the system's.", valueName: "file"))
  var caFile: String?

  @Option(
    help: ArgumentHelp(
      "The configuration to keep it in (default: the one in use, else ./leadbridge.json).", valueName: "file"))
  var config: String?

  @Flag(help: "Put one lead, and look for it in the listing.")
  var testLead = false

  @Flag(help: "Keep it even if the inbox refuses it, and in place of one of this name.")
  var force = false

  @OptionGroup(title: "Output") var talk: TalkOptions

  /// What excludes each other is exit 64, before anything is read.
  func validate() throws {
    if (botId == nil) != (customerId == nil) { throw ValidationError("--bot-id and --customer-id go together") }
    if botId != nil, text != nil { throw ValidationError("--bot-id and --customer-id stand in place of the page") }
    if tokenFile != nil, tokenEnv != nil { throw ValidationError("--token-file and --token-env exclude each other") }
    if tokenEnv?.isEmpty == true { throw ValidationError("--token-env takes a variable's name") }
    if name.allSatisfy(\.isWhitespace) { throw ValidationError("--name is empty") }
  }

  mutating func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let path = try Configuration.pathToWrite(explicit: config, environment: environment)
    let file = ConfigurationFile(path: path)
    guard try force || !file.holds(name) else {
      throw Diagnostic(
        "destination.exists", "there is a destination '\(name)' already", at: Position(file: path),
        hint: "give the new one another name with --name, or replace it with --force")
    }
    let answers = try ConnectAnswers(self, environment: environment)
    if let warning = APIAddress(answers.settings.baseURL)?.warning(at: nil), !talk.quiet { Terminal.say(warning) }
    var destination = answers.settings.withoutToken
    destination.name = name
    destination.token = answers.token.secret
    destination.caFile = caFile
    var report = ConnectReport(destination: destination, config: path, withTestLead: testLead, quiet: talk.quiet)
    await report.tryOut()
    if report.failure == nil || force {
      try keep(destination, answers.token, in: file, &report)
      if report.testLead != nil { rememberProof(of: destination, configuration: path) }
    } else if !talk.quiet {
      Terminal.say("nothing is kept; --force keeps it all the same")
    }
    report.show(json: talk.json, next: nextCommand)
    guard report.failure == nil || force else { throw ExitStatus.couldNotStart.code }
  }

  /// Puts a token that was typed into its file, and the destination into the configuration.
  private func keep(
    _ destination: Destination, _ token: ConnectAnswers.Token, in file: ConfigurationFile,
    _ report: inout ConnectReport
  ) throws {
    let place: SecretReference.Place
    switch token.place {
    case .environment(let name): place = .environment(name)
    case .file(let path): place = .file(pathFromConfiguration(path, file))
    case nil:
      let tokenFile = file.tokenFile(of: name)
      try SecretFile.write(token.secret, to: tokenFile.path)
      if !talk.quiet { Terminal.say("the token is in \(tokenFile.path), which only you can read") }
      place = .file(tokenFile.relative)
    }
    let ownURL = Brand.named(destination.brand)?.baseURL
    try file.add(
      NewDestination(
        name: name, brand: destination.brand, baseURL: destination.baseURL == ownURL ? nil : destination.baseURL,
        botId: destination.botId, customerId: destination.customerId, token: place,
        caFile: caFile.map { pathFromConfiguration($0, file) }),
      replacing: force)
    report.tokenPlace = place
    if !talk.quiet { Terminal.say("'\(name)' is kept in \(file.path)") }
  }

  /// Remembers that the test lead turned up, so that runs do not call the destination unproven.
  ///
  /// Where it cannot be written the destination works all the same.
  private func rememberProof(of destination: Destination, configuration path: String) {
    do {
      let folder = try StateFolder.locate(
        explicit: nil,
        configuration: try Configuration(
          contentsOf: path, environment: ProcessInfo.processInfo.environment, references: .ofDestinations),
        environment: ProcessInfo.processInfo.environment)
      try DestinationProof.remember(destination, stateFolder: folder)
    } catch {
      guard !talk.quiet else { return }
      Terminal.say(
        Diagnostic(
          .warning, "proof.unwritten", "that the test lead turned up cannot be written into the journal",
          hint: "runs call the destination not proven, until 'leadbridge leads verify' finds a lead there"))
    }
  }

  /// A path of the command line as it stands in the configuration, where it is taken from that file's folder.
  private func pathFromConfiguration(_ path: String, _ file: ConfigurationFile) -> String {
    if path.hasPrefix("/") || !file.path.contains("/") { return path }
    return URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
  }

  /// The command to try next.
  private var nextCommand: String {
    var words = ["leadbridge", "push", "contacts.csv", "--mapping", "generic-contacts", "--to", name]
    if let config { words += ["--config", config] }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
