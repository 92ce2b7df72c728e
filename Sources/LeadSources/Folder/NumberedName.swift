/// A name that is not taken: `contacts.csv`, else `contacts-2.csv`, and so on.
enum NumberedName {
  /// Finds one.
  ///
  /// Numbers are tried in growing steps, and the gap is halved then: a folder with 35,000 files of one name costs some
  /// thirty questions. Where files were taken out, it may be a number among others.
  ///
  /// - Parameters:
  ///   - name: As the file is called.
  ///   - isTaken: Whether there is a file of a name.
  /// - Returns: The name, or it with a number from 2 on.
  static func free(for name: String, isTaken: (String) -> Bool) -> String {
    guard isTaken(name) else { return name }
    var taken = 1
    var free = 2
    while isTaken(Self.name(name, number: free)) {
      taken = free
      free *= 2
    }
    while free - taken > 1 {
      let middle = (free + taken) / 2
      if isTaken(Self.name(name, number: middle)) { taken = middle } else { free = middle }
    }
    return Self.name(name, number: free)
  }

  /// The number stands before the ending: `a-2.csv`, `a-2.csv.gz`, `a-2`.
  private static func name(_ name: String, number: Int) -> String {
    let isPacked = name.lowercased().hasSuffix(".gz")
    let stem = isPacked ? name.dropLast(3) : name[...]
    let dot = stem.lastIndex(of: ".") ?? stem.endIndex
    return "\(name[..<dot])-\(number)\(name[dot...])"
  }
}
