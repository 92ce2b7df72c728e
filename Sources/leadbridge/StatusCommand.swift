import ArgumentParser
import Foundation
import LeadConfig
import LeadModel
import LeadPipeline
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

      Exit code 0 where all is well; 1 where something needs a look: an alarm, no
      posts taken, a refused configuration, a destination that is down or held; 2
      where the daemon does not show its state; 3 where none answers.
      """)

  @OptionGroup var source: ConfigurationOptions

  @Option(help: ArgumentHelp("Where the daemon is (default: as the configuration says).", valueName: "url"))
  var url: String?

  @Flag(help: "The status as JSON on standard output (docs/cli-json.md).")
  var json = false

  mutating func run() async throws {
    let (base, tokens) = try aim()
    let page: [UInt8]
    do {
      page = try await StatusPage.get(at: base, tokens: tokens)
    } catch let diagnostic as Diagnostic where diagnostic.code == StatusPage.unreachable {
      Terminal.say(diagnostic)
      throw ExitStatus.stoppedEarly.code
    }
    let status = try ServiceStatus(reading: page)
    if json {
      Terminal.write(page + [0x0A])
    } else {
      for line in StatusText(status: status).lines(width: Terminal.width) { Terminal.write(line + "\n") }
    }
    if status.needsAttention { throw ExitStatus.withRejects.code }
  }

  /// Where to ask, and what to show there.
  ///
  /// With `--url` a configuration that cannot be read is a warning: the daemon may run on an older one, and whoever asks
  /// it has a reason to.
  private func aim() throws -> (base: String, tokens: [Secret]) {
    do {
      let configuration = try source.read(.optional)
      let environment = ProcessInfo.processInfo.environment
      let tokens = try configuration.serve.operator.tokens.map {
        try $0.resolve(environment: environment, relativeTo: configuration.folder).secret
      }
      return (url ?? StatusPage.base(of: configuration), tokens)
    } catch {
      guard let url else { throw error }
      let first = (error as? Diagnostics)?.all.first ?? Diagnostic(ofRun: error)
      if first.code != "config.missing" {
        Terminal.say(
          Diagnostic(
            .warning, first.code, "no operator's token is shown: \(first.message)", at: first.position,
            hint: first.hint))
      }
      return (url, [])
    }
  }
}
