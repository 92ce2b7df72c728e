import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import leadbridge

/// Help, and what is said of a wrong command line, fit a terminal of 80 columns.
@Suite(.timeLimit(.minutes(4)))
struct HelpTests {
  /// Every command, by the words that call it.
  static let commands: [[String]] = all(Leadbridge.self, under: [])

  private static func all(_ command: any ParsableCommand.Type, under words: [String]) -> [[String]] {
    [words] + command.configuration.subcommands.flatMap { all($0, under: words + [$0._commandName]) }
  }

  @Test func everyCommandsHelpFitsEightyColumns() throws {
    #expect(Self.commands.count > 25)
    for words in Self.commands {
      let error = #expect(throws: (any Error).self) { try Leadbridge.parseAsRoot(words + ["--help"]) }
      let text = Help.folded(Leadbridge.fullMessage(for: try #require(error), columns: 80), columns: 80)
      for line in text.split(separator: "\n") {
        #expect(line.count <= 80, "leadbridge \(words.joined(separator: " ")) --help: \(line)")
      }
    }
  }

  @Test(arguments: [
    ("USAGE: a b", 80, "USAGE: a b"),
    ("USAGE: a <b> [--c <c>] [--d]", 20, "USAGE: a <b>\n    [--c <c>] [--d]"),
    ("Usage: a [--long-option <long-value>] [--d]", 20, "Usage: a\n    [--long-option <long-value>]\n    [--d]"),
    ("  --an-option <value>  What it does", 20, "  --an-option <value>  What it does"),
  ])
  func usageGoesOnInTheNextLine(_ text: String, _ columns: Int, _ folded: String) {
    #expect(Help.folded(text, columns: columns) == folded)
  }

  @Test func mistakesAreToldWithTheirExitCode() async throws {
    let folder = try TemporaryFolder()
    let result = try await Program.run(["push", "--no-such-option"], in: folder.path)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains("Unknown option '--no-such-option'"))
    #expect(result.errors.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(result.errors)")
    let help = try await Program.run(["serve", "--help"], in: folder.path)
    #expect(help.status == 0 && help.errors.isEmpty)
    #expect(help.output.contains("(default: info)") && !help.output.contains("default: 1"), "\(help.output)")
  }
}
