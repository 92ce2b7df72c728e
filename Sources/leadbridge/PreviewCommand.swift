import ArgumentParser
import LeadDelivery
import LeadModel
import LeadPipeline

/// What a push would do, without doing it.
struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show the leads that would be sent, and every problem of the input.",
    discussion: """
      Two examples:

        leadbridge preview contacts.csv --mapping hubspot-contacts
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
  @OptionGroup(title: "Output") var talk: TalkOptions

  mutating func run() async throws {
    let target =
      destination.isNamed ? try destination.resolved(in: try destination.configuration(), withToken: false) : nil
    var plan = PushPlan(
      inputs: try input.resolved(for: Self.self), reading: try input.reading(), mapping: try mapping.resolved(),
      run: mapping.run(botId: target?.botId, customerId: target?.customerId), destination: target,
      delivery: DeliveryOptions(), deadLetters: "", stateFolder: "", selection: try selection.resolved())
    plan.isStrict = mapping.strict
    plan.repairsCells = !mapping.keepsDamage
    plan.isDryRun = true
    let end = talk.json ? try await writeLines(plan) : try await showTable(plan)
    throw (end.summary.rejected > 0 ? ExitStatus.withRejects : .success).code
  }

  /// One line of JSON for every record.
  private func writeLines(_ plan: PushPlan) async throws -> Preview.End {
    var lines = JSONLines()
    let end = try await Preview(plan).run { item in
      lines.add { item.write(into: &$0, botId: plan.destination?.botId, customerId: plan.destination?.customerId) }
    }
    lines.flush()
    if !talk.quiet { end.diagnostics.forEach { Terminal.say($0) } }
    return end
  }

  private func showTable(_ plan: PushPlan) async throws -> Preview.End {
    var leads: [Preview.Item] = []
    var problems = Problems()
    let end = try await Preview(plan).run { item in
      if item.outcome == .lead, leads.count < Self.shownLeads { leads.append(item) }
      problems.take(item)
    }
    if !talk.quiet { end.diagnostics.forEach { Terminal.say($0) } }
    if !leads.isEmpty {
      Terminal.write(LeadTable(leads).lines(width: Terminal.width).joined(separator: "\n") + "\n")
    }
    if end.summary.delivered > leads.count {
      Terminal.write("… and \(end.summary.delivered - leads.count) more leads\n")
    }
    Terminal.write(problems.lines.map { $0 + "\n" }.joined())
    if !talk.quiet {
      let mappings = Set(end.mappings).sorted().joined(separator: ", ")
      Terminal.say("mapping: \(mappings)")
      SummaryText(summary: end.summary, isDryRun: true).lines.prefix(1).forEach { Terminal.say($0) }
      if end.summary.optedOut == nil { Terminal.say("opted out: unknown") }
    }
    return end
  }
}

/// Problems of records, by code: how many, and where the first are.
private struct Problems {
  private struct Group {
    var isError: Bool
    var message: String
    var count = 0
    var places: [String] = []
  }

  private var groups: [String: Group] = [:]

  mutating func take(_ item: Preview.Item) {
    let place = "\(item.input):\(item.line)"
    for finding in item.errors { take(finding, isError: true, place) }
    for finding in item.warnings { take(finding, isError: false, place) }
    if let reason = item.reason { take(reason, isError: false, place) }
  }

  private mutating func take(_ finding: Finding, isError: Bool, _ place: String) {
    let key = "\(finding.code)\u{1F}\(finding.field ?? "")"
    var group = groups[key] ?? Group(isError: isError, message: finding.message)
    group.count += 1
    if group.places.count < 3 { group.places.append(place) }
    groups[key] = group
  }

  /// Errors first, the frequent before the rare; two lines each.
  var lines: [String] {
    let sorted = groups.sorted { one, other in
      (one.value.isError ? 0 : 1, -one.value.count, one.key) < (
        other.value.isError ? 0 : 1, -other.value.count, other.key
      )
    }
    guard !sorted.isEmpty else { return [] }
    return [""]
      + sorted.flatMap { key, group in
        let code = key.split(separator: "\u{1F}").first ?? ""
        let more = group.count > group.places.count ? ", …" : ""
        return [
          "\(group.count) × \(group.isError ? "error" : "note"): \(group.message) [\(code)]",
          "    \(group.places.joined(separator: ", "))\(more)",
        ]
      }
  }
}
