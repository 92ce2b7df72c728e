import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import leadbridge

/// Help, and what is said of a wrong command line, fit a terminal of 80 columns.
@Suite(.timeLimit(.minutes(4)))
struct HelpTests {
  /// Every command, the program itself among them.
  static let commands: [any ParsableCommand.Type] = all(Leadbridge.self)

  private static func all(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    [command] + command.configuration.subcommands.flatMap(all)
  }

  @Test func everyCommandsHelpFitsEightyColumns() throws {
    #expect(Self.commands.count > 25)
    for command in Self.commands {
      let text = Help.folded(Leadbridge.helpMessage(for: command, columns: 80), columns: 80)
      #expect(text.contains("USAGE: leadbridge"), "\(command)")
      for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(command): \(line)") }
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
