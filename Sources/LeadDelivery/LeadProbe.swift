package import LeadModel
import LeadTransport

/// Puts one lead and looks for it in the listing: proves that a destination keeps what it takes.
///
/// A 200 does not prove it: an inbox may answer so and open no chat for a uuid that it does not know.
package struct LeadProbe: Sendable {
  /// Pages that are looked through, of leads and of other chats.
  ///
  /// What was written last comes first, where the inbox sorts at all.
  package static let pages = 5
  /// Waits between the looks; one look more than waits.
  package static let waits: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]

  private let calls: InboxCalls
  private let client: PatientClient
  private let listing: ChatListing
  private let sleep: PatientClient.Sleep

  /// - Throws: `destination.token`, as `InboxCalls`.
  package init(
    _ destination: Destination, client: PatientClient,
    sleep: @escaping PatientClient.Sleep = { wait in try await ContinuousClock().sleep(for: wait) }
  ) throws(Diagnostic) {
    calls = try InboxCalls(destination)
    listing = try ChatListing(destination, client: client)
    self.client = client
    self.sleep = sleep
  }

  /// Puts a lead.
  ///
  /// Its body is as `Lead.body` makes it. Throws as `PatientClient.answer`.
  package func put(_ body: [UInt8]) async throws(Diagnostic) {
    try await client.answer(to: calls.put(body: body), to: "take a lead") { response in
      Verdict(response, now: .now()).ruling == .delivered ? () : nil
    }
  }

  /// Looks for the chat with this uuid, several times.
  ///
  /// `nil` where it does not turn up: the inbox keeps nothing, or lists it later or further behind. Throws as
  /// `PatientClient.answer`.
  package func find(uuid: String) async throws(Diagnostic) -> Chat? {
    for wait in Self.waits.map(Optional.some) + [nil] {
      for type in InboxCalls.ListType.allCases {
        if let chat = try await look(for: uuid, among: type) { return chat }
      }
      guard let wait else { break }
      do { try await sleep(wait) } catch { return nil }
    }
    return nil
  }

  private func look(for uuid: String, among type: InboxCalls.ListType) async throws(Diagnostic) -> Chat? {
    var pages = listing.pages(of: type)
    for _ in 0..<Self.pages {
      guard let chats = try await pages.next() else { return nil }
      if let chat = chats.first(where: { $0.uuid == uuid }) { return chat }
    }
    return nil
  }
}
