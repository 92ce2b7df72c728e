import ArgumentParser
import Foundation
import LeadConfig
import LeadDelivery
import LeadMapping
import LeadModel
import LeadPipeline

/// What a push would do, without doing it.
struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show the leads that would be sent, and every problem of the input.",
    discussion: """
      Three examples:

        leadbridge preview contacts.csv --mapping hubspot-contacts
        leadbridge preview contacts.csv --mapping my-mapping.json --explain 213
        leadbridge preview contacts.csv --mapping my-mapping.json --json | jq .errors

      Reads all of the input, sends nothing. Exit code 1 where a record would be
      rejected. With a destination, --json has the uuids too.
      """)

  /// Leads that the table shows.
  static let shownLeads = 10

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Mapping") var mapping: MappingOptions
  @OptionGroup(title: "Destination") var destination: DestinationOptions
  @OptionGroup(title: "Selection") var selection: SelectionFlags

  @Option(help: ArgumentHelp("The state folder of the push, with a destination.", valueName: "dir"))
  var state: String?

  @Flag(help: "As of push, by what its last reading of the inbox has found.")
  var matchInbox = false

  @Option(
    help: ArgumentHelp(
      "Show how record N becomes a lead, or why not: each field's source, raw value, steps and check.", valueName: "n"))
  var explain: Int?

  @Flag(help: "Show the values that problems are about. They are people's: mind where they go.")
  var showValues = false

  @OptionGroup(title: "Output") var talk: TalkOptions

  func validate() throws {
    if matchInbox, !destination.isNamed { throw ValidationError("--match-inbox goes with a destination") }
    guard let explain else { return }
    if explain < 1 { throw ValidationError("--explain takes a record's number, from 1") }
    if selection.only != nil || selection.limit != nil {
      throw ValidationError("--explain excludes --only and --limit")
    }
  }

  mutating func run() async throws {
    var target: Destination?
    var folder = ""
    if destination.isNamed {
      let configuration = try destination.configuration()
      target = try destination.resolved(in: configuration, withToken: false)
      if matchInbox { target?.matchInbox = ContactKind.allCases }
      folder = try StateFolder.locate(
        explicit: state, configuration: configuration, environment: ProcessInfo.processInfo.environment)
    }
    var plan = PushPlan(
      inputs: try input.resolved(for: Self.self), reading: try input.reading(), mapping: try mapping.resolved(),
      run: mapping.run(botId: target?.botId, customerId: target?.customerId), destination: target,
      delivery: DeliveryOptions(), deadLetters: "", stateFolder: folder, selection: try selection.resolved())
    plan.isStrict = mapping.strict
    plan.repairsCells = !mapping.keepsDamage
    plan.isDryRun = true
    plan.run.detailsWarnings = true
    plan.run.showsValues = showValues
    let end =
      if let explain {
        try await self.explain(explain, plan)
      } else if talk.json {
        try await writeLines(plan)
      } else {
        try await showTable(plan)
      }
    throw (end.summary.rejected > 0 ? ExitStatus.withRejects : .success).code
  }

  /// One line of JSON for every record.
  private func writeLines(_ plan: PushPlan, explains: Bool = false) async throws -> Preview.End {
    var lines = JSONLines()
    let end = try await Preview(plan, explains: explains).run { item in
      lines.add {
        item.write(
          into: &$0, botId: plan.destination?.botId, customerId: plan.destination?.customerId, showsValues: showValues)
      }
    }
    lines.flush()
    if !talk.quiet { end.diagnostics.forEach { Terminal.say($0) } }
    return end
  }

  /// Record `number` of each input that has so many, step by step.
  private func explain(_ number: Int, _ plan: PushPlan) async throws -> Preview.End {
    var plan = plan
    plan.selection = RecordSelection(only: [number...number])
    let end: Preview.End
    if talk.json {
      end = try await writeLines(plan, explains: true)
    } else {
      let width = Terminal.width
      end = try await Preview(plan, explains: true).run { item in
        Terminal.write(ExplanationText(item, width: width).lines.map { $0 + "\n" }.joined())
      }
      if !talk.quiet { end.diagnostics.forEach { Terminal.say($0) } }
    }
    guard end.summary.read > 0 else {
      throw Diagnostic(
        "explain.missing", "there is no record \(number)",
        at: plan.inputs.count == 1 ? Position(file: plan.inputs[0].name) : nil,
        hint: "'leadbridge records --count' says how many there are")
    }
    return end
  }

  private func showTable(_ plan: PushPlan) async throws -> Preview.End {
    var leads: [Preview.Item] = []
    var report = PreviewReport()
    let end = try await Preview(plan).run { item in
      if item.outcome == .lead, leads.count < Self.shownLeads { leads.append(item) }
      report.take(item)
    }
    if !talk.quiet { end.diagnostics.forEach { Terminal.say($0) } }
    let width = Terminal.width
    if !leads.isEmpty {
      Terminal.write(LeadTable(leads).lines(width: width).joined(separator: "\n") + "\n")
    }
    if end.summary.delivered > leads.count {
      Terminal.write("… and \(end.summary.delivered - leads.count) more leads\n")
    }
    let text = PreviewReportText(report, end: end, width: width)
    Terminal.write(text.lines.map { $0 + "\n" }.joined())
    if !talk.quiet {
      let mappings = Set(end.mappings).sorted().joined(separator: ", ")
      Terminal.say("mapping: \(mappings)")
      let text = SummaryText(
        summary: end.summary, isDryRun: true,
        proofCommand: LeadsVerifyCommand.words(destination, state: state, isFilled: false))
      text.lines.prefix(1).forEach { Terminal.say($0) }
      if let unproven = text.unproven { Terminal.say(unproven) }
    }
    return end
  }
}
