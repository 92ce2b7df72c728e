import Foundation
import LeadModel
import Synchronization
import TestSupport
import Testing

@testable import LeadJournal

/// A thousand callers at once, and a process that dies among them.
struct SpoolLoadTests {
  private let samples: SpoolSamples

  init() throws { samples = try SpoolSamples() }

  @Test(.timeLimit(.minutes(2)))
  func aThousandCallersLoseNothing() async throws {
    let spool = try samples.open()
    let drained = Task {
      // Settles beside the arrivals, as deliveries do.
      var settled = Set<String>()
      var reached: Int64 = 0
      while settled.count < 2000 {
        let page = try spool.waiting(after: reached)
        reached = page.reached
        try spool.settle(
          page.posts.map { SpoolSettlement(number: $0.number, records: 1, outcomes: [(1, RecordOutcome(.delivered))]) })
        settled.formUnion(page.posts.map(\.id))
        await Task.yield()
      }
      return settled
    }
    try await withThrowingTaskGroup { group in
      for caller in 0..<1000 {
        group.addTask {
          for turn in 0..<2 {
            _ = try await spool.accept(SpoolSamples.arrival("\(caller)-\(turn)", key: "\(caller)-\(turn)"))
          }
        }
      }
      try await group.waitForAll()
    }
    let settled = try await drained.value
    #expect(settled == Set((0..<1000).flatMap { ["\($0)-0", "\($0)-1"] }))
    #expect(spool.status.rows == 0 && spool.status.bytes == 0 && spool.status.oldest == nil)
  }

  /// What a killed process leaves is what it has written so far: the files as they are at that moment.
  ///
  /// Copied while arrivals are under way, the log's end is torn in the middle of a commit, as it is then.
  @Test(.timeLimit(.minutes(2)), arguments: [1, 2, 3])
  func whatWasAcceptedIsThereAfterAKillAtAnyMoment(round: Int) async throws {
    let spool = try samples.open()
    let tally = Tally()
    let arrivals = Task {
      await withTaskGroup { group in
        for caller in 0..<40 {
          group.addTask {
            for turn in 0..<round * 10 {
              let id = "\(caller)-\(turn)"
              // Every fifth is a repeat of the one before.
              let key = turn % 5 == 4 ? "\(caller)-\(turn - 1)" : id
              switch try? await spool.accept(SpoolSamples.arrival(id, key: key)) {
              case .new: tally.accepted.withLock { _ = $0.insert(id) }
              case .repeated: tally.repeats.withLock { $0 += 1 }
              case nil: Issue.record("refused")
              }
            }
          }
        }
      }
    }
    while tally.accepted.withLock({ $0.count }) < 100 { await Task.yield() }
    let before = tally.accepted.withLock { $0 }
    // The file first: so little is brought into it only at its end.
    for name in ["spool.sqlite", "spool.sqlite-wal"] {
      try samples.folder.write(try samples.folder.bytes(of: "state/\(name)"), to: "killed/\(name)")
    }
    await arrivals.value
    let restarted = try Spool(folder: samples.folder.path("killed"), freeBytes: { .max })
    let waiting = try restarted.waiting(count: .max, bytes: .max).posts
    let ids = waiting.map(\.id)
    #expect(before.isSubset(of: Set(ids)))
    #expect(Set(ids).count == ids.count && Set(waiting.map(\.deliveryKey)).count == ids.count)
    #expect(restarted.status.rows == ids.count)
    #expect(try restarted.submission(id: ids[0])?.isSettled == false)
    // All keys are still known, and numbers go on behind what is there.
    #expect(try await restarted.accept(SpoolSamples.arrival("again", key: ids[0])) == .repeated(of: ids[0]))
    #expect(try await restarted.accept(SpoolSamples.arrival("new", key: "new")) == .new)
    #expect(try restarted.waitingIDs() == ids + ["new"])
    #expect(tally.repeats.withLock { $0 } == 40 * round * 2)
  }
}

/// What callers were answered.
private final class Tally: Sendable {
  let accepted = Mutex(Set<String>())
  let repeats = Mutex(0)
}
