/// A line of an explanation before it is laid out: words go on in the next line where one is too narrow, values are cut.
///
/// What is said about a value is of use to its last word; of the value itself the beginning tells which it is.
struct ExplanationLine {
  /// A part of the line; one blank stands between two.
  enum Piece {
    case words(String)
    /// Already visible and in quotes: ``Swift/String`` of ``DisplayWidth/visible(_:)``.
    case value(String)

    fileprivate var text: String {
      switch self {
      case .words(let text), .value(let text): text
      }
    }
  }

  /// What it begins with, its blanks included: further lines are indented as far, by half of the width at most.
  var head: String
  var pieces: [Piece]

  /// A value is not cut below so many columns while there is a further line to put it on.
  private static let leastOfValue = 12

  init(_ head: String, _ pieces: [Piece]) {
    self.head = head
    self.pieces = pieces.filter { !$0.text.isEmpty }
  }

  /// The line in as many as it takes, none wider than `width`.
  func lines(width: Int) -> [String] {
    let whole = head + pieces.map(\.text).joined(separator: " ")
    if DisplayWidth.of(whole) <= width { return [whole] }
    var layout = Layout(head, width: width)
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .words(let text):
        for word in text.split(separator: " ") { layout.add(String(word)) }
      case .value(let text):
        // Where words follow, they need the room more.
        let most = index + 1 < pieces.count ? max(Self.leastOfValue, layout.room / 2) : layout.room
        let least = min(DisplayWidth.of(text), Self.leastOfValue)
        layout.add(text, most: layout.isRoomLeft(for: least) ? min(most, layout.left) : most)
      }
    }
    return layout.lines
  }

  /// Words and values put behind one another.
  private struct Layout {
    private let width: Int
    private let margin: String
    private var done: [String] = []
    private var line: String
    private var isAtStart = true

    init(_ head: String, width: Int) {
      self.width = width
      line = DisplayWidth.cut(head, width)
      margin = String(repeating: " ", count: min(DisplayWidth.of(head), width / 2))
    }

    /// Columns of a further line.
    var room: Int { max(1, width - margin.utf8.count) }

    /// Columns that are left of this line.
    var left: Int { width - DisplayWidth.of(line) - (isAtStart ? 0 : 1) }

    func isRoomLeft(for columns: Int) -> Bool { left >= columns }

    var lines: [String] { done + [line] }

    /// Adds what is not broken, in at most `most` columns.
    mutating func add(_ text: String, most: Int = .max) {
      let text = DisplayWidth.cut(text, min(most, room))
      if !isRoomLeft(for: DisplayWidth.of(text)) {
        done.append(line)
        line = margin
        isAtStart = true
      }
      line += (isAtStart ? "" : " ") + text
      isAtStart = false
    }
  }
}
