/// The names of a table's columns, with their look-up: read once, shared by every row.
package final class Header: Sendable {
  /// As written, in order. May hold equal names and empty ones.
  package let names: [String]
  /// The physical line at which the header starts, from 1; `nil` where the names are made up.
  package let line: Int?
  private let exact: [String: [Int]]
  private let folded: [FoldedName: [Int]]

  package init(_ names: [String], line: Int? = nil) {
    self.names = names
    self.line = line
    exact = Dictionary(grouping: names.indices, by: { names[$0] })
    folded = Dictionary(grouping: names.indices, by: { FoldedName(names[$0]) })
  }

  /// The columns that `name` means, in their order: empty if there are none.
  ///
  /// Compared to the letter first, then as ``FoldedName``; columns whose folded names are equal are one column, so all
  /// of them are returned where one is. `Email#2` is the second of them alone, where no column is so called itself.
  package func columns(named name: String) -> [Int] {
    if exact[name] != nil { return folded[FoldedName(name)] ?? [] }
    if let found = folded[FoldedName(name)] { return found }
    guard let mark = name.lastIndex(of: "#"), let number = Int(name[name.index(after: mark)...]), number > 0,
      let all = folded[FoldedName(String(name[..<mark]))], number <= all.count
    else { return [] }
    return [all[number - 1]]
  }

  /// The names with a number behind each repeated one (`Email`, `Email#2`): unique, as keys of an object.
  package var uniqueNames: [String] {
    var seen: [FoldedName: Int] = [:]
    return names.map { name in
      let count = seen[FoldedName(name), default: 0] + 1
      seen[FoldedName(name)] = count
      return count == 1 ? name : "\(name)#\(count)"
    }
  }
}
