import ArgumentParser
import LeadJSON
import LeadModel
import LeadPipeline

/// An input as it is read.
struct RecordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records",
    abstract: "Show an input as it is read, before any mapping.",
    discussion: """
      Two examples:

        leadbridge records contacts.csv
        leadbridge records contacts.csv --json | head -3
      """)

  /// Records that the text shows of each input.
  static let shownRecords = 5

  @OptionGroup(title: "Input") var input: InputOptions

  @Flag(help: "Count the records, and show nothing else.")
  var count = false

  @OptionGroup(title: "Output") var talk: TalkOptions

  mutating func run() async throws {
    let listing = RecordsListing(inputs: try input.resolved(for: Self.self), reading: try input.reading())
    if count {
      Terminal.write("\(try await listing.run { _ in })\n")
    } else if talk.json {
      try await writeLines(listing)
    } else {
      try await show(listing)
    }
  }

  private func writeLines(_ listing: RecordsListing) async throws {
    var lines = JSONLines()
    _ = try await listing.run { item in lines.add { item.write(into: &$0) } }
    lines.flush()
  }

  private func show(_ listing: RecordsListing) async throws {
    var shown = 0
    let total = try await listing.run { item in
      switch item {
      case .profile(let name, let profile):
        shown = 0
        Terminal.write(Self.words(profile, of: name) + "\n")
        for warning in profile.warnings where !talk.quiet {
          Terminal.say(
            Diagnostic(.warning, warning.code, warning.message, at: Position(file: name, line: profile.header?.line)))
        }
      case .record(let record):
        shown += 1
        guard shown <= Self.shownRecords else { return }
        Terminal.write(Self.words(record))
      }
    }
    Terminal.write("\(total) records\n")
  }

  private static func words(_ profile: InputProfile, of name: String) -> String {
    var words = "\(name): \(profile.format.rawValue), \(profile.encoding)"
    if let delimiter = profile.delimiter { words += ", delimiter \(delimiter == "\t" ? "TAB" : "'\(delimiter)'")" }
    if let header = profile.header {
      words += ", \(header.names.count) columns"
      if let line = header.line { words += ", header in line \(line)" }
    }
    return words
  }

  /// A record, a field a line.
  private static func words(_ record: Record) -> String {
    var lines = ["record \(record.ordinal), line \(record.line)"]
    let width = max(20, Terminal.width - 4)
    func add(_ name: String, _ value: String) {
      lines.append("  " + DisplayWidth.fit("\(name): \(value)", width))
    }
    switch record.content {
    case .row(let row):
      for column in 0..<max(row.header.names.count, row.cells.count) where !row.isEmpty(at: column) {
        add(column < row.header.names.count ? row.header.names[column] : "(no name)", row.text(at: column))
      }
    case .form(let fields):
      for field in fields { add(field.name, field.value) }
    case .json(let value):
      for member in value.members { add(member.key, member.value.scalarText ?? member.value.compactText) }
      if value.kind != .object { add("value", value.scalarText ?? value.compactText) }
    case .unreadable(let finding):
      lines.append("  error: \(finding.message) [\(finding.code)]")
    }
    for warning in record.warnings { lines.append("  warning: \(warning.message) [\(warning.code)]") }
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
