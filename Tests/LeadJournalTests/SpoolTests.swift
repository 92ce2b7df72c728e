import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

/// What is accepted waits in order, is met again when the file is opened again, and goes when all of it is settled.
struct SpoolTests {
  private let samples: SpoolSamples

  init() throws { samples = try SpoolSamples() }

  @Test func whatIsAcceptedWaitsInItsOrder() async throws {
    let spool = try samples.open()
    for number in 1...5 { #expect(try await spool.accept(SpoolSamples.arrival("id-\(number)")) == .new) }
    #expect(try spool.waitingIDs() == (1...5).map { "id-\($0)" })
  }

  @Test func aPostComesBackAsItWas() async throws {
    do {
      let spool = try samples.open()
      _ = try await spool.accept(SpoolSamples.arrival("a", key: "evt-1", at: 7, body: "\u{0}é\u{1F600}"))
    }
    let spool = try samples.open()
    let found = try #require(try spool.waiting().posts.first)
    #expect(found.id == "a")
    #expect(found.route == "/hooks/contact")
    #expect(found.deliveryKey == "evt-1")
    #expect(found.post == SpoolSamples.post(7, body: "\u{0}é\u{1F600}"))
    #expect(found.records == nil)
    #expect(found.outcomes == RecordOutcomes())
  }

  @Test func numbersGoOnWhereTheyWere() async throws {
    do {
      let spool = try samples.open()
      for id in ["a", "b"] { _ = try await spool.accept(SpoolSamples.arrival(id)) }
      // The row with the greatest number is gone; its submission keeps the number taken.
      try spool.settle("b", .delivered)
    }
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("c"))
    let numbers = try spool.waiting().posts.map(\.number)
    #expect(numbers == [1, 3])
  }

  @Test func aPostIsReadInParts() async throws {
    let spool = try samples.open()
    for number in 1...5 {
      _ = try await spool.accept(
        SpoolSamples.arrival("id-\(number)", route: number == 3 ? "/other" : "/hooks/contact"))
    }
    let first = try spool.waiting(count: 2)
    #expect(first.posts.map(\.id) == ["id-1", "id-2"])
    let second = try spool.waiting(after: first.reached, routes: ["/hooks/contact"], count: 2)
    #expect(second.posts.map(\.id) == ["id-4", "id-5"])
    #expect(try spool.waiting(after: second.reached).posts.isEmpty)
    // What is nobody's is passed over, so that it is looked at once.
    let none = try spool.waiting(routes: ["/nobody"])
    #expect(none.posts.isEmpty && none.reached == 5)
    #expect(try spool.waiting(routes: []).posts.isEmpty)
    // One post at least, whatever its size.
    #expect(try spool.waiting(bytes: 1).posts.map(\.id) == ["id-1"])
  }

