/// The names of a table's columns, with their look-up: read once, shared by every row.
package final class Header: Sendable {
  /// As written, in order.
  ///
  /// May hold equal names and empty ones.
  package let names: [String]
  /// The physical line at which the header starts, from 1; `nil` where the names are made up.
  package let line: Int?
  /// The names with a number behind each repeated one (`Email`, `Email#2`): unique, as keys of an object.
  package let uniqueNames: [String]
  private let folded: [FoldedName: [Int]]

  package init(_ names: [String], line: Int? = nil) {
    self.names = names
    self.line = line
    let foldedNames = names.map(FoldedName.init)
    uniqueNames = Self.unique(foldedNames, of: names)
    folded = Dictionary(grouping: names.indices, by: { foldedNames[$0] })
  }

  /// The columns that `name` means, in their order: empty if there are none.
  ///
  /// Compared as ``FoldedName``, so what is equal to the letter is found too; columns whose folded names are equal are
  /// one column, so all of them are returned where one is. `Email#2` is the second of them alone, where no column is so
  /// called itself.
  package func columns(named name: String) -> [Int] {
    if let found = folded[FoldedName(name)] { return found }
    guard let mark = name.lastIndex(of: "#"), let number = Int(name[name.index(after: mark)...]), number > 0,
      let all = folded[FoldedName(String(name[..<mark]))], number <= all.count
    else { return [] }
    return [all[number - 1]]
  }

  /// See ``uniqueNames``.
  ///
  /// A column that is called `Email#2` itself keeps that name: then the second `Email` is `Email#3`.
  private static func unique(_ names: [FoldedName], of written: [String]) -> [String] {
    var taken = Set(names)
    var seen: [FoldedName: Int] = [:]
    return zip(names, written).map { folded, name in
      var count = seen[folded, default: 0] + 1
      while count > 1, !taken.insert(FoldedName("\(name)#\(count)")).inserted { count += 1 }
      seen[folded] = count
      return count == 1 ? name : "\(name)#\(count)"
    }
  }
}
