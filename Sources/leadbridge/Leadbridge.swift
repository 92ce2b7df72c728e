import ArgumentParser
import Foundation
import LeadModel

/// The program: commands in groups, as a user meets them.
@main
struct Leadbridge: AsyncParsableCommand {
  /// Of the program; in `--version` and in the user agent.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "leadbridge",
    abstract: "Carries leads from exports and forms into a bot inbox, and loses none on the way.",
    discussion: """
      Two examples:

        leadbridge push contacts.csv --mapping hubspot-contacts --to main
        leadbridge preview contacts.csv --mapping hubspot-contacts

      Exit codes: 0 all delivered or skipped · 1 finished, with rejected or dead
      records · 2 could not start · 3 stopped early, run again to go on · 64 usage ·
      130 interrupted.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Every day", subcommands: [PushCommand.self, PreviewCommand.self, ReplayCommand.self]),
      CommandGroup(name: "Run", subcommands: [ServeCommand.self, SyncCommand.self, StatusCommand.self]),
      CommandGroup(
        name: "Set up", subcommands: [ConnectCommand.self, ConfigCommand.self, RouteCommand.self, MappingCommand.self]),
      CommandGroup(name: "Look", subcommands: [RecordsCommand.self, LeadsCommand.self, DeadLettersCommand.self]),
      CommandGroup(name: "Try", subcommands: [DemoCommand.self, SandboxCommand.self]),
    ]
  )

  /// Runs the command that was asked for; what it throws becomes words on standard error and an exit code.
  static func main() async {
    // A reader of ours that goes away must not kill us: writing to it fails then, and that is success.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let diagnostics as Diagnostics {
      Terminal.say(diagnostics)
      Foundation.exit(ExitStatus.couldNotStart.rawValue)
    } catch let diagnostic as Diagnostic {
      Terminal.say(diagnostic)
      Foundation.exit(ExitStatus(of: diagnostic).rawValue)
    } catch {
      if let unknown = UnknownCommand(Array(CommandLine.arguments.dropFirst()), root: Leadbridge.self) {
        Terminal.say(unknown.message)
        Foundation.exit(ExitStatus.usage.rawValue)
      }
      Help.end(with: error)
    }
  }
}
