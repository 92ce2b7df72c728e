import ArgumentParser
import Foundation
import LeadConfig
import LeadModel
import LeadServer

/// How a running daemon stands.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how the running daemon stands: routes, destinations, what waits.",
    discussion: """
      Two examples:

        leadbridge status
        leadbridge status --json | jq .spool

      Exit code 0, 1 where an alarm is on or no posts are taken, 2 where no daemon
      answers.
      """)

  @OptionGroup var source: ConfigurationOptions

  @Option(help: ArgumentHelp("Where the daemon is (default: as the configuration says).", valueName: "url"))
  var url: String?

  @Flag(help: "The status as JSON on standard output (docs/cli-json.md).")
  var json = false

  mutating func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let configuration = try source.read(.optional)
    var tokens: [Secret] = []
    for reference in configuration.serve.operator.tokens {
      tokens.append(try reference.resolve(environment: environment, relativeTo: configuration.folder).secret)
    }
    let page = try await StatusPage.get(at: url ?? StatusPage.base(of: configuration), tokens: tokens)
    let status = try ServiceStatus(reading: page)
    if json {
      Terminal.write(page + [0x0A])
    } else {
      for line in StatusText(status: status).lines(width: Terminal.width) { Terminal.write(line + "\n") }
    }
    if !status.alarms.isEmpty || !status.isReady { throw ExitStatus.withRejects.code }
  }
}
