import LeadModel
import LeadPipeline

/// Leads as a table: the fields that people look for first.
struct LeadTable {
  private var table: Table

  /// Leads of a preview, with the line of the input at which each starts.
  init(_ items: [Preview.Item]) {
    var table = Table(columns: [.init(title: "line", alignRight: true, minimum: 4)] + Self.columns)
    table.rows = items.map { ["\($0.line)"] + Self.cells($0.lead ?? Lead()) }
    self.table = table
  }

  /// Leads as an inbox has them, the first of them or all.
  init(_ chats: [Chat] = []) {
    table = Table(columns: Self.columns + [.init(title: "updated", minimum: 10)])
    add(chats)
  }

  /// Adds leads as an inbox has them.
  mutating func add(_ chats: [Chat]) {
    table.rows += chats.map { Self.cells($0.lead) + [$0.updatedAt.map { String($0.prefix(10)) } ?? ""] }
  }

  /// How many leads wait to be put out.
  var count: Int { table.rows.count }

  /// Takes what was added out as lines: see ``Table/takeLines(width:)``.
  mutating func takeLines(width: Int) -> [String] { table.takeLines(width: width) }

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
