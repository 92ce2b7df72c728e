import ArgumentParser
import LeadJSON
import LeadJournal
import LeadModel

/// Dead letters thrown away.
struct DeadLettersPurge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Throw letters away for good.",
    discussion: """
      Asks on a terminal; elsewhere it wants --yes. What is appended meanwhile by a run
      stays.
      """)

  @OptionGroup var file: LetterFileOptions
  @OptionGroup var filter: LetterFilterOptions

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  @OptionGroup(title: "Output") var talk: TalkOptions

  mutating func run() throws {
    let filter = try filter.resolved()
    guard let file = try file.opened() else { return show(purged: 0, kept: 0) }
    // What comes behind the question was not asked about.
    let now = Timestamp.now()
    if !yes {
      guard Terminal.Stream.input.isTerminal, Terminal.Stream.error.isTerminal else {
        throw Diagnostic(
          "purge.unconfirmed", "nobody can be asked here, and what is purged is gone: nothing was done",
          hint: "say --yes; 'leadbridge dead-letters export --csv' keeps a copy")
      }
      var count = 0
      var reader = try file.openedReader()
      var reading = LetterReading(filter: filter, quiet: true)
      try reading.go(over: &reader) { _, _ in
        count += 1
        return true
      }
      guard count > 0 else { return show(purged: 0, kept: 0) }
      let words = count == 1 ? "1 dead letter" : "\(count) dead letters"
      let answer = Terminal.ask("Throw \(words) of \(file.name) away for good? [y/N] ")?.lowercased() ?? ""
      guard answer == "y" || answer == "yes" else {
        Terminal.say("nothing was purged")
        throw ExitStatus.couldNotStart.code
      }
    }
    do throws(JournalError) {
      let counts = try file.rewrite(keeping: { $0.at > now || !filter.matches($0) })
      show(purged: counts.removed, kept: counts.kept)
    } catch {
      throw error.diagnostic
    }
  }

  private func show(purged: Int, kept: Int) {
    if talk.json {
      var json = JSONWriter()
      json.beginObject()
      json.member("purged", purged)
      json.member("kept", kept)
      json.endObject()
      Terminal.write(json.text + "\n")
    } else if !talk.quiet {
      Terminal.say("\(purged) purged, \(kept) left")
    }
  }
}
