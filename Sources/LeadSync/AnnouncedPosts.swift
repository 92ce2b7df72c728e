import LeadJournal
import LeadModel
import LeadPipeline
import LeadSources

/// Posts that announce records of a source by ids: which ids are to be fetched, and what becomes of each announcement.
///
/// No disk, no request. Announcements are numbered as ``PostRecords`` numbers records, so that a route that had a mapping
/// goes on where that was:
///
/// | announcement | outcome | code |
/// | --- | --- | --- |
/// | of an id whose record was fetched, and is settled | skipped: the source counts the record | `announced` |
/// | of something else | skipped | `announced.other` |
/// | without an id | rejected, a dead letter | `announced.id` |
/// | of an id that the source has not | dead, a dead letter | `fetch.gone` |
/// | that cannot be read | rejected, a dead letter | the reader's |
struct AnnouncedPosts {
  /// What is to be put on the disk: the letters, then the settlements; then the records are told.
  struct Ending {
    var letters: [DeadLetter] = []
    var settlements: [SpoolSettlement] = []
    var records: [LiveEvent.SettledRecord] = []
  }

  /// The ids that are to be fetched, each once, in the order of their announcement.
  private(set) var ids: [String] = []
  /// Whether there were more of them.
  private(set) var isPartial = false
  /// Up to which row of the spool posts were looked at.
  let reached: Int64

  private let destination: Destination
  private var posts: [SpoolSettlement] = []
  private var announcements: [Announced] = []
  private var known: Set<String> = []

  /// A record of a post that has no outcome yet.
  private struct Announced {
    let post: Place
    let record: Record
    /// The record that it announces; `nil`: none, and ``finding`` says why.
    let id: String?
    var outcome = Outcome.skipped
    var finding: Finding?
  }

  private struct Place {
    let number: Int64
    let submission: String
    let route: String
    let receivedAt: Timestamp
  }

  private static let fetched = Finding(
    AnnouncementCode.fetched.rawValue, "the source has fetched what is announced")
  private static let other = Finding(
    AnnouncementCode.other.rawValue, "what is announced is no record of the source")
  private static let nothing = Finding(AnnouncementCode.nothing.rawValue, "the announcement names no id")
  private static let gone = Finding(
    AnnouncementCode.gone.rawValue, "the source has not, or not any more, what is announced by this id")

  /// Reads posts.
  ///
  /// - Parameters:
  ///   - found: As the spool gives them.
  ///   - announcement: Where ids are.
  ///   - maxIds: The most ``ids``; announcements of further ones wait for the next run.
  ///   - destination: Where the source's records go.
  init(_ found: SpooledPosts, _ announcement: Announcement, maxIds: Int, to destination: Destination) {
    self.destination = destination
    reached = found.reached
    for post in found.posts { read(post, announcement, maxIds) }
    for row in found.damaged {
      posts.append(SpoolSettlement(number: row.number, records: 1))
      add(
        Announced(
          post: Place(number: row.number, submission: row.id, route: row.route, receivedAt: row.receivedAt),
          record: PostRecords.record(of: row), id: nil, outcome: .rejected, finding: PostRecords.damage))
    }
  }

  private mutating func read(_ post: SpooledPost, _ announcement: Announcement, _ maxIds: Int) {
    let place = Place(number: post.number, submission: post.id, route: post.route, receivedAt: post.post.receivedAt)
    let records = PostRecords.records(of: post.post, at: announcement.records)
    posts.append(SpoolSettlement(number: post.number, records: records.count))
    for record in records where post.outcomes[record.ordinal] == nil {
      if case .unreadable(let finding) = record.content {
        add(Announced(post: place, record: record, id: nil, outcome: .rejected, finding: finding))
        continue
      }
      switch announcement.reading(of: record) {
      case .other: add(Announced(post: place, record: record, id: nil, finding: Self.other))
      case .nothing: add(Announced(post: place, record: record, id: nil, outcome: .rejected, finding: Self.nothing))
      case .id(let id):
        if !known.contains(id) {
          guard ids.count < maxIds else {
            isPartial = true
            continue
          }
          known.insert(id)
          ids.append(id)
        }
        add(Announced(post: place, record: record, id: id))
      }
    }
  }

  private mutating func add(_ announced: Announced) { announcements.append(announced) }

  /// What is clear without asking the source: also how many announcements each post holds.
  var clear: Ending {
    var ending = self.ending { $0.id == nil ? ($0.outcome, $0.finding ?? Self.nothing) : nil }
    let settled = Set(ending.settlements.map(\.number))
    ending.settlements += posts.filter { !settled.contains($0.number) }
    return ending
  }

  /// What becomes of the announcements of records that were fetched, once these are settled.
  func fetched(_ ids: some Sequence<String>) -> Ending {
    let ids = Set(ids)
    return ending { announced in announced.id.map(ids.contains) == true ? (.skipped, Self.fetched) : nil }
  }

  /// What becomes of the announcements of records that the source has not.
  func gone(_ ids: Set<String>) -> Ending {
    ending { announced in announced.id.map(ids.contains) == true ? (.dead, Self.gone) : nil }
  }

  private func ending(_ judge: (Announced) -> (Outcome, Finding)?) -> Ending {
    var ending = Ending()
    var outcomes: [Int64: [(ordinal: Int, fate: RecordOutcome)]] = [:]
    for announced in announcements {
      guard let (outcome, finding) = judge(announced) else { continue }
      let (post, ordinal) = (announced.post, announced.record.ordinal)
      if outcome != .skipped {
        ending.letters.append(
          DeadLetter(
            of: announced.record, submission: post.submission, route: post.route, receivedAt: post.receivedAt,
            errors: [finding], destination: destination))
      }
      outcomes[post.number, default: []].append((ordinal, RecordOutcome(outcome, code: finding.code)))
      ending.records.append(
        LiveEvent.SettledRecord(
          submission: post.submission, ordinal: ordinal, route: post.route, destination: destination.name,
          outcome: outcome, code: finding.code, receivedAt: post.receivedAt))
    }
    ending.settlements = posts.compactMap { post in
      outcomes[post.number].map { SpoolSettlement(number: post.number, records: post.records, outcomes: $0) }
    }
    return ending
  }
}
