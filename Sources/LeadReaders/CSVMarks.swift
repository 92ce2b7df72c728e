/// The places that the tokenizer found in a table's bytes and nobody has used yet.
struct CSVMarks: Sendable {
  /// Offsets of the delimiters and line ends outside of quotes, in order: each ends a cell; and room behind them.
  var ends: [UInt32] = []
  var endCount = 0
  /// Offsets of what lies inside of quotes and matters now and then, in order: line ends (they count as lines),
  /// delimiters (they do not), and the second quote of each doubled pair (the cell has to be unescaped).
  var notes: [UInt32] = []
  var noteCount = 0
  /// How many of ``ends`` are known to be delimiters: the search for a record's end need not look at them again.
  private var searched = 0

  /// Makes room for `count` more ends, and as many notes.
  mutating func reserve(_ count: Int) {
    let missingEnds = endCount + count - ends.count
    if missingEnds > 0 { ends.append(contentsOf: repeatElement(0, count: max(missingEnds, ends.count))) }
    let missingNotes = noteCount + count - notes.count
    if missingNotes > 0 { notes.append(contentsOf: repeatElement(0, count: max(missingNotes, notes.count))) }
  }

  /// The index in ``ends`` of the last that ends a record, if any does; each is looked at once in its life.
  mutating func lastRecordEnd(in bytes: UnsafeRawBufferPointer, delimiter: UInt8) -> Int? {
    var index = endCount
    while index > searched {
      index -= 1
      if bytes[Int(ends[index])] != delimiter { return index }
    }
    searched = endCount
    return nil
  }

  /// Forgets the first ends and notes: their records are out.
  mutating func drop(ends droppedEnds: Int, notes droppedNotes: Int) {
    if droppedEnds > 0 {
      for index in droppedEnds..<endCount { ends[index - droppedEnds] = ends[index] }
      endCount -= droppedEnds
      searched = max(0, searched - droppedEnds)
    }
    if droppedNotes > 0 {
      for index in droppedNotes..<noteCount { notes[index - droppedNotes] = notes[index] }
      noteCount -= droppedNotes
    }
  }

  /// Forgets everything.
  mutating func removeAll() {
    endCount = 0
    searched = 0
    noteCount = 0
  }

  /// Follows the bytes when they move down by `distance`.
  mutating func rebase(by distance: Int) {
    let distance = UInt32(distance)
    for index in 0..<endCount { ends[index] -= distance }
    for index in 0..<noteCount { notes[index] -= distance }
  }
}
