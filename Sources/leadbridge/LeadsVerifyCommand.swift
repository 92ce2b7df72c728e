import ArgumentParser
import LeadDelivery
import LeadJSON
import LeadModel
import LeadPipeline

/// The inbox, compared with what should be there.
struct LeadsVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare the inbox with what was sent, or with inputs as they are mapped.",
    discussion: """
      Three examples:

        leadbridge leads verify --to main
        leadbridge leads verify contacts.csv --mapping hubspot-contacts --to main
        leadbridge leads verify contacts.csv --mapping hubspot-contacts --to main --repair

      Without an input: whether all that was delivered from this state folder is
      listed. With inputs (- is standard input): field by field whether the inbox has
      them as they are mapped. Fields are named; their values are people's, and shown
      with --show-values alone. Exit code 1 where a lead is missing or different.
      """)

  /// Leads that the text names; --json has up to 1,000 of each kind.
  static let shownLeads = 20

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Mapping") var mapping: MappingOptions
  @OptionGroup(title: "Destination") var destination: DestinationOptions
  @OptionGroup(title: "Delivery") var delivery: DeliveryFlags
  @OptionGroup(title: "State") var state: StateOptions

  @Flag(help: "Send what is missing or different, as the inputs have it.")
  var repair = false

  @Flag(help: "Put one lead that is nobody's, and look for it in the listing, instead of comparing.")
  var testLead = false

  @Flag(help: "Show the values that differ. They are people's: mind where they go.")
  var showValues = false

  @OptionGroup(title: "Output") var talk: TalkOptions

  func validate() throws {
    if repair, input.inputs.isEmpty {
      throw ValidationError("--repair needs the input: what was sent is known by its digest alone")
    }
    if testLead, repair || !input.inputs.isEmpty {
      throw ValidationError("--test-lead compares nothing: it excludes inputs and --repair")
    }
  }

  mutating func run() async throws {
    let configuration = try destination.configuration(quiet: talk.quiet)
    let target = try destination.resolved(in: configuration, quiet: talk.quiet)
    let folder = try StatePaths(state, configuration: configuration)
    if testLead { return try await proveByTestLead(target, folder.state) }
    var plan = VerifyRun.Plan(
      push: try push(to: target, folder), destination: target, delivery: try delivery.resolved(for: target),
      stateFolder: folder.state)
    plan.repairs = repair
    let run = VerifyRun(plan, events: EventTalk(quiet: talk.quiet, destination: target).tell)
    let end = try await Attended(talk: talk).end(of: run.run, progress: nil, stop: run.interrupt)
    if let failure = end.failure { Terminal.say(failure) }
    if let stop = end.stop { Terminal.say(stop.diagnostic(target, giveUpAfter: plan.delivery.giveUpAfter)) }
    // What was not compared to its end says nothing.
    let isWhole = end.failure == nil && (end.stop == nil || end.report.repaired != nil)
    if talk.json {
      var json = JSONWriter()
      end.report.write(showsValues: showValues, into: &json)
      Terminal.write(json.text + "\n")
    } else if isWhole {
      let text = VerifyText(report: end.report, width: Terminal.width, showsValues: showValues)
      Terminal.write(text.lines.map { $0 + "\n" }.joined())
      if !talk.quiet { hint(end.report) }
    }
    throw status(end).code
  }

  /// What comes next, where something is not as it should be.
  private func hint(_ report: VerifyReport) {
    if !report.isWell, report.hasInputs, !repair {
      Terminal.say("the same command with --repair sends these again")
    }
    if !report.isWell, !report.hasInputs {
      Terminal.say("name the input and its mapping to see what is different, and to repair it with --repair")
    }
    if report.proven == false {
      let proof = Self.words(destination, state: state.state, isFilled: false)
      Terminal.say("no lead of ours was seen there; put one, and look for it: \(proof)")
    }
  }

  /// The inputs, resolved; `nil` without any.
  private func push(to target: Destination, _ folder: StatePaths) throws -> PushPlan? {
    guard !input.inputs.isEmpty else { return nil }
    let reading = try input.reading()
    var plan = PushPlan(
      inputs: try input.resolved(for: Self.self), reading: reading, mapping: try mapping.resolved(),
      run: mapping.run(botId: target.botId, customerId: target.customerId), destination: target,
      delivery: DeliveryOptions(), deadLetters: folder.deadLetters, stateFolder: folder.state)
    plan.isStrict = mapping.strict
    plan.repairsCells = !mapping.keepsDamage
    plan.isDryRun = true
    return plan
  }

  private func status(_ end: VerifyRun.End) -> ExitStatus {
    if end.stop?.reason == .interrupted { return .interrupted }
    if end.stop != nil || end.failure != nil { return .stoppedEarly }
    return end.report.isWell ? .success : .withRejects
  }

  /// Puts a lead, finds it, and remembers that.
  private func proveByTestLead(_ target: Destination, _ folder: String) async throws {
    let trial = try ConnectTrial(target)
    var report = VerifyReport()
    var failure: Diagnostic?
    do throws(Diagnostic) {
      let uuid = try await trial.sendTestLead()
      try DestinationProof.remember(target, stateFolder: folder)
      report.expected = 1
      report.same = 1
      report.listed = 1
      report.proven = try DestinationProof(of: target, stateFolder: folder).isProven
      if !talk.quiet { Terminal.say("the test lead turned up: leads arrive (uuid \(uuid), tag leadbridge-test)") }
    } catch {
      failure = error
      Terminal.say(error)
      report.expected = 1
      report.missing = 1
      report.proven = false
    }
    if talk.json {
      var json = JSONWriter()
      report.write(showsValues: false, into: &json)
      Terminal.write(json.text + "\n")
    }
    guard let failure else { throw ExitStatus.success.code }
    throw (failure.code == ConnectTrial.keepsNothing ? ExitStatus.withRejects : .stoppedEarly).code
  }

  /// The command that shows that leads arrive: by those that were sent, or by one of its own.
  static func words(_ destination: DestinationOptions, state: String?, isFilled: Bool) -> String {
    var words = "leadbridge leads verify"
    if !isFilled { words += " --test-lead" }
    if let state { words += " --state " + ShellWord.quoted(state) }
    return destination.words.isEmpty ? words : words + " " + destination.words
  }
}
