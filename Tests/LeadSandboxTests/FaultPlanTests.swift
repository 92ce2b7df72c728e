import LeadModel
import LeadSandbox
import Testing

@Suite struct FaultPlanTests {
  private func options(_ change: (inout FaultOptions) -> Void) -> FaultOptions {
    var options = FaultOptions()
    change(&options)
    return options
  }

  private var everything: FaultOptions {
    options {
      $0.failRate = 0.1
      $0.failStatus = 503
      $0.resetRate = 0.2
      $0.successFalseRate = 0.05
    }
  }

  @Test func sameSeedGivesTheSameFaultsInWhateverOrderTheyAreAsked() {
    let one = FaultPlan(everything)
    let other = FaultPlan(everything)
    let forwards = (0..<1000).map { one.fault(of: $0) }
    #expect(forwards == (0..<1000).reversed().map { other.fault(of: $0) }.reversed())
    var another = everything
    another.seed = 2
    let differing = FaultPlan(another)
    #expect(forwards != (0..<1000).map { differing.fault(of: $0) })
  }

  /// Frozen: a test that names a seed relies on what comes of it.
  @Test func faultsOfASeedStayWhatTheyAre() {
    let plan = FaultPlan(everything)
    let faults = (0..<40).map { number -> Character in
      switch plan.fault(of: number) {
      case .none: "."
      case .fail: "f"
      case .successFalse: "s"
      case .cut(let cut): cut.applies ? "C" : "c"
      case .tooMany, .down: "?"
      }
    }
    #expect(String(faults) == "fc.f..............c.C.c...c.Ccf.CCcCf.ff")
  }

  @Test func ratesAreKept() {
    let plan = FaultPlan(everything)
    var failed = 0, lying = 0, applied = 0, dropped = 0, abortive = 0
    var shares: [Double] = []
    for number in 0..<20_000 {
      switch plan.fault(of: number) {
      case .none, .tooMany, .down: break
      case .fail(let status):
        failed += 1
        #expect(status == 503)
      case .successFalse: lying += 1
      case .cut(let cut):
        if cut.applies { applied += 1 } else { dropped += 1 }
        if cut.isAbortive { abortive += 1 }
        shares.append(cut.share)
      }
    }
    #expect(1_900...2_100 ~= failed)
    #expect(900...1_100 ~= lying)
    #expect(1_850...2_150 ~= applied)
    #expect(1_850...2_150 ~= dropped)
    #expect(1_850...2_150 ~= abortive)
    #expect(shares.allSatisfy { 0..<1 ~= $0 })
    #expect(0.47...0.53 ~= shares.reduce(0, +) / Double(shares.count))
  }

  @Test func nothingHappensUnlessTold() {
    let plan = FaultPlan(FaultOptions())
    #expect((0..<1000).allSatisfy { plan.fault(of: $0) == .none })
  }

  @Test func theBucketHoldsOneSecondsWorthAndFillsAtItsRate() {
    var gate = FaultGate(options { $0.rateLimit = Rate(perSecond: 10) })
    let burst = (0..<12).map { _ in gate.arrived(at: .seconds(5)) }
    #expect(burst == Array(repeating: .none, count: 10) + Array(repeating: .tooMany(retryAfterSeconds: 1), count: 2))
    #expect(gate.arrived(at: .milliseconds(5100)) == .none)
    #expect(gate.arrived(at: .milliseconds(5150)) == .tooMany(retryAfterSeconds: 1))
    // A long rest fills it no further than one second's worth.
    #expect((0..<20).filter { _ in gate.arrived(at: .seconds(100)) == .none }.count == 10)
  }

  @Test func slowBucketsSayHowLongToWait() {
    var gate = FaultGate(options { $0.rateLimit = Rate(perSecond: 0.1) })
    #expect(gate.arrived(at: .zero) == .none)
    #expect(gate.arrived(at: .seconds(1)) == .tooMany(retryAfterSeconds: 9))
    #expect(gate.arrived(at: .seconds(10)) == .none)
  }

  @Test func downBeginsWithTheRequestAfterAndLastsOnce() {
    var gate = FaultGate(
      options {
        $0.downAfter = 2
        $0.downFor = .seconds(10)
        $0.rateLimit = Rate(perSecond: 1000)
      })
    let times: [Double] = [0, 1, 50, 59.9, 60, 61, 1000]
    let faults = times.map { gate.arrived(at: .seconds($0)) }
    #expect(faults == [.none, .none, .down, .down, .none, .none, .none])
    #expect(gate.requests == 7)
  }

  @Test(arguments: [
    ([1.5, 0, 0], "the fail rate is 1.5, expected 0 to 1"),
    ([0, -0.1, 0], "the reset rate is -0.1, expected 0 to 1"),
    ([0, 0, .nan], "the success-false rate is nan, expected 0 to 1"),
    ([0.5, 0.4, 0.2], "the fail, reset and success-false rates add up to more than 1"),
  ])
  func ratesThatCannotBeMeantAreRefused(rates: [Double], message: String) {
    var options = InboxOptions()
    options.faults.failRate = rates[0]
    options.faults.resetRate = rates[1]
    options.faults.successFalseRate = rates[2]
    refuses(options, message)
  }

  @Test func otherFaultsThatCannotBeMeantAreRefused() {
    var options = InboxOptions()
    options.faults.failStatus = 200
    refuses(options, "the status to fail with is 200, expected 400 to 599")
    options = InboxOptions()
    options.faults.downAfter = -1
    refuses(options, "a count or a duration is below 0")
  }

  private func refuses(_ options: InboxOptions, _ message: String) {
    #expect(throws: Diagnostic("sandbox.faults", message)) { try InboxServer(options) }
  }
}
