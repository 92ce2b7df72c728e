import Glibc
import LeadJournal
package import LeadModel
import LeadReaders

/// People who are never to be sent, by their addresses and numbers: `"suppress"` of a destination.
///
/// A cell of any column counts, and a line that is nothing but a value. Where a number's country is not known it is taken
/// for any: rather too many are left out than one too few. Kept as digests, 8 bytes each, at most ``maxValues``.
package struct SuppressionList: Sendable {
  /// Addresses and numbers of all files: 64 MB in memory.
  package static let maxValues = 2_000_000

  /// What the summary, previews and dead letters say.
  static let finding = Finding("suppressed", "the address or number is on a list of people who are never to be sent")

  private var values: Set<ContactDigest> = []

  /// Of no file.
  package init() {}

  /// Reads a destination's files.
  ///
  /// - Parameter destination: `nil`, or one that has none: nobody is suppressed.
  /// - Throws: `suppress.missing`, `suppress.unreadable` or `suppress.tooLarge`; a reader's own diagnostic for what is no
  ///   table. Nothing may be sent then.
  package init(of destination: Destination?) async throws {
    for path in destination?.suppress ?? [] { try await read(path) }
  }

  /// Whether a lead is not to be sent.
  package func holds(_ lead: Lead) -> Bool {
    guard !values.isEmpty else { return false }
    if let email = lead.email, has("email", ContactText.email(email)) { return true }
    if let number = ContactText.number(dialCode: lead.dialCode, phone: lead.phone) {
      if has("+", number) || has("phone", ContactText.significant(number)) { return true }
      if has("phone", ContactText.significant(ContactText.digits(lead.phone ?? ""))) { return true }
    }
    // Further addresses and numbers of a record are attributes.
    return lead.attributes.contains { attribute in
      let key = attribute.key.lowercased()
      return (key.hasPrefix("email") || key.hasPrefix("phone")) && holds(WrittenContacts(attribute.value))
    }
  }

  private func holds(_ contacts: WrittenContacts) -> Bool {
    if contacts.emails.contains(where: { has("email", $0) }) || contacts.bare.contains(where: { has("phone", $0) }) {
      return true
    }
    return contacts.international.contains { number in
      // How long its dial code is nobody says: 1 to 3 digits (ITU-T E.164, 6.2.1).
      has("+", number)
        || (0...3).contains { has("phone", ContactText.significant(String(number.dropFirst($0)))) }
    }
  }

  private func has(_ kind: String, _ text: String) -> Bool { values.contains(ContactDigest(kind, text)) }

  // MARK: Reading

  private mutating func read(_ path: String) async throws {
    guard access(path, F_OK) == 0 else { throw Self.refusal("suppress.missing", "there is no such file", path) }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, R_OK) == 0 else {
      throw Self.refusal("suppress.unreadable", "this is no file that can be read", path)
    }
    var options = ReaderOptions(format: .csv)
    // The first line may be a value too; a name of a column is none.
    options.headerRows = 0
    options.findsHeader = false
    let records = try InputRecords(.file(path: path), options: options)
    while let batch = try await records.next() {
      for record in batch { take(record) }
      guard values.count <= Self.maxValues else {
        records.stop()
        throw Self.refusal(
          "suppress.tooLarge", "the lists of suppressed people hold more than \(Self.maxValues) values", path)
      }
    }
  }

  private mutating func take(_ record: Record) {
    if case .row(let row) = record.content {
      for column in row.cells.indices where !row.isEmpty(at: column) { take(WrittenContacts(row.text(at: column))) }
    } else {
      // A row that cannot be read as one still says whom it is about.
      for part in String(decoding: record.rawBytes, as: UTF8.self).split(whereSeparator: { ",;\t\n".contains($0) }) {
        take(WrittenContacts(String(part)))
      }
    }
  }

  private mutating func take(_ contacts: WrittenContacts) {
    for email in contacts.emails { values.insert(ContactDigest("email", email)) }
    for number in contacts.international { values.insert(ContactDigest("+", number)) }
    for number in contacts.bare { values.insert(ContactDigest("phone", number)) }
  }

  private static func refusal(_ code: String, _ fact: String, _ path: String) -> Diagnostic {
    Diagnostic(
      code, fact, at: Position(file: path),
      hint: "it is named under \"suppress\" of the destination; nothing is sent without it")
  }
}
