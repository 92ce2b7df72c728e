package import LeadJournal
package import LeadModel

/// Posts in the spool whose route has gone from the configuration: nobody delivers them.
///
/// They wait, as the route may come back; those that have waited too long become dead letters with all that they hold,
/// which `leadbridge replay` sends by a mapping that it is given.
package struct RoutelessPosts: Sendable {
  /// The letters' code.
  package static let code = "route.gone"
  /// Posts that are buried in one commit.
  static let step = 64

  private let spool: Spool
  private let file: DeadLetterFile
  private let events: @Sendable (LiveEvent) -> Void

  /// - Parameters:
  ///   - spool: Where they wait.
  ///   - file: Where the letters go.
  ///   - events: Told of each record that has become a dead letter.
  package init(spool: Spool, file: DeadLetterFile, events: @escaping @Sendable (LiveEvent) -> Void) {
    self.spool = spool
    self.file = file
    self.events = events
  }

  /// Makes dead letters of posts: the letters are on the disk before a post goes.
  ///
  /// Reads the dead letters once where there is anything to bury, as a process that died may have written some of them.
  ///
  /// - Parameters:
  ///   - paths: The routes that are gone.
  ///   - time: Posts that were received before it.
  /// - Returns: How many posts.
  /// - Throws: ``JournalError``; what is not buried waits on.
  package func bury(_ paths: Set<String>, receivedBefore time: Timestamp) throws(JournalError) -> Int {
    guard !paths.isEmpty else { return 0 }
    var count = 0
    var written: Set<String>?
    var last: Int64 = 0
    while true {
      let found = try spool.waiting(after: last, routes: paths, count: Self.step)
      last = found.reached
      let posts = found.posts.filter { $0.post.receivedAt < time }
      let damaged = found.damaged.filter { $0.receivedAt < time }
      // Rows lie in the order of their arrival: behind a young one there are none but young ones.
      if posts.isEmpty, damaged.isEmpty { return count }
      if written == nil { written = try file.ids { paths.contains($0.source.name) } }
      let burials = posts.map(Burial.init) + damaged.map(Burial.init)
      let letters = burials.flatMap(\.letters).filter { written?.contains($0.id) != true }
      if !letters.isEmpty { try file.append(letters) }
      try spool.settle(burials.map(\.settlement))
      burials.forEach { $0.events.forEach(events) }
      count += burials.count
    }
  }
}

/// What becomes of one such post.
private struct Burial {
  var letters: [DeadLetter] = []
  var settlement: SpoolSettlement
  var events: [LiveEvent] = []

  init(_ post: SpooledPost) {
    let finding = Finding(RoutelessPosts.code, "no route of the configuration has this path any more")
    // Without its mapping nobody knows where in a document the records are: it is taken as a whole, or as a list.
    var records = PostRecords.records(of: post.post, at: nil)
    settlement = SpoolSettlement(number: post.number, records: records.count)
    if let known = post.records, known != records.count {
      // Its route found others, of which some are settled: all of it once more, behind them.
      records = [
        Record(ordinal: known + 1, line: 1, content: .unreadable(finding), rawBytes: post.post.body[...])
      ]
      settlement.records = post.outcomes.count + 1
    }
    for record in records where post.outcomes[record.ordinal] == nil {
      bury(record, finding, id: post.id, route: post.route, receivedAt: post.post.receivedAt)
    }
  }

  init(_ post: DamagedPost) {
    settlement = SpoolSettlement(number: post.number, records: 1)
    bury(
      PostRecords.record(of: post), PostRecords.damage, id: post.id, route: post.route, receivedAt: post.receivedAt)
  }

  private mutating func bury(
    _ record: Record, _ finding: Finding, id: String, route: String, receivedAt: Timestamp
  ) {
    letters.append(
      DeadLetter(
        of: record, submission: id, route: route, receivedAt: receivedAt, errors: [finding], destination: nil))
    settlement.outcomes.append((record.ordinal, RecordOutcome(.dead, code: finding.code)))
    events.append(
      .settled(
        LiveEvent.SettledRecord(
          submission: id, ordinal: record.ordinal, route: route, destination: "", outcome: .dead, code: finding.code,
          receivedAt: receivedAt)))
  }
}
