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
      records in the file.
      """)

  @Argument(help: "The dead-letter file (default: dead-letters.jsonl in the state folder).")
  var file: String?

  @Flag(help: "Map letters by --mapping also where they came by a mapping of another name.")
  var remapAll = false

  @Flag(help: "Send letters that were for another bot or customer to this one too.")
  var redirectAll = false

  @OptionGroup(title: "Mapping") var mapping: MappingOptions
  @OptionGroup(title: "Destination") var destination: DestinationOptions
  @OptionGroup(title: "Delivery") var delivery: DeliveryFlags
  @OptionGroup(title: "State") var state: StateOptions
  @OptionGroup(title: "Output") var talk: TalkOptions

  mutating func run() async throws {
    let checked = try mapping.resolved()
    let configuration = try destination.configuration(quiet: talk.quiet)
    let target = try destination.resolved(in: configuration, quiet: talk.quiet)
    let paths = try StatePaths(state, configuration: configuration)
    let path = file ?? paths.deadLetters
    var plan = ReplayRun.Plan(
      deadLetters: path, mapping: checked, run: mapping.run(botId: target.botId, customerId: target.customerId),
      destination: target, delivery: try delivery.resolved(for: target))
    plan.stateFolder = paths.state
    plan.remapsAll = remapAll
    plan.redirectsAll = redirectAll
    let run = ReplayRun(plan, events: EventTalk(quiet: talk.quiet, destination: target).tell)
    let end = try await Attended(talk: talk).end(of: run.run, progress: nil, stop: run.interrupt)
    RunEnd(
      end: end, talk: talk, destination: target, giveUpAfter: plan.delivery.giveUpAfter,
      replayCommand: Self.words(file: file ?? state.deadLetters, self.mapping, state, destination),
      proofCommand: LeadsVerifyCommand.words(destination, state: state.state, isFilled: end.summary.hasArrivals)
    ).show()
    throw RunEnd.status(end).code
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
