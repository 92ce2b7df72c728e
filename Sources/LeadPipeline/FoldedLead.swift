import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// What an inbox has of a lead after several records of it, one after the other: the API's rules of update.
///
/// Of each field the last that is there; tags as a set; each note once, as the ledger keeps it from being sent again;
/// attributes by their keys. Fields that go once are those of the first record.
struct FoldedLead {
  private(set) var lead = Lead()
  /// Fields that go once, by any of the records.
  private(set) var once: [LeadField] = []
  /// What the ledger is to know of it; `nil` before the first record.
  private(set) var entry: LedgerEntry?

  /// - Parameter records: As a ``VerificationFile`` has them, in the order in which they were read.
  init(_ records: [ExpectedRecord]) {
    for record in records {
      // Written by ourselves, as JSON.
      guard let document = try? JSONDocument(parsing: record.body) else { continue }
      add(Lead(body: document.root), once: Self.fields(record.once), entry: record.entry)
    }
  }

  init() {}

  /// Takes the next record.
  mutating func add(_ next: Lead, once fields: [LeadField], entry new: LedgerEntry) {
    var next = next
    if entry != nil { next.remove(fields) }
    lead.name = next.name ?? lead.name
    lead.email = next.email ?? lead.email
    lead.phone = next.phone ?? lead.phone
    lead.dialCode = next.dialCode ?? lead.dialCode
    lead.status = next.status ?? lead.status
    lead.picture = next.picture ?? lead.picture
    lead.agentId = next.agentId ?? lead.agentId
    for tag in next.tags where !lead.tags.contains(tag) { lead.tags.append(tag) }
    for note in next.notes where !lead.notes.contains(note) { lead.notes.append(note) }
    for attribute in next.attributes {
      if let known = lead.attributes.firstIndex(where: { $0.key == attribute.key }) {
        lead.attributes[known].value = attribute.value
      } else {
        lead.attributes.append(attribute)
      }
    }
    for field in fields where !once.contains(field) { once.append(field) }
    var notes = entry?.notes ?? []
    for note in new.notes where !notes.contains(note) { notes.append(note) }
    entry = LedgerEntry(
      key: new.key, digest: new.digest, notes: notes, readAt: new.readAt, source: new.source, record: new.record)
  }

  /// Fields as an ``ExpectedRecord`` has them.
  static func text(_ fields: [LeadField]) -> String { fields.map(\.rawValue).joined(separator: " ") }

  private static func fields(_ text: String) -> [LeadField] {
    text.split(separator: " ").compactMap { LeadField(rawValue: String($0)) }
  }
}
