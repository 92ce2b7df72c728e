import ArgumentParser
import Foundation
import LeadConfig
import LeadMapping
import LeadModel
import LeadServer

/// The daemon: takes posts and delivers them.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Take posts of web forms and form services, and deliver them.",
    discussion: """
      Two examples:

        leadbridge serve
        leadbridge serve --config /etc/leadbridge/leadbridge.json

      Routes, destinations and secrets are in leadbridge.json (docs/configuration.md).
      A post is on the disk before it is answered. SIGHUP reads the configuration
      again; SIGTERM and Ctrl-C let answers go out, deliver what waits for a while
      ("drain") and end with exit code 0: the rest is safe in the spool.
      """)

  @OptionGroup var source: ConfigurationOptions

  @OptionGroup var state: StateOptions

  @Option(
    name: .customLong("log"), help: ArgumentHelp("Lines from this level on: debug, info, warning.", valueName: "level"))
  var level = LogLevel.info

  @Option(
    help: ArgumentHelp(
      "Keep posts in this folder, as cases for 'mapping test', with lookalikes for values.", valueName: "dir"))
  var capture: String?

  @Flag(help: "With --capture: keep posts as they came, people's data and all.")
  var raw = false

  /// What says nothing without the other is exit 64.
  func validate() throws {
    if raw, capture == nil { throw ValidationError("--raw belongs to --capture") }
  }

  mutating func run() async throws {
    let configuration = try source.read()
    let paths = try StatePaths(state, configuration: configuration)
    var setting = Daemon.Setting(
      version: Leadbridge.version, configFile: try source.file(), stateFolder: paths.state,
      deadLetters: paths.deadLetters,
      surroundings: .ofThisProcess)
    setting.logLevel = level
    setting.captureFolder = capture
    setting.capturesRaw = raw
    setting.tell = { Terminal.say($0) }
    let daemon = try Daemon(setting)
    for warning in daemon.warnings { Terminal.say(warning) }
    let signals = Signals(stop: { daemon.stop() }, reload: { daemon.reload() })
    try await daemon.run()
    withExtendedLifetime(signals) {}
  }
}

extension LogLevel: ExpressibleByArgument {
  /// A level by its name.
  public init?(argument: String) {
    guard let level = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = level
  }

  /// The levels' names, for help.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}
