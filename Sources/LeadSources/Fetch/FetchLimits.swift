import LeadConfig

/// How much a run may fetch: the defaults, and between what a source's settings may put them (`FetchSettings.pageRange`).
///
/// | | at first | at least | at most |
/// | --- | --- | --- | --- |
/// | pages a run | 1,000 | 1 | 100,000 |
/// | records a run | 1,000,000 | 1 | 50,000,000 |
/// | bytes a run | 256 MB | 1 KB | 16 GB |
/// | bytes a page of JSON | 16 MB | | the run's |
/// | bytes a page of CSV or JSON lines | 64 MB | | the run's |
package struct FetchLimits: Sendable, Hashable {
  package var pages = 1_000
  package var records = 1_000_000
  package var bytes = 256_000_000
  /// Of one answer, unpacked: as much is held in memory at a time.
  package var pageBytes = 16_000_000

  /// Requests for one page, before the run has failed.
  package static let attempts = 5
  /// The longest that a run waits because the server asks for it, all such waits together; others wait for its place.
  ///
  /// Beyond it the run fails with the wait that was asked for, and the source's schedule keeps it.
  package static let longestHold = Duration.seconds(30)
  /// Redirects that are followed for one page, where a ready source allows any.
  package static let redirects = 5

  init(_ settings: FetchSettings) {
    pages = settings.maxPages ?? pages
    records = settings.maxRecords ?? records
    bytes = settings.maxBytes ?? bytes
    if settings.format == .csv || settings.format == .jsonl { pageBytes = 64_000_000 }
    pageBytes = min(pageBytes, bytes)
  }
}
