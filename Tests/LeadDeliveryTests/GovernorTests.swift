import LeadDelivery
import Testing

/// The whole governor against simulated servers: what DESIGN promises of it, as figures.
struct GovernorTests {
  static let limits: [SimulatedServer.Limit] = [
    .fixed(phase: 0), .fixed(phase: 0.5), .fixed(phase: 0.9), .sliding, .bucket(seconds: 1), .bucket(seconds: 0.1),
  ]

  static func server(_ limit: SimulatedServer.Limit, _ rate: Double, latency: Double) -> SimulatedServer {
    var server = SimulatedServer(latency: latency)
    server.limit = limit
    server.rate = rate
    return server
  }

  @Test(arguments: limits, [0.002, 0.02])
  func aLimitOf500ASecondIsUsedAndKept(_ limit: SimulatedServer.Limit, latency: Double) {
    let run = SimulatedRun(Self.server(limit, 500, latency: latency), .whole(concurrency: nil), seconds: 60)
    #expect(run.goodput(5..<60) >= 0.97 * 500)
    #expect(run.refusedShare <= 0.01)
  }

  @Test(arguments: limits)
  func aLimitOf5000ASecondIsUsedAndKept(_ limit: SimulatedServer.Limit) {
    let run = SimulatedRun(Self.server(limit, 5_000, latency: 0.01), .whole(concurrency: nil), seconds: 25)
    #expect(run.goodput(5..<25) >= 0.97 * 5_000)
    #expect(run.refusedShare <= 0.01)
  }

  @Test(arguments: limits)
  func aLimitThatHalvesIsFound(_ limit: SimulatedServer.Limit) {
    var server = Self.server(limit, 500, latency: 0.01)
    server.halvesAt = 30
    let run = SimulatedRun(server, .whole(concurrency: nil), seconds: 60)
    #expect(run.goodput(5..<30) >= 0.97 * 500)
    #expect(run.goodput(35..<60) >= 0.97 * 250)
    #expect(run.refusedShare <= 0.01)
  }

  /// Every refusal costs a second there, also where the limit would take requests again at once.
  @Test(arguments: [SimulatedServer.Limit.fixed(phase: 0), .sliding, .bucket(seconds: 1)])
  func refusalsThatAskToWaitAreRare(_ limit: SimulatedServer.Limit) {
    var server = Self.server(limit, 500, latency: 0.005)
    server.retryAfter = 1
    let run = SimulatedRun(server, .whole(concurrency: nil), seconds: 60)
    #expect(run.goodput(5..<60) >= 0.97 * 500)
    #expect(run.refusedShare <= 0.01)
  }

  @Test func aFixedNumberKeepsTheLimitToo() {
    let run = SimulatedRun(Self.server(.sliding, 500, latency: 0.02), .whole(concurrency: 40), seconds: 20)
    #expect(run.limit == 40)
    #expect(run.goodput(5..<20) >= 0.97 * 500)
    #expect(run.refusedShare <= 0.01)
  }

  /// A server in a test's own machine: noise is several times the latency.
  @Test func aFastServerIsServedAsFastAsByEightAtOnce() {
    var server = SimulatedServer(latency: 0.000_4)
    server.noise = 0.9
    server.workers = 6
    let whole = SimulatedRun(server, .whole(concurrency: nil), seconds: 4)
    let eight = SimulatedRun(server, .fixed(8), seconds: 4)
    #expect(whole.goodput(0..<4) >= 0.97 * eight.goodput(0..<4))
  }

  /// Capacities, latencies and noises, beside fixed numbers at once: the table of docs/benchmarks.md, printed.
  @Test func whateverTheServerTheGovernorIsNearTheBestFixedNumber() {
    let candidates = [1, 8, 32, 64, 200]
    print("| workers | latency | noise | governor | 1 at once | 8 | 64 | best fixed |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for workers in [2, 16, 50] {
      for latency in [0.02, 0.1] {
        for noise in [0.1, 0.5] {
          var server = SimulatedServer(latency: latency)
          server.workers = workers
          server.queue = workers * 4
          server.noise = noise
          func shown(_ run: SimulatedRun) -> String {
            let share = (run.refusedShare * 1_000).rounded() / 10
            return "\(Int(run.goodput(5..<12)))/s" + (share > 0 ? ", \(share) % refused" : "")
          }
          let whole = SimulatedRun(server, .whole(concurrency: nil), seconds: 12)
          let fixed = candidates.map { ($0, SimulatedRun(server, .fixed($0), seconds: 12)) }
          let kind = fixed.filter { $0.1.refusedShare <= 0.01 }
          let best = kind.max { $0.1.goodput(5..<12) < $1.1.goodput(5..<12) } ?? fixed[0]
          let cells = [whole, fixed[0].1, fixed[1].1, fixed[3].1].map(shown)
          print(
            "| \(workers) | \(Int(latency * 1_000)) ms | \(Int(noise * 100)) % | \(cells.joined(separator: " | ")) "
              + "| \(shown(best.1)) (\(best.0)) |")
          #expect(whole.goodput(5..<12) >= 0.85 * best.1.goodput(5..<12), "\(workers) \(latency) \(noise)")
          #expect(whole.refusedShare <= 0.05, "\(workers) \(latency) \(noise)")
        }
      }
    }
  }
}
