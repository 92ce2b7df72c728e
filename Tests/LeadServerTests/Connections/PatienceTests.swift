import Testing

@testable import LeadServer

/// How long each side may take, over simulated time.
struct PatienceTests {
  private static let second: Int64 = 1_000_000_000

  @Test(
    arguments: [
      (.first, 10), (.header, 10), (.idle, 60), (.body, 30), (.reading, 30), (.leaving, 2), (.answering, nil),
    ] as [(Patience.Phase, Int64?)])
  func eachPhaseHasItsTime(phase: Patience.Phase, seconds: Int64?) {
    var patience = Patience(now: 0)
    patience.enter(phase, now: 5 * Self.second)
    let limits = ServerLimits()
    if let seconds {
      #expect(!patience.isOver(limits, now: (5 + seconds) * Self.second - 1))
      #expect(patience.isOver(limits, now: (5 + seconds) * Self.second))
    } else {
      #expect(!patience.isOver(limits, now: .max / 2))
    }
  }

  @Test(
    arguments: [
      (Duration.milliseconds(1), 20_000_000), (.milliseconds(400), 100_000_000), (.seconds(10), 1_000_000_000),
    ] as [(Duration, Int64)])
  func theTickIsAQuarterOfTheShortestTimeWithinBounds(shortest: Duration, nanoseconds: Int64) {
    var limits = ServerLimits()
    limits.headerTime = shortest
    #expect(Patience.tickNanoseconds(limits) == nanoseconds)
  }
}
