import Foundation
import LeadDelivery
import LeadModel

/// Tries a destination before it is kept: a listing call, and a lead that must turn up in it.
struct ConnectTrial {
  /// The code of an inbox that takes leads and does not list them.
  static let keepsNothing = "destination.keepsNothing"

  private let destination: Destination
  private let listing: ChatListing
  private let probe: LeadProbe

  /// - Throws: What no request can be made with: a token of other characters, a certificate file that cannot be used.
  init(_ destination: Destination) throws(Diagnostic) {
    let client = try PatientClient(connectingTo: destination)
    self.destination = destination
    listing = try ChatListing(destination, client: client)
    probe = try LeadProbe(destination, client: client)
  }

  /// Lists the first page of leads.
  ///
  /// - Returns: How many it holds.
  /// - Throws: Why there is no listing: token, ids, base URL or network, each with its own code.
  func list() async throws(Diagnostic) -> Int { try await listing.page(1, of: .lead).chats.count }

  /// Puts a lead that is nobody's under a uuid that the inbox cannot know, and looks for it.
  ///
  /// - Returns: The lead's uuid.
  /// - Throws: `destination.keepsNothing` where the inbox takes it and does not list it; else as ``list()``.
  func sendTestLead() async throws(Diagnostic) -> String {
    let uuid = UUID().uuidString.lowercased()
    let lead = Lead(
      name: "leadbridge test", email: "leadbridge-test-\(uuid.prefix(8))@example.com", tags: ["leadbridge-test"])
    try await probe.put(lead.body(uuid: uuid, botId: destination.botId, customerId: destination.customerId))
    guard try await probe.find(uuid: uuid) != nil else {
      throw Diagnostic(
        Self.keepsNothing,
        "\(destination.shownHost) answers that it took the test lead, but does not list it: leads would be lost there",
        hint: "check bot id and customer id; ask the vendor whether a lead with a new uuid opens a chat")
    }
    return uuid
  }
}
