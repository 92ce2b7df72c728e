import ArgumentParser
import LeadDelivery
import LeadJSON
import LeadMapping
import LeadModel
import LeadPipeline
import LeadReaders

extension MappingCommand {
  /// Which leads change, and how, from one mapping to another.
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show which leads of an input change, and how, from mapping A to mapping B.",
      discussion: """
        Two examples:

          leadbridge mapping diff hubspot-contacts my-mapping.json contacts.csv
          leadbridge mapping diff old.json new.json contacts.csv --json | tail -1

        Exit code 0 where all leads are the same, 1 where some differ, 2 where a
        mapping or the input cannot be used. Shows the leads' values: it is what it
        is for.
        """)

    /// Records whose fields are listed; of the others there are counts.
    static let shownRecords = 20

    @Argument(help: "The mapping as it is: a file, - for standard input, or a ready mapping's name.")
    var a: String

    @Argument(help: "The mapping as it would be.")
    var b: String

    @OptionGroup(title: "Input") var input: InputOptions

    @Option(help: "Country of phone numbers that say none, where the mappings do not know: DE, or Germany.")
    var region: String?

    @Flag(name: .customLong("no-repair"), help: "Take cells as they are: do not undo what spreadsheets do to them.")
    var keepsDamage = false

    @OptionGroup(title: "Output") var talk: TalkOptions

    func validate() throws {
      if input.inputs.isEmpty || input.inputs.contains("-") {
        throw ValidationError("the input is read twice: name a file, not standard input")
      }
      if a == "-", b == "-" { throw ValidationError("only one of the mappings can be standard input") }
    }

    mutating func run() async throws {
      let (one, other) = try (plan(a), plan(b))
      let end = talk.json ? try await writeLines(one, other) : try await showText(one, other)
      if !talk.quiet {
        var seen: Set<Diagnostic> = []
        for diagnostic in end.diagnostics where seen.insert(diagnostic).inserted { Terminal.say(diagnostic) }
      }
      throw (end.isSame ? ExitStatus.success : .withRejects).code
    }

    private func plan(_ word: String) throws -> PushPlan {
      let mapping = try Mapping.found(word)
      let run = MappingRun(region: region, now: "2026-01-31T10:00:00.000Z", optOutUnknownAllowed: true)
      var plan = PushPlan(
        inputs: try input.resolved(for: MappingCommand.self), reading: try input.reading(), mapping: mapping, run: run,
        destination: nil, delivery: DeliveryOptions(), deadLetters: "", stateFolder: "")
      plan.isDryRun = true
      plan.repairsCells = !keepsDamage
      return plan
    }

    private func writeLines(_ one: PushPlan, _ other: PushPlan) async throws -> MappingDiff.End {
      var lines = JSONLines()
      let end = try await MappingDiff(one, other).run { item in lines.add { item.write(into: &$0) } }
      lines.add { end.write(into: &$0) }
      lines.flush()
      return end
    }

    private func showText(_ one: PushPlan, _ other: PushPlan) async throws -> MappingDiff.End {
      var shown = 0
      let text = MappingDiffText(a: a, b: b, width: Terminal.width)
      let end = try await MappingDiff(one, other).run { item in
        shown += 1
        if shown <= Self.shownRecords { Terminal.write(text.lines(of: item).map { $0 + "\n" }.joined()) }
      }
      if shown > Self.shownRecords { Terminal.write("… and \(shown - Self.shownRecords) more records\n") }
      Terminal.write(text.lines(of: end).map { $0 + "\n" }.joined())
      return end
    }
  }
}
