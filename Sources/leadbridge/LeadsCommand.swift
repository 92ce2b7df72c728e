import ArgumentParser
import LeadDelivery
import LeadJSON
import LeadModel

/// The inbox, read back.
struct LeadsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leads",
    abstract: "Read the inbox back, and compare it with what was sent.",
    discussion: """
      Three examples:

        leadbridge leads list --to main
        leadbridge leads list --to main --csv > inbox.csv
        leadbridge leads verify contacts.csv --mapping hubspot-contacts --to main
      """,
    subcommands: [List.self, LeadsVerifyCommand.self])

  /// All chats of a kind.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the inbox's leads, all pages.")

    @OptionGroup(title: "Destination") var destination: DestinationOptions

    @Option(help: "lead or non-lead: chats with a contact, or without.")
    var type = InboxCalls.ListType.lead

    @Flag(help: "As a CSV table with a header.")
    var csv = false

    @Flag(help: "One object a chat, in the API's form.")
    var json = false

    /// Leads that are put out at once: an inbox may hold millions.
    private static let tablePart = 1_000

    private func write(_ table: inout LeadTable) {
      Terminal.write(table.takeLines(width: Terminal.width).joined(separator: "\n") + "\n")
    }

    func validate() throws {
      guard !(csv && json) else { throw ValidationError("--csv and --json exclude each other") }
    }

    mutating func run() async throws {
      let target = try destination.resolved(in: try destination.configuration())
      let listing = try ChatListing(target, client: try PatientClient(connectingTo: target))
      var table = LeadTable()
      var count = 0
      if csv { Terminal.write(ChatCSV.header) }
      for try await chats in listing.pages(of: type) {
        count += chats.count
        if csv {
          Terminal.write(chats.map(ChatCSV.line).joined())
        } else if json {
          var writer = JSONWriter()
          for chat in chats {
            chat.write(into: &writer)
            writer.endLine()
          }
          Terminal.write(writer.bytes)
        } else {
          table.add(chats)
          if table.count >= Self.tablePart { write(&table) }
        }
      }
      if !csv, !json, table.count > 0 || count == 0 { write(&table) }
      Terminal.say("\(count) \(type == .lead ? "leads" : "chats that are no leads")")
    }
  }
}

extension InboxCalls.ListType: ExpressibleByArgument {}
