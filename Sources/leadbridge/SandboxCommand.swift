import ArgumentParser
import LeadModel
import LeadSandbox

/// The local inbox, with faults on request.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run a local inbox that speaks the same API, with faults on request.",
    discussion: """
      Two examples:

        leadbridge sandbox
        leadbridge sandbox --fail 0.1:503 --rate-limit 50/s --db inbox.sqlite

      Prints the options of 'push' that reach it. Ctrl-C ends it.
      """)

  @Option(help: "Port on 127.0.0.1; 0 takes a free one.")
  var port = 8787

  @Option(help: ArgumentHelp("SQLite file that keeps the chats (default: memory).", valueName: "file"))
  var db: String?

  @Option(help: "The token that it takes (default: made up).")
  var token: String?

  @Option(help: "The bot's id (default: made up).")
  var botId: String?

  @Option(help: "The customer's id (default: made up).")
  var customerId: String?

  @Option(help: "What becomes of a lead under a new uuid: create or ignore.")
  var unknownUuid = InboxOptions.UnknownUUIDs.create

  @Flag(help: "Refuse unknown fields.")
  var strict = false

  @OptionGroup(title: "Faults") var faults: FaultFlags

  mutating func run() async throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535") }
    var options = InboxOptions()
    options.port = port
    options.database = db
    options.token = token
    options.botId = botId
    options.customerId = customerId
    options.unknownUUIDs = unknownUuid
    options.strict = strict
    options.faults = faults.options
    let server = try InboxServer(options)
    let port = try await server.start()
    Terminal.say(
      "the local inbox listens on http://127.0.0.1:\(port)\(db.map { ", and keeps its chats in \($0)" } ?? "")")
    Terminal.say("to reach it:")
    Terminal.say("")
    // The words to paste are data: a script can take them from standard output.
    Terminal.write(
      """
      export LEADBRIDGE_TOKEN=\(server.token)
      leadbridge push contacts.csv --mapping generic-contacts --brand local \\
        --base-url http://127.0.0.1:\(port) \\
        --bot-id \(server.botId) --customer-id \(server.customerId)

      """)
    let (stops, stop) = AsyncStream<Void>.makeStream()
    let signals = Signals { stop.finish() }
    for await _ in stops {}
    withExtendedLifetime(signals) {}
    await server.stop()
    Terminal.say("\(server.requests) requests answered")
  }
}

/// What the local inbox is to do wrong.
struct FaultFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Every answer comes so much later.", valueName: "duration"))
  var latency: WrittenDuration?

  @Option(help: ArgumentHelp("This share of requests fails: 0.1, or 0.1:503.", valueName: "rate[:status]"))
  var fail: FailureShare?

  @Option(help: ArgumentHelp("Requests beyond this rate get 429 with Retry-After.", valueName: "rate"))
  var rateLimit: Rate?

  @Option(help: ArgumentHelp("This share of connections is cut in mid-answer.", valueName: "rate"))
  var reset: Share?

  @Option(help: ArgumentHelp("This share gets 200 with 'success: false'.", valueName: "rate"))
  var successFalse: Share?

  @Option(help: ArgumentHelp("After so many requests it goes away.", valueName: "n"))
  var downAfter: Int?

  @Option(help: ArgumentHelp("How long it stays away (default: 10s).", valueName: "duration"))
  var downFor: WrittenDuration?

  @Option(help: "The same seed gives the same faults.")
  var seed: UInt64 = 1

  /// What says nothing without the other is exit 64.
  func validate() throws {
    if downFor != nil, downAfter == nil { throw ValidationError("--down-for belongs to --down-after") }
  }

  /// As the local inbox takes them.
  var options: FaultOptions {
    var options = FaultOptions()
    if let latency { options.latency = latency.duration }
    if let fail {
      options.failRate = fail.share
      options.failStatus = fail.status ?? 500
    }
    options.rateLimit = rateLimit
    if let reset { options.resetRate = reset.value }
    if let successFalse { options.successFalseRate = successFalse.value }
    options.downAfter = downAfter
    if let downFor { options.downFor = downFor.duration }
    options.seed = seed
    return options
  }
}

extension InboxOptions.UnknownUUIDs: ExpressibleByArgument {}
