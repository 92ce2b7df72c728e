import ArgumentParser
import Foundation
import LeadJSON
import LeadMapping
import LeadModel
import LeadPipeline

extension MappingCommand {
  /// The tests inside mappings, and their golden folders.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the tests inside mapping files, and their golden folders.",
      discussion: """
        A golden folder holds an input (input.csv, input.jsonl, …), and in leads.jsonl
        and rejected.jsonl what must come of it. It lies beside the mapping and is
        called like it (mine.json: mine/), or in ../samples, or where --samples says;
        it may hold several such folders.

        Exit code 0 where all pass, also where --record wrote what was not there
        yet; 1 where one fails or was recorded anew; 2 where a mapping has errors;
        the others are tested all the same.
        """)

    @Argument(help: "Mapping files, - for standard input, or ready mappings' names (default: all ready mappings).")
    var files: [String] = []

    @Option(help: ArgumentHelp("The folder that holds the golden folders, by the mappings' names.", valueName: "dir"))
    var samples: String?

    @Flag(help: "Write the golden files that differ anew, and say which.")
    var record = false

    @Flag(help: "One object a test (docs/cli-json.md).")
    var json = false

    mutating func run() async throws {
      if let samples {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: samples, isDirectory: &isFolder), isFolder.boolValue else {
          throw Diagnostic("samples.missing", "there is no such folder", at: Position(file: samples))
        }
      }
      var tally = Tally()
      for file in files.isEmpty ? Mapping.readyNames : files where !MappingCommand.skipsSchema(file) {
        // One that cannot be run is told of with all that is wrong with it, and the others are run all the same.
        do {
          try await test(file, &tally)
        } catch let diagnostics as Diagnostics {
          Terminal.say(diagnostics)
          tally.unusable += 1
        } catch let diagnostic as Diagnostic {
          Terminal.say(diagnostic)
          tally.unusable += 1
        }
      }
      if !json { Terminal.say(tally.words) }
      if tally.unusable > 0 { throw ExitStatus.couldNotStart.code }
      if tally.failed > 0 { throw ExitStatus.withRejects.code }
    }

    /// What the tests came to.
    private struct Tally {
      var passed = 0
      var failed = 0
      /// Mappings, or the inputs of their golden folders, that cannot be used.
      var unusable = 0

      var words: String {
        "\(passed) passed, \(failed) failed" + (unusable > 0 ? ", \(unusable) could not be run" : "")
      }

      mutating func count(_ isPassed: Bool) {
        if isPassed { passed += 1 } else { failed += 1 }
      }
    }

    /// Runs the tests of one mapping.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` for a mapping, or an input of a golden folder, that cannot be used.
    private func test(_ file: String, _ tally: inout Tally) async throws {
      let mapping = try Mapping.found(file)
      let isPath = file.contains("/") || file.hasSuffix(".json")
      let folders =
        file == "-" ? [] : GoldenFolder.folders(ofMapping: isPath ? file : mapping.name, samples: samples)
      if mapping.testCount == 0, folders.isEmpty { Terminal.say("\(file): the mapping has no tests") }
      for result in mapping.runTests() {
        tally.count(result.passed)
        show(mapping, result.name, isPassed: result.passed, differences: result.differences, recorded: [])
      }
      for folder in folders {
        let files = try await folder.run(mapping)
        // What nobody has said yet cannot be wrong: to record it first is no failure.
        let isPassed = files.allSatisfy { $0.isEqual || record && $0.expected == nil }
        tally.count(isPassed)
        let recorded = record ? try GoldenFolder.record(files) : []
        let differences = files.flatMap { file in
          file.differences.map { "\(file.path.split(separator: "/").last ?? ""): \($0)" }
        }
        show(mapping, folder.input, isPassed: isPassed, differences: differences, recorded: recorded)
      }
    }

    private func show(
      _ mapping: Mapping, _ test: String, isPassed: Bool, differences: [String], recorded: [String]
    ) {
      guard json else {
        let word = differences.isEmpty ? "ok    " : recorded.isEmpty ? "FAILED" : "WROTE "
        Terminal.write("\(word) \(mapping.name): \(test)\n")
        for difference in differences { Terminal.write("         \(difference)\n") }
        for path in recorded { Terminal.write("         recorded \(path)\n") }
        return
      }
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("mapping", mapping.name)
      writer.member("test", test)
      writer.member("passed", isPassed)
      writer.member("differences", texts: differences)
      writer.member("recorded", texts: recorded)
      writer.endObject()
      writer.endLine()
      Terminal.write(writer.bytes)
    }
  }
}
