import Dispatch
import LeadJournal
import LeadModel

/// The spool as the door sees it.
struct SpoolStore: SubmissionStore {
  /// After how many seconds a sender is asked to come again: by then a disk may have room.
  static let retryAfterSeconds = 30

  let spool: Spool
  /// Told every post that has come to be on the disk, and is no repeat; may not wait.
  private let kept: @Sendable (IncomingPost) -> Void
  /// Where submissions are looked up: reading waits for the disk.
  private let queue = DispatchQueue(label: "leadbridge.submissions")

  init(_ spool: Spool, kept: @escaping @Sendable (IncomingPost) -> Void = { _ in }) {
    self.spool = spool
    self.kept = kept
  }

  func accept(_ incoming: IncomingPost, answer: @escaping @Sendable (StoreAnswer) -> Void) {
    var arrival = Arrival(
      id: incoming.id, route: incoming.route, deliveryKey: incoming.deliveryKey, post: incoming.post)
    arrival.skipped = incoming.spam
    spool.accept(arrival) { [kept] result in
      switch result {
      case .success(.new):
        answer(.kept)
        if incoming.spam == nil { kept(incoming) }
      case .success(.repeated(let first)): answer(.repeated(of: first))
      case .failure(let refusal):
        answer(.refused(code: refusal.code, retryAfterSeconds: Self.retryAfterSeconds))
      }
    }
  }

  func submission(_ id: String, answer: @escaping @Sendable (SubmissionReport?) -> Void) {
    queue.async {
      // What cannot be read is answered as what is not there: a page, not a delivery, depends on it.
      answer((try? spool.submission(id: id)).flatMap { $0 }.map(SubmissionReport.init))
    }
  }
}

extension SubmissionReport {
  /// What the spool knows of it.
  init(_ submission: Submission) {
    self.init(
      id: submission.id, route: submission.route, receivedAt: submission.receivedAt, settledAt: submission.settledAt,
      records: submission.records, outcomes: submission.outcomes)
  }
}
