import ArgumentParser
import LeadDelivery
import LeadMapping
import LeadModel
import LeadPipeline

/// Dead letters, sent again.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Send dead letters again; what is delivered leaves the file.",
    discussion: """
      Two examples:

        leadbridge replay --to main
        leadbridge replay rejected.jsonl --mapping mended.json --to main

      Records are mapped again with the mapping as it is now: mend it first, or the
      records in the file. 'leadbridge dead-letters' shows what there is.
      """)

  @Argument(help: "The dead-letter file (default: dead-letters.jsonl in the state folder).")
  var file: String?

  @Flag(help: "Map letters by --mapping also where they came by a mapping of another name.")
  var remapAll = false

  @Flag(help: "Send letters that were for another bot or customer to this one too.")
  var redirectAll = false

  @Flag(help: "Send letters also where something younger of the same lead was delivered.")
  var force = false

  @OptionGroup var filter: LetterFilterOptions

  @Flag(help: "Send the leads as they were sent, and map nothing: after an outage, or a wrong token.")
  var asSent = false

  @Flag(help: "Map all, send nothing, change nothing.")
  var dryRun = false

  @OptionGroup(title: "Mapping") var mapping: MappingOptions
  @OptionGroup(title: "Destination") var destination: DestinationOptions
  @OptionGroup(title: "Delivery") var delivery: DeliveryFlags
  @OptionGroup(title: "State") var state: StateOptions
  @OptionGroup(title: "Output") var talk: TalkOptions
  @OptionGroup(title: "Report") var report: ReportFlags

  /// What excludes each other is exit 64, before anything is read.
  func validate() throws {
    if dryRun, report.report != nil || report.onFinish != nil {
      throw ValidationError("--dry-run writes nothing and tells nobody: it goes without --report and --on-finish")
    }
    guard asSent else { return }
    if mapping.mapping != nil || !mapping.words.isEmpty || remapAll {
      throw ValidationError("--as-sent maps nothing: it goes with no option of the mapping")
    }
    if redirectAll { throw ValidationError("--as-sent and --redirect-all exclude each other: a lead is one bot's") }
  }

  mutating func run() async throws {
    let wanted = try filter.resolved()
    let checked = try mapping.resolved()
    let configuration = try destination.configuration(quiet: talk.quiet)
    let target = try destination.resolved(in: configuration, withToken: !dryRun, quiet: talk.quiet)
    let folder = try StatePaths(state, configuration: configuration)
    let path = file ?? folder.deadLetters
    try report.check(inputs: [.file(path: path)])
    var plan = ReplayRun.Plan(
      deadLetters: path, stateFolder: folder.state, mapping: checked,
      run: mapping.run(botId: target.botId, customerId: target.customerId),
      destination: target, delivery: try delivery.resolved(for: target))
    plan.forces = force
    plan.remapsAll = remapAll
    plan.redirectsAll = redirectAll
    plan.filter = wanted
    plan.sendsAsSent = asSent
    plan.isDryRun = dryRun
    let run = ReplayRun(plan, events: EventTalk(quiet: talk.quiet, destination: target).tell)
    let end = try await Attended(talk: talk).end(of: run.run, progress: { await run.progress }, stop: run.interrupt)
    RunEnd(
      end: end, talk: talk, destination: target, giveUpAfter: plan.delivery.giveUpAfter, isDryRun: dryRun,
      replayCommand: Self.words(file: file ?? state.deadLetters, self.mapping, state, destination),
      proofCommand: LeadsVerifyCommand.words(destination, state: state.state, isFilled: end.summary.hasArrivals)
    ).show()
    await report.tell(RunReport(command: "replay", end: end, finishedAt: .now()))
    throw ExitCode(Int32(end.exitCode))
  }

  /// The command that sends dead letters again: what was said here and would have to be said there.
  static func words(
    file: String?, _ mapping: MappingOptions, _ state: StateOptions, _ destination: DestinationOptions
  ) -> String {
    var words = ["leadbridge", "replay"]
    if let file { words.append(ShellWord.quoted(file)) }
    if let name = mapping.mapping, !Mapping.readyNames.contains(name) {
      words += ["--mapping", ShellWord.quoted(name)]
    }
    words += mapping.words
    if let folder = state.state { words += ["--state", ShellWord.quoted(folder)] }
    if !destination.words.isEmpty { words.append(destination.words) }
    return words.joined(separator: " ")
  }
}