  @Test func anIdThatIsTakenIsRefusedAlone() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    await #expect(throws: SpoolRefusal.failed(code: "spool.id")) { try await spool.accept(SpoolSamples.arrival("a")) }
    #expect(try await spool.accept(SpoolSamples.arrival("b")) == .new)
    #expect(spool.status.rows == 2)
    #expect(try spool.waitingIDs() == ["a", "b"])
  }

  @Test func secretsInHeadersAreNotKept() async throws {
    let spool = try samples.open()
    var arrival = SpoolSamples.arrival("a")
    let secrets = ["authorization", "proxy-authorization", "cookie"]
    arrival.post.headers += secrets.map { Post.HeaderField(name: $0, value: "hush-hush") }
    _ = try await spool.accept(arrival)
    #expect(try spool.waiting().posts.first?.post.headers == SpoolSamples.post().headers)
    for name in ["spool.sqlite", "spool.sqlite-wal"] {
      let bytes = Data(try samples.folder.bytes(of: "state/\(name)"))
      #expect(bytes.range(of: Data("hush-hush".utf8)) == nil, "\(name)")
    }
  }

  @Test func theSubmissionIsKnownFromItsAcceptanceOn() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a", at: 3))
    let received = try #require(try spool.submission(id: "a"))
    #expect(received.route == "/hooks/contact")
    #expect(received.receivedAt == SpoolSamples.time(3))
    #expect(!received.isSettled && received.records == nil && received.outcomes.count == 0)
    try spool.settle("a", .delivered, now: SpoolSamples.time(4))
    let settled = try #require(try spool.submission(id: "a"))
    #expect(settled.settledAt == SpoolSamples.time(4))
    #expect(settled.records == 1)
    #expect(settled.outcomes.count(of: .delivered) == 1 && settled.outcomes.attempts == 1)
    #expect(try spool.submission(id: "b") == nil)
  }

  @Test func theStatusCountsWhatWaits() async throws {
    let spool = try samples.open(limits: SpoolLimits(maxBytes: 1000))
    #expect(
      spool.status
        == SpoolStatus(rows: 0, bytes: 0, oldest: nil, freeBytes: .max, bytesLeft: 1000, failure: nil))
    _ = try await spool.accept(SpoolSamples.arrival("a", at: 1))
    _ = try await spool.accept(SpoolSamples.arrival("b", at: 2))
    let full = spool.status
    #expect(full.rows == 2 && full.oldest == SpoolSamples.time(1))
    #expect(full.bytes == 2 * SpoolSamples.post().spooled.count && full.bytesLeft == 1000 - full.bytes)
    try spool.settle("a", .delivered)
    #expect(spool.status.rows == 1 && spool.status.oldest == SpoolSamples.time(2))
    #expect(spool.status.bytes == full.bytes / 2)
    try spool.settle("b", .delivered)
    #expect(spool.status.rows == 0 && spool.status.bytes == 0 && spool.status.oldest == nil)
  }

  @Test func theStatusIsTheSameWhenTheFileIsOpenedAgain() async throws {
    var before: SpoolStatus?
    do {
      let spool = try samples.open()
      for number in 1...3 { _ = try await spool.accept(SpoolSamples.arrival("id-\(number)", at: number)) }
      try spool.settle("id-1", .delivered)
      before = spool.status
    }
    #expect(try samples.open().status == before)
  }

  @Test func pathsThatWereRoutesStayKnown() async throws {
    do {
      let spool = try samples.open()
      try spool.remember(routes: ["/hooks/old", "/hooks/contact"])
      _ = try await spool.accept(SpoolSamples.arrival("a", route: "/hooks/met"))
    }
    let spool = try samples.open()
    try spool.remember(routes: ["/hooks/contact", "/hooks/new"])
    #expect(spool.routes == ["/hooks/old", "/hooks/contact", "/hooks/met", "/hooks/new"])
  }

  @Test func whoDrainsIsWokenAfterEachCommit() async throws {
    let (stream, woken) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let spool = try Spool(
      folder: samples.folder.path("state"), freeBytes: { .max }, onArrivals: { woken.yield() })
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    var wakings = stream.makeAsyncIterator()
    #expect(await wakings.next() != nil)
    #expect(try spool.waitingIDs() == ["a"])
  }

  @Test func aProbeLeavesNothingBehind() async throws {
    let spool = try samples.open()
    try await spool.probe()
    #expect(spool.status.rows == 0)
    #expect(try spool.waitingIDs().isEmpty)
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    #expect(try spool.waitingIDs() == ["a"])
  }

  @Test func whatWaitsIsKnownByRoutesAndWhatCameLastToo() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a", at: 1))
    _ = try await spool.accept(SpoolSamples.arrival("b", at: 2))
    let waiting = try spool.waitingByRoute()
    #expect(waiting == ["/hooks/contact": SpoolWaiting(rows: 2, oldest: SpoolSamples.time(1))])
    try spool.settle("a", .delivered, now: SpoolSamples.time(4))
    #expect(try spool.waitingByRoute()["/hooks/contact"]?.oldest == SpoolSamples.time(2))
    try spool.settle("b", .delivered, now: SpoolSamples.time(4))
    #expect(try spool.waitingByRoute().isEmpty)
    #expect(try spool.lastReceived() == ["/hooks/contact": SpoolSamples.time(2)])
  }

  @Test func whatIsSkippedIsKeptAsASubmissionAlone() async throws {
    let spool = try samples.open()
    var arrival = SpoolSamples.arrival("a", at: 1)
    arrival.skipped = "spam.honeypot"
    _ = try await spool.accept(arrival)
    #expect(spool.status.rows == 0)
    let submission = try #require(try spool.submission(id: "a"))
    #expect(submission.isSettled && submission.outcomes[1] == RecordOutcome(.skipped, code: "spam.honeypot"))
  }
}
