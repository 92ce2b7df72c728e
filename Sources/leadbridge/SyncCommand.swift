import ArgumentParser
import Foundation
import LeadConfig
import LeadJSON
import LeadJournal
import LeadModel
import LeadServer
import LeadSync

/// The scheduled job: whatever is new at the sources, and only that.
struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Fetch what is new at the sources, and deliver it.",
    discussion: """
      Two examples:

        leadbridge sync --once
        leadbridge sync answers nightly

      Sources are in leadbridge.json (docs/sources.md, docs/folders.md). Without
      --once it runs until it is stopped, and looks at each source when its time
      comes; 'leadbridge serve' does the same beside its routes.

      Exit codes with --once: 0 well · 1 some records were rejected or are dead ·
      3 a source failed; the others ran, and the next run goes on.
      """)

  @Argument(help: ArgumentHelp("The sources (default: all that are not paused).", valueName: "name"))
  var names: [String] = []

  @Flag(help: "Run each source now, once, and end: for cron and systemd timers.")
  var once = false

  @Flag(help: "Show how the sources stand, and run none: last run, cursor, what came, the last error.")
  var list = false

  @Flag(help: "With --once: fetch and map, send nothing, keep nothing.")
  var dryRun = false

  @Flag(help: "With --once: forget how far these sources were; what the inbox has is not sent again.")
  var restart = false

  @OptionGroup(title: "Configuration") var source: ConfigurationOptions
  @OptionGroup(title: "State") var state: StateOptions
  @OptionGroup(title: "Output") var talk: TalkOptions

  /// What says nothing without the other is exit 64.
  func validate() throws {
    if list, once { throw ValidationError("--list runs nothing: it goes without --once") }
    if dryRun || restart, !once { throw ValidationError("--dry-run and --restart belong to --once") }
    if restart, names.isEmpty {
      throw ValidationError("--restart takes the names of the sources that are to begin anew")
    }
    if restart, dryRun { throw ValidationError("--dry-run keeps everything as it is: it goes without --restart") }
  }

  mutating func run() async throws {
    let reading = try read()
    let plan = reading.plan
    for warning in plan.warnings where !talk.quiet { Terminal.say(warning) }
    if list { return try show(plan) }
    if restart { try SyncRun.forget(plan) }
    let words = SyncText(talk: talk, isDryRun: dryRun, isOnce: once)
    let sync = try SyncRun(plan, events: words.tell)
    guard once else { return await run(sync, reading.secrets) }
    let signals = Signals(stop: { sync.stop() })
    let results = await sync.runOnce()
    withExtendedLifetime(signals) {}
    if let status = Self.status(of: results.map(\.result)) { throw status.code }
  }

  /// Runs until a signal; SIGHUP reads the configuration again.
  private func run(_ sync: SyncRun, _ secrets: [SecretSource]) async {
    let upkeep = SyncUpkeep(sync, secrets: secrets) { [copy = self] in try copy.read() }
    let signals = Signals(stop: { sync.stop() }, reload: { upkeep.reload() })
    let watch = Task { await upkeep.watch() }
    await sync.run()
    watch.cancel()
    withExtendedLifetime(signals) {}
  }

  /// Shows what the journal knows of the sources, whoever runs them.
  private func show(_ plan: SyncPlan) throws {
    let standings = try SyncRun(plan) { _ in }.standings
    if talk.json {
      for standing in standings { Terminal.write(standing.json + [0x0A]) }
    } else {
      let now = Timestamp.now()
      var status = ServiceStatus(
        version: Leadbridge.version, at: now, startedAt: now, setup: ServiceStatus.Setup(loadedAt: now))
      status.sources = standings
      for line in StatusText(status: status).sourceLines(width: Terminal.width) { Terminal.write(line + "\n") }
    }
  }

  private func read() throws -> SyncUpkeep.Reading {
    let configuration = try source.read(.ofSources)
    let paths = try StatePaths(state, configuration: configuration)
    // Paused ones are shown too.
    let showsAll = list && names.isEmpty && !configuration.sources.isEmpty
    let sources = try showsAll ? configuration.sources : configuration.sources(named: names)
    let surroundings = Surroundings.ofThisProcess
    var plan = try SyncPlan(
      sources, of: configuration, surroundings, stateFolder: paths.state, deadLetters: paths.deadLetters,
      needsSecrets: !list)
    plan.isDryRun = dryRun
    let secrets = list ? [] : try configuration.secrets(of: sources, environment: surroundings.environment)
    return SyncUpkeep.Reading(plan: plan, secrets: secrets)
  }

  /// 130 before 3, 3 before 1; `nil`: all well.
  static func status(of results: [SourceResult]) -> ExitStatus? {
    if results.contains(where: \.isInterrupted) { return .interrupted }
    if results.contains(where: { $0.problem != nil }) { return .stoppedEarly }
    return results.contains { $0.counts.rejected + $0.counts.dead > 0 } ? .withRejects : nil
  }
}
