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
    name: .customLong("log"), help: ArgumentHelp("Lines from this level on (default: info).", valueName: "level"))
  var level: LogLevel?

  @Option(
    help: ArgumentHelp("How lines are written (default: \"logs\" of the configuration).", valueName: "form")
  )
  var logFormat: LogFormat?

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
    // Until the configuration is read: its errors are to be said in the form that it asks for.
    var talk = ServeTalk(logFormat, logs: (try? source.file()).flatMap(ServeTalk.logs))
    do {
      let configuration = try source.read()
      talk = ServeTalk(logFormat, logs: configuration.serve.logs)
      try await serve(configuration, talk)
    } catch {
      guard talk.isForPrograms else { throw error }
      talk.say(error)
      throw ExitStatus(of: error).code
    }
  }

  private func serve(_ configuration: Configuration, _ talk: ServeTalk) async throws {
    let paths = try StatePaths(state, configuration: configuration)
    var setting = Daemon.Setting(
      version: Leadbridge.version, configFile: try source.file(), stateFolder: paths.state,
      deadLetters: paths.deadLetters,
      surroundings: .ofThisProcess)
    setting.logFormat = talk.format
    setting.logLevel = level ?? .info
    setting.captureFolder = capture
    setting.capturesRaw = raw
    setting.tell = { talk.say($0) }
    let daemon = try Daemon(setting)
    daemon.warnings.forEach(talk.say)
    let signals = Signals(stop: { daemon.stop() }, reload: { daemon.reload() })
    try await daemon.run()
    withExtendedLifetime(signals) {}
  }
}

extension LogFormat: ExpressibleByArgument {
  /// A form that people ask for: the journal's is found by itself.
  public init?(argument: String) {
    guard let format = Self(rawValue: argument), format != .journal else { return nil }
    self = format
  }

  /// For help.
  public static var allValueStrings: [String] { [Self.text, .json].map(\.rawValue) }
}

extension LogLevel: ExpressibleByArgument {
  /// A level by its name.
  public init?(argument: String) {
    guard let level = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = level
  }

  /// The levels' names, for help.
  public static var allValueStrings: [String] { allCases.map(\.name) }

  /// None: they would stand by the numbers behind the names, as would a default of the option's own.
  public static var allValueDescriptions: [String: String] { [:] }
}
