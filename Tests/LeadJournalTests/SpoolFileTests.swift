import Foundation
import GRDB
import LeadModel
import Synchronization
import TestSupport
import Testing

@testable import LeadJournal

/// The spool's file: whose it is, what it takes for its own, what it does when there is no room, and how large it gets.
struct SpoolFileTests {
  private let samples: SpoolSamples
  private var folder: TemporaryFolder { samples.folder }

  init() throws { samples = try SpoolSamples() }

  @Test func isItsOwnersAlone() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("state"))
    #expect(Set(files) == ["spool.sqlite", "spool.sqlite-wal", "spool.sqlite-shm", "spool.lock"])
    for name in files {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path("state/\(name)"))[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
  }

  @Test func commitsAreOnTheDiskWhenTheyReturn() throws {
    let spool = try samples.open()
    // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
    #expect(try spool.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try spool.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
  }

  @Test func oneProcessHasItAtATime() throws {
    let first = try samples.open()
    let error = #expect(throws: Diagnostic.self) { try samples.open() }
    #expect(error?.code == "spool.held")
    #expect(error?.message.hasPrefix("process \(ProcessInfo.processInfo.processIdentifier) ") == true)
    withExtendedLifetime(first) {}
  }

  @Test func aNewerVersionsSpoolIsLeftAlone() throws {
    var migrator = Spool.migrator
    migrator.registerMigration("of tomorrow") {
      try $0.execute(sql: "CREATE TABLE tomorrow (id INTEGER PRIMARY KEY)")
    }
    _ = try Spool(folder: folder.path("state"), migrator: migrator, freeBytes: { nil })
    let error = #expect(throws: Diagnostic.self) { try samples.open() }
    #expect(error?.code == "spool.newer")
    #expect(error?.position?.file == folder.path("state/spool.sqlite"))
  }

  @Test func aForeignFileIsLeftAlone() throws {
    try folder.write("Name,Email\nJane,jane@example.com\n", to: "state/spool.sqlite")
    let error = #expect(throws: Diagnostic.self) { try samples.open() }
    #expect(error?.code == "spool.damaged")
    #expect(try folder.text(of: "state/spool.sqlite").hasPrefix("Name,Email"))
  }

  @Test func aTornFileIsRefused() async throws {
    do {
      let spool = try samples.open()
      for number in 0..<200 {
        _ = try await spool.accept(SpoolSamples.arrival("id-\(number)", body: String(repeating: "x", count: 900)))
      }
    }
    let bytes = try folder.bytes(of: "state/spool.sqlite")
    #expect(bytes.count > 100_000)
    try folder.write(bytes.prefix(bytes.count / 2), to: "state/spool.sqlite")
    let error = #expect(throws: Diagnostic.self) { try samples.open() }
    #expect(error?.code == "spool.damaged")
  }

  @Test func aRowThatIsNoPostIsFoundBesideTheOthers() async throws {
    let spool = try samples.open()
    for id in ["a", "b", "c"] { _ = try await spool.accept(SpoolSamples.arrival(id, at: 7)) }
    try spool.write { try $0.execute(sql: "UPDATE spool SET post = x'0107' WHERE number = 2") }
    let found = try spool.waiting()
    #expect(found.posts.map(\.id) == ["a", "c"])
    #expect(
      found.damaged == [
        DamagedPost(number: 2, id: "b", route: "/hooks/contact", receivedAt: SpoolSamples.time(7), bytes: [1, 7])
      ])
    #expect(found.reached == 3)
    let first = try spool.waiting(count: 2)
    #expect(first.reached == 2, "it counts as one")
    try spool.settle([SpoolSettlement(number: 2, records: 1, outcomes: [(1, RecordOutcome(.rejected))])])
    #expect(try spool.waiting().damaged.isEmpty)
  }

  @Test func outcomesThatCannotBeReadAreTakenForNone() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    try spool.write { try $0.execute(sql: "UPDATE submission SET outcomes = x'01'") }
    #expect(try spool.waiting().posts.map(\.outcomes) == [RecordOutcomes()])
    try spool.settle("a", .delivered)
    #expect(try spool.submission(id: "a")?.outcomes[1]?.outcome == .delivered)
  }

  @Test func whatTheLimitsDoNotAllowIsRefusedUntilThereIsRoom() async throws {
    let size = SpoolSamples.post().spooled.count
    for limits in [SpoolLimits(maxBytes: size * 2 + 1), SpoolLimits(maxRows: 2)] {
      let samples = try SpoolSamples()
      let spool = try samples.open(limits: limits)
      for id in ["a", "b"] { _ = try await spool.accept(SpoolSamples.arrival(id)) }
      await #expect(throws: SpoolRefusal.full) { try await spool.accept(SpoolSamples.arrival("c")) }
      try spool.settle("a", .delivered)
      #expect(try await spool.accept(SpoolSamples.arrival("c")) == .new)
    }
  }

  @Test func aDiskThatIsTooFullIsLeftAlone() async throws {
    let free = FreeBytes(100)
    let spool = try Spool(
      folder: folder.path("state"), limits: SpoolLimits(minFreeBytes: 1000), freeBytes: { free.count })
    await #expect(throws: SpoolRefusal.full) { try await spool.accept(SpoolSamples.arrival("a")) }
    #expect(spool.status.bytesLeft == 0)
    free.count = 1_000_000
    #expect(try await spool.accept(SpoolSamples.arrival("a")) == .new)
    #expect(spool.status.bytesLeft == 999_000)
  }

  @Test func aFullDiskRefusesAndGoesOnWhenThereIsRoom() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    // SQLite answers as it does on a full disk when it may not have more pages.
    let pages = try spool.write { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
      return pages
    }
    let large = String(repeating: "x", count: 100_000)
    await #expect(throws: SpoolRefusal.diskFull) { try await spool.accept(SpoolSamples.arrival("b", body: large)) }
    #expect(spool.status.failure == .diskFull)
    #expect(spool.status.rows == 1)
    #expect(try spool.waitingIDs() == ["a"])
    #expect(try spool.submission(id: "b") == nil)
    _ = try spool.write { try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages + 1000)") }
    try await spool.probe()
    #expect(spool.status.failure == nil)
    #expect(try await spool.accept(SpoolSamples.arrival("b", body: large)) == .new)
    #expect(try spool.waitingIDs() == ["a", "b"])
  }

  @Test func theWholeGroupIsRefusedWithItsTransaction() async throws {
    let spool = try samples.open()
    _ = try spool.write { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      return try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages + 40)")
    }
    let accepted = await withTaskGroup(of: String?.self) { group in
      for number in 0..<200 {
        group.addTask {
          let id = "id-\(number)"
          return (try? await spool.accept(SpoolSamples.arrival(id, body: String(repeating: "x", count: 3000)))) == nil
            ? nil : id
        }
      }
      return await group.reduce(into: Set<String>()) { if let id = $1 { $0.insert(id) } }
    }
    #expect(accepted.count < 200)
    #expect(Set(try spool.waitingIDs()) == accepted)
    #expect(spool.status.rows == accepted.count)
  }

  @Test func theFileDoesNotGrowWithWhatIsSettled() async throws {
    let spool = try samples.open()
    var sizes: [Int] = []
    for round in 0..<12 {
      try await withThrowingTaskGroup { group in
        for number in 0..<500 {
          group.addTask {
            _ = try await spool.accept(
              SpoolSamples.arrival(
                "\(round)-\(number)", key: "\(number)-\(round)", at: round, body: String(repeating: "x", count: 2000)))
          }
        }
        try await group.waitForAll()
      }
      let posts = try spool.waiting(count: .max, bytes: .max).posts
      try spool.settle(
        posts.map { SpoolSettlement(number: $0.number, records: 1, outcomes: [(1, RecordOutcome(.delivered))]) },
        now: SpoolSamples.time(round))
      #expect(try spool.expire(before: SpoolSamples.time(round + 1)) == nil)
      sizes.append(try spool.write { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 })
    }
    #expect(sizes[11] <= sizes[1], "\(sizes)")
  }
}

/// What a disk has left, as the test says.
private final class FreeBytes: Sendable {
  private let value: Mutex<Int>

  init(_ count: Int) { value = Mutex(count) }

  var count: Int {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
