import LeadModel

/// What a run has seen of cursors.
struct CursorTrail: Sendable {
  /// What the last run kept.
  let stored: CursorValue?
  /// When the first page was asked for, by the server's clock as far as it is known.
  ///
  /// What changes while a run goes may stand on a page that was read before, so no later time becomes the cursor: the next
  /// run asks for it again. A date in the future, a slip of the pen, does not become one either.
  var asOf: Timestamp?
  private(set) var greatest: CursorValue?
  /// The greatest that may become the cursor.
  private(set) var settled: CursorValue?
  /// What could become it when pages began to be positions.
  private(set) var safe: CursorValue?
  /// Whether a page was asked for by its position in the list.
  private(set) var countsPositions = false
  /// Whether a record has changed since the run began.
  private(set) var hasChanges = false
  private(set) var missing = 0
  private(set) var readable = 0
  /// Whether every page so far went up, and none began below the one before.
  private(set) var isAscending = true
  /// Whether every page went down, and none ended above the one before: what is put in at the front of a list pushes the
  /// end of a page into the next.
  private(set) var isDescending = true
  /// Whether a record with the stored cursor was among them.
  private(set) var hasStored = false
  /// Whether there was a record behind the stored cursor, or none was stored.
  private(set) var hasNews: Bool
  private var last: CursorValue?

  init(stored: CursorValue?) {
    self.stored = stored
    hasNews = stored == nil
  }

  private func isSettled(_ value: CursorValue) -> Bool {
    guard let asOf, let moment = value.moment else { return true }
    return moment <= asOf
  }

  /// What a page's records had.
  ///
  /// - Parameters:
  ///   - values: In the page's order; `nil` for a record without one.
  ///   - startsAnew: Whether the page begins again somewhat before the end of the one before.
  mutating func add(_ values: [CursorValue?], startsAnew: Bool) {
    if startsAnew { last = nil }
    let lastBefore = last
    var isFirst = true
    for value in values {
      guard let value else {
        missing += 1
        isAscending = false
        isDescending = false
        continue
      }
      readable += 1
      if let last, value < last { isAscending = false }
      if let last, !isFirst, last < value { isDescending = false }
      last = value
      isFirst = false
      greatest = max(greatest ?? value, value)
      if isSettled(value) { settled = max(settled ?? value, value) } else { hasChanges = true }
      guard let stored else { continue }
      if value == stored { hasStored = true }
      if stored < value { hasNews = true }
    }
    if let lastBefore, let last, lastBefore < last { isDescending = false }
  }

  /// The next page is asked for by its position.
  mutating func goByPosition() {
    guard !countsPositions else { return }
    countsPositions = true
    safe = settled
  }
}
