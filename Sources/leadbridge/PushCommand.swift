import ArgumentParser
import LeadDelivery
import LeadModel
import LeadPipeline

/// The main job: records to leads to the inbox.
struct PushCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Send the leads of exports, JSON lines or a pipe to an inbox.",
    discussion: """
      Two examples:

        leadbridge push contacts.csv --mapping hubspot-contacts --to main
        zcat leads.jsonl.gz | leadbridge push --mapping my-mapping.json --to main

      The same command after a stop or a crash goes on where it was. What did not
      make it is in the dead-letter file; 'leadbridge replay' sends it again.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Mapping") var mapping: MappingOptions
  @OptionGroup(title: "Destination") var destination: DestinationOptions
  @OptionGroup(title: "Delivery") var delivery: DeliveryFlags
  @OptionGroup(title: "State") var state: StateOptions
  @OptionGroup(title: "Selection") var selection: SelectionFlags

  @Flag(help: "Forget what an unfinished run of this input has settled, and start over.")
  var restart = false

  @Flag(help: "Send what the inbox has as it is too (else only what is new or different).")
  var resend = false

  @Option(
    help: ArgumentHelp(
      "Write the rejected and the dead as a table too: mend it, and push it; what arrives is closed.",
      valueName: "file.csv"))
  var rejects: String?

  @Flag(
    help: "Read the inbox first, and send a lead whose email or phone is on one of its chats to that chat.")
  var matchInbox = false

  @Flag(help: "Read and map all, send nothing, write nothing.")
  var dryRun = false

  @Flag(name: [.short, .long], help: "Do not ask before more than 100 leads go.")
  var yes = false

  @OptionGroup(title: "Output") var talk: TalkOptions
  @OptionGroup(title: "Report") var report: ReportFlags

  /// What excludes each other is exit 64, before anything is read.
  func validate() throws {
    if dryRun, rejects != nil || report.report != nil || report.onFinish != nil {
      throw ValidationError(
        "--dry-run writes nothing and tells nobody: it goes without --rejects, --report, --on-finish")
    }
    if rejects == "-" || rejects == "" { throw ValidationError("--rejects takes a file's name") }
  }

  mutating func run() async throws {
    let plan = try plan()
    try report.check(inputs: plan.inputs)
    guard try await isConfirmed(plan) else {
      Terminal.say("nothing was sent")
      throw ExitStatus.couldNotStart.code
    }
    let run = PushRun(plan, events: EventTalk(quiet: talk.quiet, destination: plan.destination).tell)
    let end = try await Attended(talk: talk).end(of: run.run, progress: { await run.progress }, stop: run.interrupt)
    RunEnd(
      end: end, talk: talk, destination: plan.destination, giveUpAfter: plan.delivery.giveUpAfter, isDryRun: dryRun,
      replayCommand: ReplayCommand.words(file: state.deadLetters, mapping, state, destination),
      pushCommand: rejects.map(commandToPush),
      proofCommand: LeadsVerifyCommand.words(destination, state: state.state, isFilled: end.summary.hasArrivals)
    ).show()
    await report.tell(RunReport(command: "push", end: end, finishedAt: .now()))
    throw ExitCode(Int32(end.exitCode))
  }

  /// The command that pushes a table of rejected records: the words of this one that it needs too.
  private func commandToPush(_ table: String) -> String {
    var words = ["leadbridge", "push", ShellWord.quoted(table)]
    if let name = mapping.mapping { words += ["--mapping", ShellWord.quoted(name)] }
    words += mapping.words
    if let folder = state.state { words += ["--state", ShellWord.quoted(folder)] }
    if let file = state.deadLetters { words += ["--dead-letters", ShellWord.quoted(file)] }
    if !destination.words.isEmpty { words.append(destination.words) }
    return words.joined(separator: " ")
  }

  /// What was typed, resolved and checked: nothing was read of any input yet, nothing is sent.
  private func plan() throws -> PushPlan {
    let reading = try input.reading()
    let selection = try selection.resolved()
    // Checked whole before any input is looked at.
    let checked = try mapping.resolved()
    let inputs = try input.resolved(for: Self.self)
    let configuration = try destination.configuration(quiet: talk.quiet)
    var target =
      dryRun && !destination.isNamed
      ? nil : try destination.resolved(in: configuration, withToken: !dryRun, quiet: talk.quiet)
    if matchInbox { target?.matchInbox = ContactKind.allCases }
    let folder = try StatePaths(state, configuration: configuration)
    var plan = PushPlan(
      inputs: inputs, reading: reading, mapping: checked,
      run: mapping.run(botId: target?.botId, customerId: target?.customerId), destination: target,
      delivery: try delivery.resolved(for: target), deadLetters: folder.deadLetters, stateFolder: folder.state,
      selection: selection)
    plan.isStrict = mapping.strict
    plan.repairsCells = !mapping.keepsDamage
    plan.restart = restart
    if resend { plan.repeats = .everything }
    plan.rejects = rejects
    plan.isDryRun = dryRun
    return plan
  }

  /// On a terminal, before more than 100 leads go: what would go where, and a question.
  private func isConfirmed(_ plan: PushPlan) async throws -> Bool {
    guard !yes, !dryRun, Terminal.Stream.input.isTerminal, Terminal.Stream.error.isTerminal,
      !plan.inputs.contains(.standardInput), let destination = plan.destination
    else { return true }
    var survey = plan
    survey.isDryRun = true
    survey.passesOverSettled = true
    let run = PushRun(survey)
    let end = try await Attended(talk: talk).end(
      of: run.run, progress: { await run.progress }, stop: run.interrupt)
    // A run that cannot read its input to the end says so itself.
    if end.stop != nil { throw ExitStatus.interrupted.code }
    let counted = end.summary
    guard counted.delivered > 100, end.failure == nil else { return true }
    let optedOut = counted.optedOut.map(String.init) ?? "unknown"
    Terminal.say("\(counted.delivered) leads to \(destination.baseURL) (bot \(destination.botId))")
    Terminal.say("\(counted.rejected) rejected, \(counted.skipped) skipped, opted out: \(optedOut)")
    let proof = LeadsVerifyCommand.words(self.destination, state: state.state, isFilled: counted.unchanged > 0)
    if let unproven = SummaryText(summary: counted, proofCommand: proof).unproven { Terminal.say(unproven) }
    let answer = Terminal.ask("Send them? [y/N] ")?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }
}
