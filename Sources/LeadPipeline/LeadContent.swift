import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// A lead that was mapped, with what tells it from what an inbox has: waits for its turn among those with its uuid.
struct LeadContent: Sendable {
  let uuid: String
  let lead: Lead
  /// Fields that go with the first delivery of a uuid alone.
  let once: [LeadField]
  /// What the ledger keeps of it; `nil` where the uuid is none in RFC 9562's form: then it is sent every time.
  let key: LeadKey?
  /// See ``LedgerEntry/digest``.
  let digest: LeadDigest
  /// Of the lead's notes, in order.
  let notes: [NoteDigest]
  /// The body of all of it: what is sent where nothing of the uuid was delivered before.
  let body: [UInt8]

  /// - Parameters:
  ///   - lead: As mapped.
  ///   - steady: The same as if `@now` were empty; `nil`: `lead` is.
  ///   - uuid: Its own.
  ///   - once: See ``once``.
  ///   - destination: Where it goes.
  ///   - writer: To write in; what it holds is lost.
  init(
    _ lead: Lead, steady: Lead?, uuid: String, once: [LeadField], for destination: Destination,
    writer: inout JSONWriter
  ) {
    self.uuid = uuid
    self.lead = lead
    self.once = once
    key = LeadKey(uuid)
    var layout = lead.writeBody(uuid: uuid, for: destination, alone: &writer)
    body = writer.bytes
    notes = lead.notes.map { NoteDigest(title: $0.title, description: $0.description) }
    // Nearly always what is hashed is what is sent, and written once.
    if steady != nil || !once.isEmpty {
      var hashed = steady ?? lead
      hashed.remove(once)
      layout = hashed.writeBody(uuid: uuid, for: destination, alone: &writer)
    }
    digest = LeadDigest(of: writer, layout: layout)
  }

  /// What of the lead is to be sent to an inbox; `nil`: it has all of it.
  ///
  /// - Parameters:
  ///   - entry: What the inbox has; `nil`: nothing of this lead.
  ///   - repeats: What of it goes that was sent before.
  /// - Returns: Without notes and fields that the inbox was sent before: it appends notes, and people there change what
  ///   goes once.
  func news(to entry: LedgerEntry?, repeats: Repeats) -> Lead? {
    guard let entry else { return lead }
    if repeats == .nothing { return nil }
    var newNotes: [Lead.Note] = []
    if !notes.isEmpty, !once.contains(.notes) {
      let known = Set(entry.notes)
      newNotes = zip(lead.notes, notes).filter { !known.contains($0.1) }.map(\.0)
    }
    guard repeats == .everything || digest != entry.digest || !newNotes.isEmpty else { return nil }
    var news = lead
    news.remove(once)
    news.notes = newNotes
    return news
  }

  /// What the ledger is to know once the inbox has said yes.
  func entry(after entry: LedgerEntry?, readAt: Timestamp, source: Int, record: Int) -> LedgerEntry? {
    guard let key else { return nil }
    var all = entry?.notes ?? []
    if all.isEmpty, notes.count == 1 { all = notes }
    for note in notes where !all.contains(note) { all.append(note) }
    return LedgerEntry(key: key, digest: digest, notes: all, readAt: readAt, source: source, record: record)
  }
}

extension Lead {
  /// Writes the body for a destination in place of what the writer holds.
  fileprivate func writeBody(
    uuid: String, for destination: Destination, alone writer: inout JSONWriter
  ) -> BodyLayout {
    writer.removeAll()
    return writeBody(uuid: uuid, botId: destination.botId, customerId: destination.customerId, into: &writer)
  }

  /// Takes fields away.
  mutating func remove(_ fields: [LeadField]) {
    for field in fields {
      switch field {
      case .uuid: break
      case .name: name = nil
      case .email: email = nil
      case .phone:
        phone = nil
        dialCode = nil
      case .status: status = nil
      case .picture: picture = nil
      case .agentId: agentId = nil
      case .tags: tags = []
      case .notes: notes = []
      case .attributes: attributes = []
      }
    }
  }
}
