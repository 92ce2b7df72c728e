import LeadModel
import TestSupport
import Testing

@testable import LeadSources

/// Which sources start, and when.
struct SourceQueueTests {
  /// A queue that can be told something within an expectation, which holds what it is given fast.
  private final class Desk {
    private(set) var queue: SourceQueue

    init(_ queue: SourceQueue) { self.queue = queue }

    var running: [String] { queue.running }
    var next: Timestamp? { queue.next }

    func next(of name: String) -> Timestamp? { queue.next(of: name) }
    func begin(at now: Timestamp) -> [String] { queue.begin(at: now) }
    func hurried(_ name: String, at now: Timestamp) { queue.hurried(name, at: now) }

    func ended(_ name: String, _ outcome: SourceClock.Outcome, at now: Timestamp) {
      queue.ended(name, outcome, at: now)
    }

    func plan(
      _ entries: [SourceQueue.Entry], at now: Timestamp, history: (String) -> SourceClock.History = { _ in .init() }
    ) {
      queue.plan(entries, at: now, history: history)
    }
  }

  private let start: Timestamp

  init() throws { start = try moment("2026-07-01T00:00:00Z") }

  private func at(_ minutes: Int) -> Timestamp { start.later(by: .seconds(minutes * 60)) }

  private func entries(_ periods: [String: String]) throws -> [SourceQueue.Entry] {
    try periods.map { .init(name: $0.key, timetable: try WrittenSource.timetable($0.value, name: $0.key)) }
  }

  private func queue(_ periods: [String: String], atOnce: Int = SourceQueue.atOnce) throws -> Desk {
    let queue = Desk(SourceQueue(atOnce: atOnce))
    queue.plan(try entries(periods), at: start)
    return queue
  }

  @Test func twoRunAtOnceAndOthersWaitForTheirTurn() throws {
    let queue = try queue(["a": "15m", "b": "15m", "c": "15m"])
    #expect(queue.next == start)
    #expect(queue.begin(at: start) == ["a", "b"] && queue.running == ["a", "b"])
    #expect(queue.begin(at: at(1)).isEmpty && queue.next == nil, "nothing starts before one has ended")
    queue.ended("a", .well, at: at(2))
    #expect(queue.next == start && queue.begin(at: at(2)) == ["c"])
    queue.ended("b", .well, at: at(3))
    queue.ended("c", .well, at: at(3))
    #expect(queue.next == at(15) && queue.next(of: "c") == at(17))
  }

  @Test func whoIsDueLongestStartsFirst() throws {
    let queue = try queue(["a": "20m", "b": "10m", "c": "15m"], atOnce: 3)
    #expect(queue.begin(at: start) == ["a", "b", "c"])
    for name in ["a", "b", "c"] { queue.ended(name, .well, at: at(1)) }
    #expect(queue.begin(at: at(9)).isEmpty)
    #expect(queue.begin(at: at(30)) == ["b", "c", "a"])
  }

  @Test func aSourceThatFailsHoldsNoOtherUp() throws {
    let queue = try queue(["a": "15m", "b": "15m"], atOnce: 1)
    #expect(queue.begin(at: start) == ["a"])
    queue.ended("a", .failed(retryAfter: .seconds(3_600)), at: at(1))
    #expect(queue.begin(at: at(1)) == ["b"])
    queue.ended("b", .well, at: at(2))
    #expect(queue.next(of: "a") == at(61) && queue.next == at(16))
  }

  @Test func whatComesHurriesItsOwnSourceAlone() throws {
    let queue = try queue(["a": "15m", "b": "15m"])
    for name in queue.begin(at: start) { queue.ended(name, .well, at: at(1)) }
    queue.hurried("b", at: at(3))
    queue.hurried("nobody", at: at(3))
    #expect(queue.begin(at: at(3)) == ["b"] && queue.next == at(15))
  }

  @Test func aConfigurationThatIsReadAgainKeepsWhatIsKnown() throws {
    let queue = try queue(["a": "15m", "b": "15m", "c": "2h"], atOnce: 3)
    #expect(queue.begin(at: start) == ["a", "b", "c"])
    queue.ended("c", .well, at: at(1))
    // 'a' runs and is gone, 'c' has another period, 'd' is new.
    queue.plan(try entries(["b": "15m", "c": "1h", "d": "15m"]), at: at(5)) { name in
      #expect(name == "d", "what is known is not asked for again")
      return .init(lastBegin: start)
    }
    #expect(queue.running == ["a", "b"] && queue.next(of: "c") == at(60) && queue.next(of: "d") == at(15))
    queue.ended("a", .well, at: at(6))
    #expect(queue.running == ["b"] && queue.next(of: "a") == nil)
    queue.ended("b", .well, at: at(7))
    #expect(queue.begin(at: at(100)) == ["b", "d", "c"], "'a' does not start again")
  }

  @Test func aSourceThatComesBackWhileItStillRunsDoesNotStartTwice() throws {
    let queue = try queue(["a": "15m"])
    #expect(queue.begin(at: start) == ["a"])
    queue.plan([], at: at(1))
    queue.plan(try entries(["a": "15m"]), at: at(2))
    #expect(queue.begin(at: at(20)).isEmpty)
    queue.ended("a", .well, at: at(21))
    #expect(queue.begin(at: at(21)) == ["a"])
  }

  /// Over any order of events: never more than two, none twice, and none is forgotten.
  @Test(arguments: 0..<20) func holdsItsBoundsOverAnyOrderOfEvents(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let forms = ["1s", "90s", "15m", "1h", "*/7 * * * *"]
    var periods: [String: String] = [:]
    for number in 0..<6 { periods["s\(number)"] = forms[Int.random(in: forms.indices, using: &generator)] }
    let queue = try queue(periods)
    var running: Set<String> = []
    var runs: [String: Int] = [:]
    var now = start
    for _ in 0..<2_000 {
      // Mostly forward, at times back by up to two hours.
      let step = Int.random(in: 0..<50, using: &generator) == 0 ? -7_200...0 : 0...120
      now = now.later(by: .seconds(Int.random(in: step, using: &generator)))
      for name in queue.begin(at: now) {
        #expect(running.insert(name).inserted, "seed \(seed): \(name) runs already")
        runs[name, default: 0] += 1
      }
      #expect(running.count <= SourceQueue.atOnce && queue.running == running.sorted(), "seed \(seed)")
      if let name = running.sorted().randomElement(using: &generator), Bool.random(using: &generator) {
        running.remove(name)
        let isWell = Int.random(in: 0..<4, using: &generator) > 0
        queue.ended(name, isWell ? .well : .failed(retryAfter: .seconds(10)), at: now)
      }
      if let name = periods.keys.sorted().randomElement(using: &generator) { queue.hurried(name, at: now) }
      for name in periods.keys where !running.contains(name) {
        #expect(queue.next(of: name) != nil, "seed \(seed): \(name) is forgotten")
      }
    }
    #expect(periods.keys.allSatisfy { runs[$0, default: 0] > 3 }, "seed \(seed): \(runs)")
  }
}
