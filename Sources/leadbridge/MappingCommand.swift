import ArgumentParser
import Foundation
import LeadJSON
import LeadMapping
import LeadModel

/// Ready mappings, and those of the user's own.
struct MappingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping",
    abstract: "List, show, check, test, compare and suggest mappings.",
    discussion: """
      Two examples:

        leadbridge mapping show generic-contacts > my-mapping.json
        leadbridge mapping test my-mapping.json
      """,
    subcommands: [List.self, Show.self, Schema.self, Check.self, Test.self, Diff.self, MappingSuggestCommand.self])

  /// Whether a file is a schema, which lies beside the mappings and is none (`check mappings/*.json`): then that is said.
  static func skipsSchema(_ file: String) -> Bool {
    guard file.hasSuffix(".schema.json"), FileManager.default.fileExists(atPath: file) else { return false }
    Terminal.say("\(file): a schema, no mapping; passed over")
    return true
  }

  /// The ready mappings.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the ready mappings.")

    @Flag(help: "One object a mapping: name, revision and description.")
    var json = false

    mutating func run() throws {
      let mappings = try Mapping.readyNames.compactMap { try Mapping.ready(named: $0) }
      if json {
        var writer = JSONWriter()
        for mapping in mappings {
          writer.beginObject()
          writer.member("name", mapping.name)
          writer.member("revision", mapping.revision)
          writer.member("description", mapping.description)
          writer.endObject()
          writer.endLine()
        }
        Terminal.write(writer.bytes)
      } else {
        var table = Table(columns: [.init(title: "name", minimum: 18), .init(title: "for")])
        table.rows = mappings.map { [$0.fullName.description, $0.description ?? ""] }
        Terminal.write(table.lines(width: Terminal.width).joined(separator: "\n") + "\n")
      }
    }
  }

  /// A ready mapping's text.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a ready mapping, to read or to start from.")

    @Argument(help: "Its name: see 'mapping list'.")
    var name: String

    mutating func run() throws {
      if let text = Mapping.readyText(named: name) {
        Terminal.write(text.hasSuffix("\n") ? text : text + "\n")
      } else if let bytes = FileManager.default.contents(atPath: name) {
        Terminal.write(Array(bytes))
      } else {
        // Says what there is instead.
        _ = try Mapping.found(name)
      }
    }
  }

  /// The language's schema.
  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the JSON Schema of the mapping language, for editors that complete and check by it.")

    mutating func run() { Terminal.write(MappingSchema.text) }
  }
}
