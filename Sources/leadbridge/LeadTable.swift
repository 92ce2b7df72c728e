import LeadModel
import LeadPipeline

/// Leads as a table: the fields that people look for first.
struct LeadTable {
  private let table: Table

  /// Leads of a preview, with the line of the input at which each starts.
  init(_ items: [Preview.Item]) {
    var table = Table(columns: [.init(title: "line", alignRight: true, minimum: 4)] + Self.columns)
    table.rows = items.map { ["\($0.line)"] + Self.cells($0.lead ?? Lead()) }
    self.table = table
  }

  /// Leads as an inbox has them.
  init(_ chats: [Chat]) {
    var table = Table(columns: Self.columns + [.init(title: "updated", minimum: 10)])
    table.rows = chats.map { Self.cells($0.lead) + [$0.updatedAt.map { String($0.prefix(10)) } ?? ""] }
    self.table = table
  }

  /// The lines, none wider than `width`.
  func lines(width: Int) -> [String] { table.lines(width: width) }

  private static let columns: [Table.Column] = [
    .init(title: "name", minimum: 8), .init(title: "email", minimum: 12), .init(title: "phone", minimum: 10),
    .init(title: "status", minimum: 4), .init(title: "tags", minimum: 4),
  ]

  private static func cells(_ lead: Lead) -> [String] {
    [
      lead.name ?? "", lead.email ?? "", [lead.dialCode, lead.phone].compactMap(\.self).joined(separator: " "),
      lead.status?.rawValue ?? "", lead.tags.joined(separator: ", "),
    ]
  }
}
