import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// How a preview's leads stand to what the inbox has.
package struct LeadStanding: Sendable, Equatable {
  /// Nothing of them is known.
  package var new = 0
  /// They were delivered and are different now, or the inbox has listed their chat.
  package var known = 0
  /// They were delivered as they are.
  package var unchanged = 0
  /// In the preview's inputs before: counted in one of the others too.
  package var repeated = 0
}

/// Holds a preview's leads against the ledger and the last reading of the listing; asks the inbox nothing.
struct LeadStandings {
  private(set) var standing = LeadStanding()
  private let destination: Destination
  private let ledger: Ledger?
  private let matching: InboxMatching?
  private var met = SharedIdentities()

  /// - Parameters:
  ///   - destination: Where the leads would go.
  ///   - stateFolder: Where the push would keep its journal; without one all leads are new.
  /// - Throws: ``JournalError``; why there is a journal that cannot be used.
  init(of destination: Destination, stateFolder: String) throws {
    self.destination = destination
    guard Journal.exists(in: stateFolder) else {
      ledger = nil
      matching = nil
      return
    }
    let journal = try Journal(folder: stateFolder)
    ledger = try Ledger(in: journal, destinationKey: destination.key)
    matching = try InboxMatching(of: destination, in: journal, remembers: false)
  }

  /// Takes records with what became of them; a lead that would go to a chat of the inbox gets its uuid.
  mutating func take(_ taken: inout [(record: Record, item: Preview.Item)], by mapped: MappedInput) throws {
    let leads = taken.indices.filter { taken[$0].item.lead != nil && taken[$0].item.uuid != nil }
    if let matching {
      let candidates = leads.map { index in
        let item = taken[index].item
        return InboxMatching.Candidate(lead: item.lead ?? Lead(), identity: item.identity, uuid: item.uuid ?? "")
      }
      for (index, match) in zip(leads, try matching.matches(of: candidates)) {
        taken[index].item.uuid = match.uuid
        if match.isAmbiguous {
          taken[index].item.warnings.append(
            Finding(InboxMatching.ambiguous, "several chats have its email or phone: it goes to its own"))
        }
      }
    }
    let keys = leads.compactMap { taken[$0].item.uuid.flatMap { LeadKey($0) } }
    var writer = JSONWriter(reservingCapacity: 1024)
    let entries = try ledger?.entries(for: keys) ?? [:]
    for index in leads {
      guard let lead = taken[index].item.lead, let uuid = taken[index].item.uuid else { continue }
      let before = met.count
      met.take(.uuid(uuid), input: 0, line: taken[index].item.line)
      standing.repeated += met.count - before
      let content = LeadContent(
        lead, steady: mapped.steadyLead(of: taken[index].record), uuid: uuid, once: mapped.mapping.once,
        for: destination, writer: &writer)
      let entry = content.key.flatMap { entries[$0] }
      if content.news(to: entry, repeats: .changes) == nil {
        standing.unchanged += 1
      } else if try entry != nil || matching?.isListed(uuid) == true {
        standing.known += 1
      } else {
        standing.new += 1
      }
    }
  }
}
