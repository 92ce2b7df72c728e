import ArgumentParser
import Foundation
import LeadJSON
import LeadMapping
import LeadModel
import LeadPipeline

/// A mapping written from a sample of an input.
struct MappingSuggestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Write a mapping for an input: columns are recognised by name and content.",
    discussion: """
      Two examples:

        leadbridge mapping suggest contacts.csv -o contacts.json
        leadbridge mapping suggest export.xlsx --no-ready | less

      Reads the first 1,000 records. The mapping goes to standard output or -o FILE;
      what each column was taken for, how surely and why to standard error. Where a
      ready mapping is made for the source, it is named, and nothing written but by
      -o; --no-ready writes one all the same.
      """)

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(name: .shortAndLong, help: "The file to write (default: standard output).")
  var output: String?

  @Flag(help: "Overwrite the file.")
  var force = false

  @Flag(name: .customLong("no-ready"), help: "Do not look for a ready mapping.")
  var ignoresReady = false

  @OptionGroup(title: "Output") var talk: TalkOptions

  mutating func run() async throws {
    let inputs = try input.resolved(for: Self.self)
    guard let first = inputs.first, inputs.count == 1 else {
      throw ValidationError("a mapping is suggested for one input; \(inputs.count) were named")
    }
    try refuseOverwriting()
    let sampled = try await SampledInput(first, reading: try input.reading())
    if !ignoresReady, let ready = try sampled.readyMapping() {
      try useReady(ready, for: first)
    } else {
      try write(Suggestion(sampled.sample, inputName: first.name), for: first)
    }
  }

  /// - Throws: `output.exists`, before anything is read.
  private func refuseOverwriting() throws {
    guard let output, !force, output != "-", FileManager.default.fileExists(atPath: output) else { return }
    throw Diagnostic(
      "output.exists", "the file is there already", at: Position(file: output), hint: "--force overwrites it")
  }

  private func useReady(_ mapping: Mapping, for input: Input) throws {
    if talk.json { writeJSON(nil, ready: mapping.name, for: input) }
    if let output, output != "-" {
      try write(Mapping.readyText(named: mapping.name) ?? "", to: output)
      say("'\(mapping.name)' is made for this input; a copy is in \(output)")
      say("next: leadbridge preview \(word(for: input)) --mapping \(ShellWord.quoted(output))")
    } else {
      say("'\(mapping.name)' is made for this input: nothing to write (--no-ready writes a mapping all the same)")
      say("next: leadbridge preview \(word(for: input)) --mapping \(mapping.name)")
    }
  }

  private func write(_ suggestion: Suggestion, for input: Input) throws {
    if talk.json { writeJSON(suggestion, ready: nil, for: input) }
    if let output, output != "-" {
      try write(suggestion.text, to: output)
    } else if !talk.json {
      Terminal.write(suggestion.text)
    }
    guard !talk.quiet, !talk.json else { return }
    SuggestionTable(suggestion).lines(width: Terminal.width).forEach { Terminal.say($0) }
    suggestion.remarks.forEach { Terminal.say($0) }
    let file = output.map { $0 == "-" ? "FILE" : ShellWord.quoted($0) } ?? "FILE"
    say("next: leadbridge preview \(word(for: input)) --mapping \(file)")
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw Diagnostic("output.unwritable", "the file cannot be written", at: Position(file: path))
    }
  }

  private func say(_ line: String) {
    if !talk.quiet { Terminal.say(line) }
  }

  private func word(for input: Input) -> String {
    if case .file(let path) = input { ShellWord.quoted(path) } else { "-" }
  }

  /// One object, as docs/cli-json.md has it.
  private func writeJSON(_ suggestion: Suggestion?, ready: String?, for input: Input) {
    var json = JSONWriter()
    json.beginObject()
    json.member("input", input.name)
    json.member("ready", orNull: ready)
    json.key("columns")
    json.beginArray()
    for column in suggestion?.columns ?? [] {
      json.beginObject()
      json.member("column", column.name)
      json.member("meaning", column.meaning.rawValue)
      json.member("target", column.target)
      json.member("confidence", Int((column.confidence * 100).rounded()))
      json.member("certainty", Certainty(column.confidence).rawValue)
      json.member("language", orNull: column.language?.rawValue)
      json.member("reason", column.reason)
      json.endObject()
    }
    json.endArray()
    json.member("remarks", texts: suggestion?.remarks ?? [])
    json.key("mapping")
    if let suggestion, let document = try? JSONDocument(parsing: Array(suggestion.text.utf8)) {
      json.value(document.root)
    } else {
      json.null()
    }
    json.endObject()
    json.endLine()
    Terminal.write(json.bytes)
  }
}

/// What became of each column, for a terminal.
struct SuggestionTable {
  private var table = Table(columns: [
    .init(title: "column", minimum: 10), .init(title: "goes to", minimum: 8), .init(title: "sure", minimum: 7),
    .init(title: "why", minimum: 20),
  ])

  init(_ suggestion: Suggestion) {
    table.rows = suggestion.columns.map { column in
      [column.name, column.target, Certainty(column.confidence).rawValue, column.reason]
    }
  }

  func lines(width: Int) -> [String] { table.lines(width: width) }
}
