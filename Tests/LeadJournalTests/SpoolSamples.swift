import Foundation
import LeadModel
import TestSupport

@testable import LeadJournal

/// A spool in a folder of its own, and posts for it.
struct SpoolSamples {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// On a disk that never fills.
  func open(limits: SpoolLimits = SpoolLimits()) throws -> Spool {
    try Spool(folder: folder.path("state"), limits: limits, freeBytes: { .max })
  }

  /// A post that arrived so many seconds after 2026 began.
  static func post(_ seconds: Int = 0, body: String = "email=jane%40example.com") -> Post {
    Post(
      target: "/hooks/contact?form=7", query: [FormField(name: "form", value: "7")],
      headers: [Post.HeaderField(name: "content-type", value: "application/x-www-form-urlencoded")],
      body: Array(body.utf8), address: "192.0.2.1", receivedAt: time(seconds))
  }

  static func time(_ seconds: Int) -> Timestamp {
    Timestamp(millisecondsSince1970: 1_767_225_600_000 + Int64(seconds) * 1000)
  }

  static func arrival(
    _ id: String, key: String? = nil, route: String = "/hooks/contact", at seconds: Int = 0,
    body: String = "email=jane%40example.com"
  ) -> Arrival {
    Arrival(id: id, route: route, deliveryKey: key, post: post(seconds, body: body))
  }
}

extension Spool {
  /// Puts a post on the disk, and waits until it is there.
  func accept(_ arrival: Arrival) async throws(SpoolRefusal) -> Accepted {
    let result = await withCheckedContinuation { continuation in
      accept(arrival) { continuation.resume(returning: $0) }
    }
    return try result.get()
  }

  /// The ids of all that waits.
  func waitingIDs(routes: Set<String>? = nil) throws -> [String] {
    try waiting(routes: routes, count: .max, bytes: .max).posts.map(\.id)
  }

  /// Settles all of a submission's only record.
  func settle(_ id: String, _ outcome: Outcome, now: Timestamp = SpoolSamples.time(1)) throws {
    for post in try waiting(count: .max, bytes: .max).posts where post.id == id {
      try settle(
        [SpoolSettlement(number: post.number, records: 1, outcomes: [(1, RecordOutcome(outcome, attempts: 1))])],
        now: now)
    }
  }
}
