package import LeadJSON
import LeadModel

/// The lists of answers of one record, as columns: what `source.columns` makes of them.
package struct AnswerColumns: Sendable {
  /// One answer.
  package struct Column: Sendable {
    /// Every name that it is found under, the first of which it is shown by.
    ///
    /// Not empty, unique in the record.
    package let names: [String]
    package let value: JSONValue
  }

  /// In the record's order.
  package private(set) var columns: [Column] = []
  private var places: [FoldedName: Int] = [:]
  /// Keys of the record's own members that became columns, folded.
  private var taken: Set<FoldedName> = []
  /// Expressions that took too long on an answer, each once.
  private(set) var slowPatterns: [Pattern] = []

  package init() {}

  /// Notes expressions that were given up at their limit.
  mutating func gaveUp(on patterns: [Pattern]) {
    for pattern in patterns where !slowPatterns.contains(where: { $0 === pattern }) { slowPatterns.append(pattern) }
  }

  /// Adds an answer under all of its names.
  ///
  /// One that another answer has already gets a number: `Email#2`.
  ///
  /// - Returns: Whether it became a column: an answer without a name does not.
  @discardableResult
  mutating func append(names: [String], value: JSONValue) -> Bool {
    var unique: [String] = []
    for name in names {
      var candidate = name
      var count = 1
      // Two names of one answer that are equal are one name.
      while let place = places[FoldedName(candidate)], place != columns.count {
        count += 1
        candidate = "\(name)#\(count)"
      }
      if places.updateValue(columns.count, forKey: FoldedName(candidate)) == nil { unique.append(candidate) }
    }
    if !unique.isEmpty { columns.append(Column(names: unique, value: value)) }
    return !unique.isEmpty
  }

  /// Notes that a member of the record itself became a column: it does not pass by `"*"` once more.
  mutating func take(member key: String) { taken.insert(FoldedName(key)) }

  /// Whether the member of the record that is so called became a column.
  func hasTaken(member key: String) -> Bool { !taken.isEmpty && taken.contains(FoldedName(key)) }

  /// The answer that a path means, or what its further steps lead to in that.
  func value(at path: Path) -> JSONValue? {
    guard !columns.isEmpty else { return nil }
    if let key = path.wholeKey, let place = places[key.folded] { return columns[place].value }
    guard path.steps.count > 1, case .key(let key) = path.steps[0], let place = places[key.folded] else { return nil }
    return path.values(in: columns[place].value, from: 1).first
  }
}
