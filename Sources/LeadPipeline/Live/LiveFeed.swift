import LeadDelivery
import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// Makes batches of leads of the posts that wait in the spool for one inbox.
struct LiveFeed: ~Copyable {
  /// Posts between two crossings into the recorder.
  static let batchCount = 64
  /// Records after which a batch takes no further post.
  static let batchRecords = 1_024

  private let destination: Destination
  private let spool: Spool
  /// The routes' mappers, by their paths, with their numbers in the share.
  private var mappers: [String: (number: Int, mapper: RouteMapper)] = [:]
  private let suppression: SuppressionList
  private let matching: InboxMatching?
  private let seen: @Sendable (Record, String) -> Void
  private var body = JSONWriter(reservingCapacity: 1024)
  private var ticket = 0
  /// The last row that was taken.
  private var last: Int64 = 0

  /// - Parameters:
  ///   - share: The inbox, and the routes to it.
  ///   - spool: Where the posts wait.
  ///   - suppression: Who is not to be sent.
  ///   - matching: Finds the chats that people are on already; `nil`: every lead goes to its own.
  ///   - seen: Told every record that is mapped, with its route's path.
  /// - Throws: What is wrong with a mapping's words.
  init(
    _ share: LiveShare, spool: Spool, suppression: SuppressionList, matching: InboxMatching?,
    seen: @escaping @Sendable (Record, String) -> Void
  ) throws(Diagnostics) {
    destination = share.target.destination
    self.spool = spool
    self.suppression = suppression
    self.matching = matching
    self.seen = seen
    for (number, route) in share.routes.enumerated() {
      mappers[route.path] = (number, try RouteMapper(route, to: destination))
    }
  }

  /// The next posts, mapped.
  ///
  /// - Parameter events: Told of warnings.
  /// - Returns: `nil` where none waits.
  /// - Throws: ``JournalError``.
  mutating func next(_ events: (LiveEvent) -> Void) throws(JournalError) -> LiveBatch? {
    let waiting = try spool.waiting(after: last, routes: Set(mappers.keys), count: Self.batchCount)
    guard !waiting.isEmpty else { return nil }
    var batch = LiveBatch()
    var candidates: [(lead: MappedLead, candidate: InboxMatching.Candidate)] = []
    var warnings: [Warned: Int] = [:]
    last = waiting.reached
    for post in waiting.posts {
      if batch.counts.reduce(0, { $0 + $1.records }) >= Self.batchRecords {
        last = post.number - 1
        break
      }
      guard let (number, mapped) = map(post, &batch) else { continue }
      for item in mapped {
        seen(item.record, post.route)
        for warning in item.record.warnings + item.mapped.warnings {
          warnings[Warned(route: post.route, code: warning.code), default: 0] += 1
        }
        let place = LivePlace(
          number: post.number, submission: post.id, route: number, receivedAt: post.post.receivedAt,
          record: item.record, bytes: post.post.body.count / mapped.count)
        switch item.mapped.outcome {
        case .lead(let lead, _, _) where suppression.holds(lead):
          batch.skipped.append((place, SuppressionList.finding))
        case .lead(let lead, let identity, let uuid):
          candidates.append(
            (
              MappedLead(place: place, lead: lead, steady: item.steady),
              InboxMatching.Candidate(lead: lead, identity: identity, uuid: uuid ?? "")
            ))
        case .skipped(let reason): batch.skipped.append((place, reason))
        case .rejected(let findings): batch.rejected.append((place, findings))
        }
      }
    }
    for damaged in waiting.damaged where damaged.number <= last { bury(damaged, in: &batch) }
    try open(candidates, &batch, &warnings)
    for (warned, count) in warnings { events(.warned(route: warned.route, code: warned.code, count: count)) }
    return batch
  }

  /// A row that cannot be read is a dead letter with all its bytes; those beside it go on.
  private func bury(_ damaged: DamagedPost, in batch: inout LiveBatch) {
    guard let number = mappers[damaged.route]?.number else { return }
    batch.counts.append((damaged.number, 1))
    batch.rejected.append(
      (
        LivePlace(
          number: damaged.number, submission: damaged.id, route: number, receivedAt: damaged.receivedAt,
          record: PostRecords.record(of: damaged), bytes: damaged.bytes.count), [PostRecords.damage]
      ))
  }

  private struct Warned: Hashable {
    let route: String
    let code: String
  }

  private struct MappedLead {
    let place: LivePlace
    let lead: Lead
    let steady: Lead?
  }

  /// The number of a post's route, and its records that are not settled.
  private mutating func map(
    _ post: SpooledPost, _ batch: inout LiveBatch
  ) -> (number: Int, records: [RouteMapper.MappedRecord])? {
    guard let (number, lent) = mappers.removeValue(forKey: post.route) else { return nil }
    var mapper = lent
    // Lent, not copied: a mapper grows with what it meets.
    defer { mappers[post.route] = (number, mapper) }
    let (count, records) = mapper.map(post.post, besides: { post.outcomes[$0] != nil })
    batch.counts.append((post.number, count))
    return (number, records)
  }

  /// Adds the leads of a batch; where they go is on the disk before any of them is sent.
  private mutating func open(
    _ candidates: [(lead: MappedLead, candidate: InboxMatching.Candidate)], _ batch: inout LiveBatch,
    _ warnings: inout [Warned: Int]
  ) throws(JournalError) {
    let matches = try matching?.matches(of: candidates.map(\.candidate))
    for (index, (mapped, candidate)) in candidates.enumerated() {
      guard let route = route(mapped.place.route) else { continue }
      if matches?[index].isAmbiguous == true {
        warnings[Warned(route: route.path, code: InboxMatching.ambiguous), default: 0] += 1
      }
      let content = LeadContent(
        mapped.lead, steady: mapped.steady, uuid: matches?[index].uuid ?? candidate.uuid, once: route.once,
        for: destination, writer: &body)
      ticket += 1
      batch.open.append(
        (
          ticket,
          OpenLead(
            content, place: mapped.place, readAt: mapped.place.receivedAt, lane: route.lane == .live ? .live : .bulk)
        ))
    }
  }

  private func route(_ number: Int) -> LiveRoute? {
    mappers.values.first { $0.number == number }?.mapper.route
  }
}
