import LeadDelivery
import Testing

struct WrongDestinationTests {
  static func refusal(_ status: Int, body: String = "no") -> Verdict { Ending.status(status, body: body).verdict }

  /// What becomes of each of a row of refusals, and at the end of the run.
  static func run(_ verdicts: [Verdict]) -> (actions: [WrongDestination.Action], end: WrongDestination.Action) {
    var rule = WrongDestination()
    let actions = verdicts.map { rule.refused($0) }
    return (actions, rule.ended())
  }

  @Test(arguments: [400, 404, 409, 422])
  func twentyOfOneKindStop(_ status: Int) {
    let (actions, _) = Self.run(Array(repeating: Self.refusal(status), count: 20))
    #expect(actions.dropLast().allSatisfy { $0 == .holdBack })
    #expect(actions.last == .stop(Stop(.destinationRefuses, code: "http.\(status)", count: 20)))
  }

  @Test func twentyThatDifferAreDead() {
    let (actions, _) = Self.run(Array(repeating: Self.refusal(404), count: 19) + [Self.refusal(400)])
    #expect(actions.dropLast().allSatisfy { $0 == .holdBack })
    #expect(actions.last == .settle)
  }

  @Test func afterADeliveryRefusalsAreDeadAtOnce() {
    var rule = WrongDestination()
    #expect(rule.refused(Self.refusal(404)) == .holdBack)
    rule.delivered()
    #expect(rule.isProven)
    for _ in 0..<50 { #expect(rule.refused(Self.refusal(404)) == .settle) }
    #expect(rule.ended() == .settle)
  }

  static let refusedBot = #"{"success": false, "message": "BotId: no such bot", "code": 400}"#

  struct End: Sendable, CustomTestStringConvertible {
    let endings: [Ending]
    /// The code, where the end stops the run.
    let stop: String?

    var testDescription: String { "\(endings.map(\.testDescription)) → \(stop ?? "dead")" }
  }

  @Test(arguments: [
    End(endings: [.status(404)], stop: "http.404"),
    End(endings: Array(repeating: .status(404), count: 5), stop: "http.404"),
    End(endings: [.status(405), .status(405)], stop: "http.405"),
    End(endings: [.status(410)], stop: "http.410"),
    End(endings: [.status(404), .status(400)], stop: nil),
    // A bad lead is no wrong destination, unless it is told so; two that are told the same thing are.
    End(endings: [.envelope(400)], stop: nil),
    End(endings: [.status(400, body: refusedBot)], stop: "http.400"),
    End(endings: [.status(400, body: refusedBot), .envelope(400)], stop: nil),
    End(endings: [.status(200, body: refusedBot)], stop: "http.400"),
    End(endings: [.status(422, body: refusedBot)], stop: nil),
    End(endings: [.envelope(400), .envelope(400)], stop: "http.400"),
    End(endings: Array(repeating: .envelope(400), count: 5), stop: "http.400"),
    End(endings: [.status(400, body: "a"), .status(400, body: "b"), .status(400, body: "a")], stop: nil),
    End(endings: Array(repeating: .envelope(422), count: 19), stop: nil),
    End(endings: Array(repeating: .envelope(413), count: 19), stop: nil),
    End(endings: Array(repeating: .status(200, body: #"{"success":false}"#), count: 19), stop: nil),
    End(endings: [.status(403)], stop: nil),
    End(endings: [.status(403), .status(403)], stop: "http.403"),
    End(endings: [.status(200, body: "<html>"), .status(200, body: "<html>")], stop: nil),
    End(endings: Array(repeating: .status(200, body: "<html>"), count: 3), stop: "inbox.unreadable"),
    End(endings: [], stop: nil),
  ])
  func endOfASmallRun(_ end: End) {
    let (actions, action) = Self.run(end.endings.map(\.verdict))
    #expect(actions.allSatisfy { $0 == .holdBack })
    let expected = end.stop.map {
      WrongDestination.Action.stop(Stop(.destinationRefuses, code: $0, count: end.endings.count))
    }
    #expect(action == expected ?? .settle)
  }

  @Test(arguments: [true, false])
  func tenBlockedInARowAreTheToken(provenBefore: Bool) {
    var rule = WrongDestination()
    if provenBefore { rule.delivered() }
    for _ in 0..<9 { #expect(rule.refused(Self.refusal(403)) == .holdBack) }
    #expect(rule.refused(Self.refusal(403)) == .stop(Stop(.tokenRefused, code: "http.403", count: 10)))
  }

  @Test func aDeliveryOrAnotherRefusalBreaksTheRow() {
    var rule = WrongDestination()
    rule.delivered()
    for _ in 0..<9 { _ = rule.refused(Self.refusal(403)) }
    rule.delivered()
    for _ in 0..<9 { #expect(rule.refused(Self.refusal(403)) == .holdBack) }
    #expect(rule.refused(Self.refusal(400)) == .settle)
    for _ in 0..<9 { #expect(rule.refused(Self.refusal(403)) == .holdBack) }
  }
}
