import ArgumentParser
import LeadJSON
import LeadJournal
import LeadModel

/// What did not make it, looked at.
struct DeadLettersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead-letters",
    abstract: "Look at what did not make it, and why; export it, or throw it away.",
    discussion: """
      Two examples:

        leadbridge dead-letters list --where 'stage=map,at>=2026-01-31'
        leadbridge dead-letters export --csv --where code=email.invalid > mend.csv

      'leadbridge replay' sends them again. A table that was exported and mended can be
      pushed: what arrives is closed here.
      """,
    subcommands: [List.self, Show.self, DeadLettersExport.self, DeadLettersPurge.self], defaultSubcommand: List.self)

  /// Letters counted, or each of them.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Count letters by code and by mapping, or list each.")

    @OptionGroup var file: LetterFileOptions
    @OptionGroup var filter: LetterFilterOptions

    @Flag(help: "Each letter, a line.")
    var all = false

    @OptionGroup(title: "Output") var talk: TalkOptions

    /// Letters that are put out at once: there may be millions.
    private static let tablePart = 1_000

    mutating func run() throws {
      var reading = LetterReading(filter: try filter.resolved(), quiet: talk.quiet)
      let file = try file.opened()
      guard let file else {
        if talk.json, !all { write(DeadLetterOverview(), unreadable: 0, file: nil) }
        if !talk.quiet, !talk.json { Terminal.say("no dead letters: nothing was rejected or refused yet") }
        return
      }
      var reader = try file.openedReader()
      if all { try listAll(&reader, &reading) } else { try count(&reader, &reading, of: file) }
    }

    private func count(
      _ reader: inout DeadLetterReader, _ reading: inout LetterReading, of file: DeadLetterFile
    ) throws {
      var overview = DeadLetterOverview()
      try reading.go(over: &reader) { letter, _ in
        overview.add(letter)
        return true
      }
      if talk.json {
        write(overview, unreadable: reading.unreadable, file: file.name)
      } else {
        Terminal.write(DeadLetterText.lines(overview, file: file.name, width: Terminal.width))
      }
    }

    private func listAll(_ reader: inout DeadLetterReader, _ reading: inout LetterReading) throws {
      var lines = JSONLines()
      var table = DeadLetterText.table
      var waiting = 0
      try reading.go(over: &reader) { letter, _ in
        if talk.json {
          lines.add { DeadLetterText.write(letter, into: &$0) }
        } else {
          table.rows.append(DeadLetterText.cells(letter))
          waiting += 1
          if waiting % Self.tablePart == 0 { Self.put(&table) }
        }
        return true
      }
      lines.flush()
      if !talk.json, !table.rows.isEmpty || waiting == 0 { Self.put(&table) }
    }

    private static func put(_ table: inout Table) {
      Terminal.write(table.takeLines(width: Terminal.width).joined(separator: "\n") + "\n")
    }

    private func write(_ overview: DeadLetterOverview, unreadable: Int, file: String?) {
      var json = JSONWriter()
      DeadLetterText.write(overview, unreadable: unreadable, file: file, into: &json)
      Terminal.write(json.text + "\n")
    }
  }

  /// One letter, all of it.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show everything about a letter, its values masked.",
      discussion: "Values keep their shape: Jane@example.com is shown as Xxxx@xxxxxxx.xxx.")

    @Argument(help: "The letter's id, or the beginning of it that no other has.")
    var id: String

    @Flag(help: "Show the values as they are.")
    var showValues = false

    @OptionGroup var file: LetterFileOptions
    @OptionGroup(title: "Output") var talk: TalkOptions

    /// Letters of one id that are shown: a record that was pushed twice may have died twice.
    private static let most = 20

    mutating func run() throws {
      var letters: [DeadLetter] = []
      var others: Set<String> = []
      var reading = LetterReading(quiet: true)
      let wanted = id.lowercased()
      if var reader = try file.opened()?.openedReader() {
        try reading.go(over: &reader) { letter, _ in
          if letter.id.hasPrefix(wanted) {
            if letters.first.map({ $0.id == letter.id }) ?? true {
              if letters.count < Self.most { letters.append(letter) }
            } else {
              others.insert(letter.id)
            }
          }
          return others.count < Self.most
        }
      }
      guard let first = letters.first else {
        throw Diagnostic(
          "deadletters.unknown", "there is no dead letter whose id begins with '\(id)'",
          hint: "'leadbridge dead-letters list --all' shows those there are")
      }
      guard others.isEmpty else {
        throw Diagnostic(
          "deadletters.ambiguous", "\(others.count + 1) dead letters or more have an id that begins with '\(id)'",
          hint: "give more of it: '\(first.id)', '\(others.min() ?? "")'")
      }
      for letter in letters {
        let shown = showValues ? letter : letter.masked
        if talk.json {
          Terminal.write(shown.line + [0x0A])
        } else {
          Terminal.write(DeadLetterText.lines(shown, isWhole: showValues, width: Terminal.width))
        }
      }
    }
  }
}
