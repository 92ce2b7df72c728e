import ArgumentParser
import Foundation
import LeadDelivery
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import LeadReaders
import LeadSandbox

/// A local inbox, the samples pushed into it, what happened, and what to try next.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Push the samples into a local inbox and show what happened.",
    discussion: "Needs no network, no account and no file: all of it is inside the program.")

  /// The mappings whose samples are pushed: a few that differ, as nobody reads sixty.
  static let shown: Set = [
    "generic-contacts", "hubspot-contacts", "salesforce-report", "google-forms-responses", "typeform-webhook",
    "jotform-webhook",
  ]

  mutating func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "leadbridge-demo-\(getpid())").path()
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let samples = try Mapping.readySamples.filter { Self.shown.contains($0.mapping) }.map { sample in
      let path = "\(folder)/\(sample.fileName)"
      try Data(sample.bytes).write(to: URL(fileURLWithPath: path))
      return (mapping: sample.mapping, path: path)
    }
    let half = samples.count / 2
    var account: (token: String, bot: String, customer: String)?
    var summaries: [Summary] = []
    for (faulty, part) in [(false, samples.prefix(half)), (true, samples.dropFirst(half))] {
      let server = try InboxServer(Self.options(folder, faulty: faulty, account: account))
      let port = try await server.start()
      account = (server.token, server.botId, server.customerId)
      Terminal.write(
        faulty
          ? "\nThe local inbox now fails every third request and cuts connections:\n"
          : "A local inbox listens on http://127.0.0.1:\(port), and takes the first samples:\n")
      let destination = Destination(
        name: "demo", brand: "local", baseURL: "http://127.0.0.1:\(port)", botId: server.botId,
        customerId: server.customerId, token: Secret(server.token))
      for sample in part {
        summaries.append(try await push(sample.path, mapping: sample.mapping, to: destination, folder: folder))
      }
      if faulty { try await showInbox(destination) }
      await server.stop()
    }
    try showDeadLetters(folder)
    let read = summaries.reduce(0) { $0 + $1.read }
    let settled = summaries.reduce(0) { $0 + $1.delivered + $1.skipped + $1.rejected + $1.dead }
    Terminal.write(
      """

      \(read) records read, \(settled) settled: every record has one outcome, and those that did
      not make it are in a file, with their reasons.

      Try next:
        leadbridge sandbox                               a local inbox to push into
        leadbridge mapping list                          the ready mappings
        leadbridge preview FILE.csv --mapping generic-contacts
                                                         your own export, before it goes
        leadbridge connect                               a real inbox

      """)
    try FileManager.default.removeItem(atPath: folder)
    guard read == settled else { throw ExitStatus.withRejects.code }
  }

  private static func options(
    _ folder: String, faulty: Bool, account: (token: String, bot: String, customer: String)?
  ) -> InboxOptions {
    var options = InboxOptions()
    options.database = "\(folder)/inbox.sqlite"
    options.token = account?.token
    options.botId = account?.bot
    options.customerId = account?.customer
    if faulty {
      options.faults.failRate = 0.33
      options.faults.failStatus = 503
      options.faults.resetRate = 0.1
    }
    return options
  }

  private func push(_ path: String, mapping: String, to destination: Destination, folder: String) async throws
    -> Summary
  {
    let name = URL(fileURLWithPath: path).lastPathComponent
    Terminal.write("\n  $ leadbridge push \(name) --mapping \(mapping) --to demo\n")
    let run = MappingRun(
      botId: destination.botId, customerId: destination.customerId, now: Timestamp.now().description)
    var delivery = DeliveryOptions()
    // The demo's faults are many and its audience waits: it tries longer, as a real outage would not count.
    delivery.maxAttempts = 20
    let plan = PushPlan(
      inputs: [.file(path: path)], reading: ReaderOptions(), mapping: try Mapping.ready(named: mapping), run: run,
      destination: destination, delivery: delivery, deadLetters: "\(folder)/dead-letters.jsonl", stateFolder: folder)
    let summary = try await PushRun(plan).run().summary
    let text = SummaryText(summary: summary).lines
    Terminal.write("  \(text[0])\n")
    if summary.retries > 0 { Terminal.write("  \(summary.attempts) requests, \(summary.retries) of them retries\n") }
    return summary
  }

  private func showInbox(_ destination: Destination) async throws {
    let listing = try ChatListing(destination, client: try PatientClient(connectingTo: destination))
    var chats: [Chat] = []
    for try await page in listing.pages(of: .lead) { chats += page }
    Terminal.write("\nWhat the inbox holds now, read back:\n\n")
    Terminal.write(LeadTable(chats).lines(width: min(Terminal.width, 100)).joined(separator: "\n") + "\n")
  }

  private func showDeadLetters(_ folder: String) throws {
    Terminal.write("\nWhat did not make it, and why:\n\n")
    do {
      var reader = try DeadLetterFile("\(folder)/dead-letters.jsonl", create: false).reader()
      while let entry = try reader.next() {
        guard case .letter(let letter, _) = entry else { continue }
        let source = URL(fileURLWithPath: letter.source.name).lastPathComponent
        let place = letter.source.line.map { "\(source):\($0)" } ?? source
        for error in letter.errors { Terminal.write("  \(place): \(error.message) [\(error.code)]\n") }
      }
    } catch let error as JournalError {
      throw error.diagnostic
    }
  }
}
