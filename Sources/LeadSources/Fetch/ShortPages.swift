/// Decides whether a page with fewer records than were asked for is the last.
///
/// A server may give fewer than it is asked for and have more all the same: its own limit is lower, or it takes some out of
/// a page. So only a run that has come to the stored cursor and found nothing new takes a short page for the end, that a
/// quiet source cost one request, and only
///
/// - if the page is shorter than the longest that the source ever gave, and
/// - in ``most`` runs in a row; the next asks on all the same, so that what lies behind is late at worst, whatever the
///   server does.
struct ShortPages: Sendable, Hashable {
  /// Runs in a row that may end at a short page.
  static let most = 9

  /// The longest page that the source ever gave, this run's among them; in records.
  private(set) var longest: Int
  /// The runs in a row that ended at a short page, this one among them where it did.
  private(set) var runs: Int
  /// Those before it.
  private let runsBefore: Int
  private let isTrusted: Bool

  /// - Parameters:
  ///   - longest: Of the runs before.
  ///   - runs: Those before that ended at a short page.
  ///   - isTrusted: Whether one may be the end at all.
  init(longest: Int = 0, runs: Int = 0, isTrusted: Bool = true) {
    self.longest = longest
    self.runs = 0
    runsBefore = runs
    self.isTrusted = isTrusted && runs < Self.most
  }

  /// Looks at a page with records in it.
  ///
  /// - Parameters:
  ///   - records: The page's.
  ///   - size: What was asked for; `nil`: not known, and then none is short.
  ///   - trail: What the run has seen, the page among it.
  /// - Returns: Whether it is the end, for its length alone.
  mutating func isEnd(_ records: Int, of size: Int?, _ trail: CursorTrail) -> Bool {
    defer { longest = max(longest, records) }
    guard isTrusted, let size, records < size, records < longest, !trail.hasNews, trail.hasStored else { return false }
    runs = runsBefore + 1
    return true
  }
}
