import ArgumentParser
import Foundation
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
      Terminal.write("\(try await listing.count())\n")
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
    var talk = FindingTalk(input: "", quiet: self.talk.quiet)
    let total = try await listing.run { item in
      switch item {
      case .profile(let name, let profile):
        shown = 0
        Terminal.write(Self.words(profile, of: name))
        talk.finish()
        talk = FindingTalk(input: name, quiet: self.talk.quiet)
        for warning in profile.warnings { talk.say(warning, recordLine: profile.header?.line) }
      case .record(let record):
        shown += 1
        if shown <= Self.shownRecords { Terminal.write(Self.words(record)) }
        for warning in record.warnings { talk.say(warning, recordLine: record.line) }
        if case .unreadable(let error) = record.content {
          talk.say(error, severity: .error, recordLine: record.line)
        }
      }
    }
    talk.finish()
    Terminal.write("\(total) records\n")
  }

  /// What was found out about an input and why, a line each.
  private static func words(_ profile: InputProfile, of name: String) -> String {
    let reasons = profile.reasons
    var lines = [name]
    func add(_ title: String, _ fact: String, _ reason: String?) {
      let padded = title.padding(toLength: 10, withPad: " ", startingAt: 0)
      lines.append("  \(padded)\(fact)\(reason.map { ": \($0)" } ?? "")")
    }
    add("format", profile.format.rawValue, reasons.format)
    add("encoding", profile.encoding, reasons.encoding)
    if let delimiter = profile.delimiter {
      add("delimiter", Self.shown(delimiter), reasons.delimiter)
    }
    if let header = profile.header {
      let columns = header.names.count == 1 ? "1 column" : "\(header.names.count) columns"
      add("header", (header.line.map { "line \($0), " } ?? "none, ") + columns, reasons.header)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A delimiter as it can be read.
  private static func shown(_ delimiter: String) -> String {
    if delimiter == "\t" { return "TAB" }
    return "'" + delimiter.unicodeScalars.map { $0.value < 0x20 ? $0.escaped(asASCII: true) : String($0) }.joined()
      + "'"
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
    case .unreadable: lines.append("  (cannot be read)")
    }
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
