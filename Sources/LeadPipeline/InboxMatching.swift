import LeadDelivery
import LeadJournal
import LeadMapping
import LeadModel

/// Meets people where they are: a lead whose address or number is on one chat of the inbox goes to that chat.
///
/// Leads whose uuid is given, or derived from the source's own key, keep it; they are remembered all the same, so that
/// others with their address or number go to their chat.
struct InboxMatching: Sendable {
  /// A lead as it was mapped.
  struct Candidate {
    var lead: Lead
    var identity: Identity?
    var uuid: String
  }

  /// What the summary says where several chats have a lead's address or number.
  static let ambiguous = "identity.ambiguous"

  private let index: ContactIndex
  /// By what they are matched; empty: what was decided before holds, and nothing else is.
  private let kinds: [ContactKind]
  private let remembers: Bool

  /// The matching of a destination; `nil` where its leads were never matched and are not to be.
  ///
  /// - Parameters:
  ///   - destination: Its ``Destination/matchInbox`` says by what.
  ///   - journal: Where it is remembered.
  ///   - remembers: Whether what is decided is written.
  /// - Throws: ``JournalError``.
  init?(of destination: Destination, in journal: Journal, remembers: Bool) throws(JournalError) {
    let isKnown = try ContactIndex.exists(in: journal, destinationKey: destination.key)
    guard isKnown || (!destination.matchInbox.isEmpty && remembers) else { return nil }
    index = try ContactIndex(in: journal, destinationKey: destination.key)
    kinds = destination.matchInbox
    self.remembers = remembers && !kinds.isEmpty
  }

  /// Finds the chats of leads, in their order: one transaction.
  ///
  /// - Throws: ``JournalError``.
  func matches(of candidates: [Candidate]) throws(JournalError) -> [PersonMatching.Match] {
    let people = candidates.map { candidate in
      let isFixed =
        switch candidate.identity {
        case .uuid?, .key?: true
        case .email?, .phone?, nil: false
        }
      return PersonMatching.Person(
        uuid: candidate.uuid, matched: Self.contacts(of: candidate.lead, kinds),
        contacts: kinds.isEmpty ? [] : Self.contacts(of: candidate.lead, ContactKind.allCases), isFixed: isFixed)
    }
    return try index.match(people, remembers: remembers)
  }

  /// Whether the inbox has listed a chat of this uuid.
  func isListed(_ uuid: String) throws(JournalError) -> Bool { try index.isListed(uuid) }

  // MARK: The listing

  /// Reads the listing: all of it at first, then what is new.
  ///
  /// - Parameters:
  ///   - destination: The inbox.
  ///   - delivery: How patiently, and how fast.
  ///   - isStopping: Asked once a page.
  /// - Throws: As ``InboxReading``; ``JournalError``; `CancellationError` where it is to stop.
  func read(_ destination: Destination, _ delivery: DeliveryOptions, isStopping: () -> Bool) async throws {
    guard !kinds.isEmpty else { return }
    let client = try PatientClient(connectingTo: destination, delivery)
    let reading = InboxReading(
      try ChatListing(destination, client: client), rate: delivery.rate ?? destination.rate)
    var isSorted = true
    if try index.isRead() {
      try await reading.readNews { try take($0, isStopping, &isSorted) }
      if isSorted { return }
    }
    try await reading.readAll { try take($0, isStopping, &isSorted) }
    try index.wasRead(isSorted)
  }

  private func take(_ chats: [Chat], _ isStopping: () -> Bool, _ isSorted: inout Bool) throws -> Int {
    if isStopping() { throw CancellationError() }
    // Where the newest does not come first, the front says nothing about what is behind it.
    let times = chats.map { $0.updatedAt ?? "" }
    if zip(times, times.dropFirst()).contains(where: { $0 < $1 }) || times.contains("") { isSorted = false }
    return try index.list(chats.compactMap(Self.listed))
  }

  private static func listed(_ chat: Chat) -> ContactIndex.ListedContact? {
    guard let uuid = chat.uuid else { return nil }
    return ContactIndex.ListedContact(
      uuid: uuid, updatedAt: chat.updatedAt ?? "", contacts: contacts(of: chat.lead, ContactKind.allCases))
  }

  private static func contacts(of lead: Lead, _ kinds: [ContactKind]) -> [ContactDigest] {
    kinds.compactMap { kind in
      let text =
        switch kind {
        case .email: lead.email.map { ContactText.email($0) }
        case .phone: ContactText.number(dialCode: lead.dialCode, phone: lead.phone)
        }
      return text.flatMap { $0.isEmpty ? nil : ContactDigest(kind.rawValue, $0) }
    }
  }
}
