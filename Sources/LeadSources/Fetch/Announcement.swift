import LeadJSON
package import LeadModel

/// How a provider's webhook announces records that are still to be fetched: it posts their ids alone.
package struct Announcement: Sendable, Equatable {
  /// What one record of such a post says.
  package enum Reading: Sendable, Hashable {
    /// A record of the source has this id; letters, digits, `-` and `_`, a number as it was written.
    case id(String)
    /// It says that it is about something else.
    case other
    /// It should name an id, and does not.
    case nothing
  }

  /// Where a post's records are.
  package let records: Path
  private let kind: Path
  private let kindValue: String
  private let id: Path

  init(records: Path, kind: Path, kindValue: String, id: Path) {
    self.records = records
    self.kind = kind
    self.kindValue = kindValue
    self.id = id
  }

  /// Reads a record of a post.
  ///
  /// - Parameter record: As a reader gives it with ``records``.
  /// - Returns: Never an id that could not stand in an address.
  package func reading(of record: Record) -> Reading {
    guard case .json(let value) = record.content else { return .nothing }
    if let kind = kind.values(in: value).first?.scalarText, kind != kindValue { return .other }
    guard let text = id.values(in: value).first?.scalarText, Self.isID(text) else { return .nothing }
    return .id(text)
  }

  /// Ids come from outside, and go into an address.
  static func isID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { byte in
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x2D || byte == 0x5F
      }
  }
}
