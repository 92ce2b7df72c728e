import ArgumentParser
import Foundation
import LeadJSON
import LeadMapping
import LeadModel

/// Ready mappings, and those of the user's own.
struct MappingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping",
    abstract: "List, show, check and test mappings.",
    discussion: """
      Two examples:

        leadbridge mapping show generic-contacts > my-mapping.json
        leadbridge mapping test my-mapping.json
      """,
    subcommands: [List.self, Show.self, Check.self, Test.self])

  /// Whether a file is the language's schema, which lies beside the mappings and is none: `check mappings/*.json`.
  static func isSchema(_ file: String) -> Bool { file.hasSuffix(".schema.json") }

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

  /// All errors of mappings at once.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check mapping files: all errors at once, with their places.")

    @Argument(help: "Mapping files, or ready mappings' names.")
    var files: [String]

    mutating func run() throws {
      var hasErrors = false
      for file in files where !MappingCommand.isSchema(file) {
        do throws(Diagnostics) {
          let mapping = try Mapping.found(file)
          Terminal.write("\(file): ok (\(mapping.fullName), \(mapping.testCount) tests)\n")
        } catch {
          hasErrors = true
          Terminal.say(error)
        }
      }
      if hasErrors { throw ExitStatus.couldNotStart.code }
    }
  }

  /// The tests inside mappings.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the tests inside mapping files.",
      discussion: "Exit code 0 where all pass, 1 where one fails, 2 where a mapping has errors.")

    @Argument(help: "Mapping files, or ready mappings' names (default: all ready mappings).")
    var files: [String] = []

    mutating func run() throws {
      var passed = 0
      var failed = 0
      for file in files.isEmpty ? Mapping.readyNames : files where !MappingCommand.isSchema(file) {
        let mapping = try Mapping.found(file)
        if mapping.testCount == 0 { Terminal.say("\(file): the mapping has no tests") }
        for result in mapping.runTests() {
          if result.passed { passed += 1 } else { failed += 1 }
          Terminal.write("\(result.passed ? "ok    " : "FAILED") \(mapping.name): \(result.name)\n")
          for difference in result.differences { Terminal.write("         \(difference)\n") }
        }
      }
      Terminal.say("\(passed) passed, \(failed) failed")
      if failed > 0 { throw ExitStatus.withRejects.code }
    }
  }
}
