package import LeadModel

/// Dead letters counted by what is wrong with them and by the mapping that they came by.
///
/// Memory does not grow with the letters: beyond ``maxGroups`` names the rest are counted together.
package struct DeadLetterOverview: Sendable {
  /// Letters that have something in common.
  package struct Group: Sendable, Hashable {
    package var count = 0
    package var oldest: Timestamp
    package var newest: Timestamp

    init(_ time: Timestamp) {
      oldest = time
      newest = time
    }

    mutating func add(_ time: Timestamp) {
      count += 1
      oldest = min(oldest, time)
      newest = max(newest, time)
    }
  }

  /// Names that are told apart, of codes and of mappings each: a file that was made by hand may hold any number.
  package static let maxGroups = 1_000
  /// What stands for all further names.
  package static let others = "…"

  /// All of them; `nil`: there are none.
  package private(set) var all: Group?
  private var codes: [String: Group] = [:]
  private var mappings: [String: Group] = [:]

  package init() {}

  /// Counts a letter: under each code of its errors once.
  package mutating func add(_ letter: DeadLetter) {
    var group = all ?? Group(letter.at)
    group.add(letter.at)
    all = group
    for code in Set(letter.errors.map(\.code)) { Self.count(code, letter.at, in: &codes) }
    Self.count(letter.mapping?.name ?? "", letter.at, in: &mappings)
  }

  /// The codes, the most frequent first; a letter with two errors is among both.
  package var byCode: [(name: String, group: Group)] { Self.sorted(codes) }
  /// The mappings, the most frequent first; an empty name: letters that came by none.
  package var byMapping: [(name: String, group: Group)] { Self.sorted(mappings) }

  private static func count(_ name: String, _ time: Timestamp, in groups: inout [String: Group]) {
    let name = groups[name] == nil && groups.count >= maxGroups ? others : name
    groups[name, default: Group(time)].add(time)
  }

  private static func sorted(_ groups: [String: Group]) -> [(name: String, group: Group)] {
    groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { (name: $0.key, group: $0.value) }
  }
}
