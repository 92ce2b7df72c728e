import Testing

@testable import LeadPipeline

struct ShareRhythmTests {
  /// Milliseconds and requests sent so far, and what is done then.
  @Test func aShareIsRenewedWhileSomethingIsSentAndThenGivenBackOnce() {
    let start = ContinuousClock.now
    var rhythm = ShareRhythm()
    let asked: [(at: Int, sent: Int, order: ShareRhythm.Order)] = [
      (0, 0, .renew), (100, 3, .nothing), (899, 9, .nothing), (900, 9, .renew), (1_800, 10, .renew),
      (2_700, 10, .nothing), (6_799, 10, .nothing), (6_800, 10, .giveBack), (7_700, 10, .nothing),
      (99_000, 10, .nothing), (99_100, 11, .renew), (99_200, 12, .nothing), (104_100, 12, .renew),
    ]
    for (at, sent, order) in asked {
      #expect(rhythm.asked(attempts: sent, now: start + .milliseconds(at)) == order, "\(at) ms")
      #expect(rhythm.isSharing == !(6_800..<99_100).contains(at), "\(at) ms")
    }
    rhythm.ended()
    #expect(!rhythm.isSharing)
  }
}
