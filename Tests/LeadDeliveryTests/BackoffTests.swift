import LeadDelivery
import LeadModel
import Testing

struct BackoffTests {
  @Test(arguments: [
    (1, 500), (2, 1_000), (3, 2_000), (4, 4_000), (5, 8_000), (6, 16_000), (7, 32_000), (8, 60_000), (9, 60_000),
    (1_000, 60_000),
  ])
  func ceiling(afterAttempts attempts: Int, milliseconds: Int) {
    #expect(Backoff.ceiling(afterAttempts: attempts) == .milliseconds(milliseconds))
  }

  @Test(arguments: 1...9)
  func waitsSpreadOverTheWholeRange(afterAttempts attempts: Int) {
    var jitter = Jitter(seed: 7)
    let ceiling = Backoff.ceiling(afterAttempts: attempts)
    let waits = (0..<2_000).map { _ in Backoff.wait(afterAttempts: attempts, using: &jitter) }
    let mean = waits.reduce(Duration.zero, +) / waits.count
    #expect(waits.allSatisfy { .zero <= $0 && $0 <= ceiling })
    #expect(mean > ceiling * 45 / 100 && mean < ceiling * 55 / 100)
    #expect(waits.contains { $0 < ceiling / 20 } && waits.contains { $0 > ceiling * 19 / 20 })
  }

  @Test func sameSeedSameWaits() {
    var one = Jitter(seed: 1)
    var other = Jitter(seed: 1)
    #expect((0..<50).map { _ in one.next() } == (0..<50).map { _ in other.next() })
  }

  @Test func theLaterOfJitterAndRetryAfterCounts() {
    var jitter = Jitter(seed: 3)
    let asked = Ending.status(503, retryAfter: "100").verdict
    let brief = Ending.status(503, retryAfter: "0").verdict
    let waits = (0..<100).map { _ in RetryTime.wait(after: brief, attempts: 8, using: &jitter) }
    #expect(RetryTime.wait(after: asked, attempts: 8, using: &jitter) == .seconds(100))
    #expect(waits.contains { $0 > .seconds(30) })
  }
}
