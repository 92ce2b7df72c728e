import ArgumentParser
import Foundation
import LeadConfig
import LeadJSON
import LeadMapping
import LeadModel
import LeadServer

/// Routes of a running daemon.
struct RouteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route", abstract: "List the routes of the configuration; try one out.",
    subcommands: [RouteListCommand.self, RouteTestCommand.self])
}

/// The routes that the configuration has.
struct RouteListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the routes: path, sender, mapping, destination.")

  @OptionGroup var source: ConfigurationOptions

  @Flag(help: "One object a route (docs/cli-json.md).")
  var json = false

  mutating func run() throws {
    let configuration = try source.read(.optional)
    guard !json else { return configuration.routes.forEach(write) }
    var table = Table(columns: [
      .init(title: "route", minimum: 14), .init(title: "sender", minimum: 6), .init(title: "mapping", minimum: 8),
      .init(title: "to", minimum: 4),
    ])
    table.rows = configuration.routes.map {
      [$0.path, $0.accept, $0.mapping ?? $0.source.map { "source \($0)" } ?? "none", $0.to]
    }
    for line in table.lines(width: Terminal.width) { Terminal.write(line + "\n") }
  }

  private func write(_ route: RouteSettings) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("path", route.path)
    writer.member("sender", route.accept)
    writer.member("mapping", orNull: route.mapping)
    writer.member("source", orNull: route.source)
    writer.member("destination", route.to)
    writer.member("paused", route.isPaused)
    writer.endObject()
    writer.endLine()
    Terminal.write(writer.bytes)
  }
}

/// A sample posted to a route, as its sender would.
struct RouteTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Sign a sample, post it to a route, and follow it to the inbox.",
    discussion: """
      Two examples:

        leadbridge route test /hooks/contact
        leadbridge route test /hooks/contact --body post.json

      The daemon has to run, or to come up within 5 s. What is posted is a real lead
      for it: a sample person comes to be in the inbox. To follow it takes the
      operator's token or the route's secret. Exit code 0 where it arrived, else 1.
      """)

  @Argument(help: "The route's path.")
  var path: String

  @Option(help: ArgumentHelp("Post this file's bytes in place of the sample.", valueName: "file"))
  var body: String?

  @OptionGroup var source: ConfigurationOptions

  @Option(help: ArgumentHelp("Where the daemon is (default: as the configuration says).", valueName: "url"))
  var url: String?

  mutating func run() async throws {
    let configuration = try source.read()
    let plan = try DaemonPlan(configuration, .ofThisProcess)
    var bytes: [UInt8]?
    if let body {
      guard let data = FileManager.default.contents(atPath: body) else {
        throw Diagnostic("input.missing", "there is no such file", at: Position(file: body))
      }
      bytes = Array(data)
    }
    let trial = try RouteTrial(of: path, in: plan, at: url ?? StatusPage.doorBase(of: configuration), body: bytes)
    let report = try await trial.run()
    let done = report.done.filter { $0 != .delivered }.map(\.rawValue)
    if report.isGood {
      let end = report.done.contains(.delivered) ? "in the inbox" : report.message ?? "settled"
      Terminal.write("\((done + [end]).joined(separator: ", ")) after \(Duration.seconds(report.seconds).shown)\n")
      return
    }
    if !done.isEmpty { Terminal.write(done.joined(separator: ", ") + "\n") }
    Terminal.say(Diagnostic(report.failure ?? "route.failed", report.message ?? "the sample did not arrive"))
    throw ExitStatus.withRejects.code
  }
}
