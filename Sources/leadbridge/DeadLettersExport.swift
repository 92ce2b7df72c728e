import ArgumentParser
import LeadJournal
import LeadModel

/// Dead letters as a table, to be mended in a spreadsheet and pushed again.
struct DeadLettersExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write letters as a CSV table: the original columns in their order, then _id and _errors.",
    discussion: """
      Holds the leads' values. A cell that a spreadsheet would take for a formula, or a
      phone number with its +, has an apostrophe in front, which is taken off when the
      table is pushed.
      """)

  @OptionGroup var file: LetterFileOptions
  @OptionGroup var filter: LetterFilterOptions

  @Flag(help: "As a CSV table with a header, which is what there is.")
  var csv = false

  @Flag(name: [.short, .long], help: "Errors alone on standard error: no warnings.")
  var quiet = false

  /// It is asked for by name, so that another form can come without changing what this one means.
  func validate() throws {
    guard csv else { throw ValidationError("say --csv: it is the form that there is") }
  }

  mutating func run() throws {
    let filter = try filter.resolved()
    guard let file = try file.opened() else { return }
    var reader = try file.openedReader()
    // Columns first: a header cannot be changed once it is out.
    var table = DeadLetterTable()
    var count = 0
    var reading = LetterReading(filter: filter, quiet: quiet)
    try reading.go(over: &reader) { letter, _ in
      table.add(columnsOf: letter)
      count += 1
      return true
    }
    guard count > 0 else { return }
    Terminal.write(TableText.line(table.header + BookkeepingColumns.ofExport))
    reader.rewind()
    var text = ""
    reading = LetterReading(filter: filter, quiet: true)
    try reading.go(over: &reader) { letter, _ in
      let codes = letter.errors.map { error in error.field.map { "\($0): \(error.code)" } ?? error.code }
      text += TableText.line(table.row(of: letter) + [letter.id, codes.joined(separator: "; ")])
      if text.utf8.count >= 1 << 16 {
        Terminal.write(text)
        text = ""
      }
      return true
    }
    Terminal.write(text)
  }
}
