import Glibc
import LeadJournal
import LeadModel
import LeadPipeline
import LeadReaders
import LeadSources

/// The part of a source's run that comes first where routes announce its records: these are fetched by their ids and
/// pushed, and then the posts that announced them are settled.
///
/// What is on the disk, wherever the process dies:
///
/// - In the fetch: nothing that counts; the posts wait, and their records are fetched again.
/// - In the push: its checkpoint and ledger; the records are fetched again, and what was delivered is unchanged.
/// - Between the push and the settlement: the same.
/// - Between dead letters and the settlement: the same, and the letters' ids are found in their file.
///
/// So a post goes only behind what it announced. Ids that the source has not are dead letters once the source has also
/// answered the question for what is new: a token that may not read leads makes them look gone.
///
/// A run takes up to ``FetchPlan/maxAnnounced`` ids, of posts of about 8 MB, and holds these in memory.
struct AnnouncedRun {
  private let run: SourceRun
  private let plan: FetchPlan
  private let announcement: Announcement
  private let spool: Spool
  private let file: DeadLetterFile
  private var posts: AnnouncedPosts?
  private var missing: Set<String> = []
  /// Ids of letters of these routes in the file; `nil`: nobody has asked yet.
  private var written: Set<String>?

  /// - Returns: `nil` where nothing can announce records of the source.
  /// - Throws: ``Diagnostic``: the file of dead letters cannot be used.
  init?(_ run: SourceRun, of plan: FetchPlan, in spool: Spool) throws(Diagnostic) {
    guard let announcement = plan.announcement, !run.source.announcers.isEmpty else { return nil }
    self.run = run
    self.plan = plan
    self.announcement = announcement
    self.spool = spool
    file = try DeadLetterFile(run.deadLetters)
  }

  /// Fetches and pushes what waiting posts announce, and settles them but for what the source has not.
  ///
  /// - Parameter end: Gets what it took, and why it was broken off: then the posts that are left wait.
  /// - Throws: ``FetchFailure``, ``JournalError``, and what a push throws.
  mutating func fetch(_ end: inout SourceRun.End) async throws {
    let found = try spool.waiting(routes: run.source.announcers, count: FetchPlan.maxAnnounced)
    guard !found.isEmpty else { return }
    let posts = AnnouncedPosts(
      found, announcement, maxIds: FetchPlan.maxAnnounced, to: run.source.target.destination)
    self.posts = posts
    try settle(posts.clear)
    var rest = posts.ids[...]
    while !rest.isEmpty {
      let ids = Array(rest.prefix(plan.announcedAtOnce))
      rest = rest.dropFirst(ids.count)
      let gone = try await push(ids, &end)
      guard end.isGood else { return }
      missing.formUnion(gone)
      try settle(posts.fetched(ids.filter { !gone.contains($0) }))
    }
  }

  /// Settles what the source has not; to be called once it has answered another question.
  ///
  /// - Parameter end: Told whether more posts wait.
  /// - Throws: ``JournalError``.
  mutating func finish(_ end: inout SourceRun.End) throws(JournalError) {
    guard let posts else { return }
    try settle(posts.gone(missing))
    let isLast = try spool.waiting(after: posts.reached, routes: run.source.announcers, count: 1).isEmpty
    end.announcementsWait = posts.isPartial || !isLast
  }

  /// Fetches records and pushes them.
  ///
  /// - Returns: The ids that the source has not.
  private func push(_ ids: [String], _ end: inout SourceRun.End) async throws -> Set<String> {
    guard let plan = plan.announced(ids) else { return [] }
    let path = try run.journal.sourceFolder(of: run.source.key) + "/announced"
    defer { unlink(path) }
    let result = try await run.fetcher(of: plan).fetch(into: path, state: nil)
    end.record.requests += result.counts.requests
    // A post must not go for an answer that held nothing.
    guard result.counts.records + result.missingIds.count == ids.count else {
      throw Diagnostic(
        FetchCode.shape.rawValue, "not every id that was announced is answered with a record, or with there being none",
        at: plan.position)
    }
    guard result.counts.records > 0 else { return Set(result.missingIds) }
    var push = run.push(of: path)
    push.reading.format = result.format
    push.sourceName = run.source.name
    push.restart = true
    end.take(try await run.push(push), of: push)
    return Set(result.missingIds)
  }

  /// Puts what has become of announcements on the disk, letters first.
  private mutating func settle(_ ending: AnnouncedPosts.Ending) throws(JournalError) {
    if !ending.letters.isEmpty {
      let letters = try unwritten(ending.letters)
      if !letters.isEmpty { try file.append(letters) }
    }
    try spool.settle(ending.settlements)
    for record in ending.records { run.events(.announced(source: run.source.name, record)) }
  }

  /// Those of letters that no killed process has written; the file is read once a run, where there is any letter.
  private mutating func unwritten(_ letters: [DeadLetter]) throws(JournalError) -> [DeadLetter] {
    let known: Set<String>
    if let written {
      known = written
    } else {
      let routes = run.source.announcers
      known = try file.ids { routes.contains($0.source.name) }
      written = known
    }
    return letters.filter { !known.contains($0.id) }
  }
}
