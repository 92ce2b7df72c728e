import LeadModel

/// The paths of a mapping, each once: everything else in its plan names them by number.
struct FieldTable: Sendable {
  /// A path's number.
  typealias ID = Int

  /// A path, and what it is when it is no field of the record.
  struct Entry: Sendable {
    let path: Path
    let circumstance: Circumstance?
  }

  private(set) var entries: [Entry] = []
  private var numbers: [Path: ID] = [:]

  /// The number of a path, a new one if it was not there.
  mutating func id(of path: Path, circumstance: Circumstance?) -> ID {
    if let known = numbers[path] { return known }
    numbers[path] = entries.count
    entries.append(Entry(path: path, circumstance: circumstance))
    return entries.count - 1
  }
}
