import LeadJSON
import LeadModel

/// The top-level names of records that have no header, as they are met: what may go into no lead is among them.
struct MetNames {
  /// Names that are kept; forms of strangers could have any number.
  private static let limit = 1000

  private var known: Set<String> = []
  private(set) var inOrder: [String] = []

  mutating func take(_ record: Record) {
    switch record.content {
    case .row, .unreadable: break
    case .json(let value): for member in value.members { take(member.key) }
    case .form(let fields): for field in fields { take(field.name) }
    }
  }

  private mutating func take(_ name: String) {
    guard known.count < Self.limit, known.insert(name).inserted else { return }
    inOrder.append(name)
  }
}
