import LeadModel
import LeadSandbox
import Testing

@Suite(.timeLimit(.minutes(5))) struct InboxFaultTests {
  /// Puts so many leads one after the other: `u0`, `u1` and so on.
  private func put(_ count: Int, into inbox: TestInbox) async -> [RawClient.Answer] {
    var answers: [RawClient.Answer] = []
    for number in 0..<count { answers.append(await inbox.put(Lead(phone: "\(number)"), uuid: "u\(number)")) }
    return answers
  }

  @Test func resetsCutAnswersMidwayAndHalfOfTheirPutsAreApplied() async throws {
    var faults = FaultOptions()
    faults.resetRate = 1
    faults.seed = 7
    let plan = FaultPlan(faults)
    try await TestInbox.run {
      $0.faults = faults
    } _: { inbox in
      let answers = await put(40, into: inbox)
      let kept = Set(try await inbox.server.inbox.chats(botId: "bot", customerId: "customer").map(\.uuid))
      for (number, answer) in answers.enumerated() {
        guard case .cut(let cut) = plan.fault(of: number) else {
          Issue.record("request \(number) was to be cut")
          continue
        }
        #expect(answer.end == (cut.isAbortive ? .reset : .closed))
        #expect(answer.body.count < 42)
        #expect(kept.contains("u\(number)") == cut.applies)
        // The whole answer is longer than 100 bytes.
        #expect(answer.bytes.count >= Int(100 * cut.share))
      }
      #expect(kept.count > 5 && kept.count < 35)
      #expect(answers.contains { $0.status == 200 } && answers.contains { $0.status == 0 || $0.body.isEmpty })
    }
  }

  @Test func failuresHaveTheirStatusAndChangeNothing() async throws {
    try await TestInbox.run {
      $0.faults.failRate = 1
      $0.faults.failStatus = 503
    } _: { inbox in
      let answer = await put(1, into: inbox)[0]
      #expect(answer.status == 503)
      #expect(answer.envelope == Envelope(success: false, message: "failed on request", code: 503))
      let kept = try await inbox.server.inbox.count(botId: "bot", customerId: "customer")
      #expect(kept == 0)
    }
  }

  @Test func successFalseIs200WithAnotherCode() async throws {
    try await TestInbox.run {
      $0.faults.successFalseRate = 1
    } _: { inbox in
      let answer = await put(1, into: inbox)[0]
      #expect(answer.status == 200)
      #expect(answer.envelope == Envelope(success: false, message: "failed on request", code: 500))
      let kept = try await inbox.server.inbox.count(botId: "bot", customerId: "customer")
      #expect(kept == 0)
    }
  }

  @Test func beyondTheRateComes429WithRetryAfter() async throws {
    try await TestInbox.run {
      $0.faults.rateLimit = Rate(perSecond: 0.01)
    } _: { inbox in
      let answers = await put(2, into: inbox)
      #expect(answers.map(\.status) == [200, 429])
      #expect(answers[0].header("retry-after") == nil)
      let seconds = try #require(answers[1].header("retry-after").flatMap { Int($0) })
      #expect(60...100 ~= seconds)
      #expect(answers[1].envelope?.code == 429)
    }
  }

  @Test func theSameSeedFailsTheSameRequests() async throws {
    var runs: [[Int]] = []
    for _ in 0..<2 {
      try await TestInbox.run {
        $0.faults.failRate = 0.4
        $0.faults.seed = 3
      } _: { inbox in
        runs.append(await put(20, into: inbox).map(\.status))
      }
    }
    #expect(runs[0] == runs[1])
    #expect(Set(runs[0]) == [200, 500])
  }

  @Test func whileDownEveryConnectionIsCutWithoutAnAnswer() async throws {
    try await TestInbox.run {
      $0.faults.downAfter = 2
      $0.faults.downFor = .milliseconds(200)
    } _: { inbox in
      let answers = await put(3, into: inbox)
      #expect(answers.map(\.status) == [200, 200, 0])
      #expect(answers[2].end == .reset)
      #expect(answers[2].bytes.isEmpty)
      var tries = 0
      while await inbox.put(Lead(phone: "9"), uuid: "later").status == 0 { tries += 1 }
      #expect(inbox.server.requests == tries + 4)
      let kept = try await inbox.server.inbox.chats(botId: "bot", customerId: "customer").map(\.uuid)
      #expect(kept == ["u0", "u1", "later"])
    }
  }

  @Test func latencyDelaysTheAnswer() async throws {
    try await TestInbox.run {
      $0.faults.latency = .milliseconds(150)
    } _: { inbox in
      let start = ContinuousClock.now
      #expect(await put(1, into: inbox)[0].status == 200)
      #expect(ContinuousClock.now - start >= .milliseconds(150))
    }
  }

  @Test func listingsSufferFaultsToo() async throws {
    try await TestInbox.run {
      $0.faults.resetRate = 1
    } _: { inbox in
      let answer = await inbox.list("botId=bot&customerId=customer&page=1&type=lead")
      #expect(answer.end != .complete)
    }
  }
}
