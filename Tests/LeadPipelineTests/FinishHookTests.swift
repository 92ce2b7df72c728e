import Foundation
import LeadConfig
import LeadModel
import LeadTransport
import Synchronization
import Testing

@testable import LeadPipeline

struct FinishHookTests {
  /// Answers in their order, a status or `nil` for none; keeps what was sent.
  private final class Receiver: Sendable {
    let answers: Mutex<[Int?]>
    let requests = Mutex<[HTTPRequest]>([])
    let pauses = Mutex<[Duration]>([])

    init(_ answers: [Int?]) { self.answers = Mutex(answers) }

    func hook() throws -> FinishHook {
      let address = try #require(HookAddress("https://hooks.example.com/secret"))
      return FinishHook(
        address,
        send: { request async throws(TransportFailure) in
          self.requests.withLock { $0.append(request) }
          guard let status = self.answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
            throw TransportFailure(kind: .connect, requestSent: false, code: "transport.connect", message: "m")
          }
          return HTTPResponse(status: status)
        }, sleep: { duration in self.pauses.withLock { $0.append(duration) } })
    }
  }

  @Test(
    arguments: [
      ([200], 1, nil), ([204], 1, nil), ([503, 200], 2, nil), ([nil, 202], 2, nil), ([429, 200], 2, nil),
      ([503, 503, 200], 2, "http.503"), ([nil, nil, 200], 2, "transport.connect"), ([404, 200], 1, "http.404"),
      ([302, 200], 1, "http.302"), ([nil, 401], 2, "http.401"),
    ] as [([Int?], Int, String?)])
  func isToldAtMostTwice(answers: [Int?], requests: Int, seen: String?) async throws {
    let receiver = Receiver(answers)
    let warning = await (try receiver.hook()).post(Array("{}".utf8))
    #expect(receiver.requests.withLock { $0.count } == requests)
    #expect(receiver.pauses.withLock { $0 } == Array(repeating: FinishHook.pause, count: requests - 1))
    #expect((warning == nil) == (seen == nil))
    if let warning, let seen {
      #expect(warning.severity == .warning && warning.code == "finish.undelivered")
      #expect(warning.message.contains("(\(seen))"))
      #expect(!warning.description.contains("secret"))
    }
    receiver.requests.withLock { sent in
      #expect(sent.allSatisfy { $0.method == .post && $0.body == Array("{}".utf8) })
    }
  }

  @Test func theReportIsOneObjectWithoutValues() throws {
    var summary = Summary()
    summary.inputs = [Summary.InputCount(name: "contacts.csv"), Summary.InputCount(name: "more.csv")]
    summary.read = 3
    summary.rejected = 3
    summary.errors = ["email.invalid": 2, "made.up": 1]
    summary.saw("email.invalid", input: 1, line: 2)
    summary.saw("email.invalid", input: 0, line: 9)
    summary.saw("email.invalid", input: 0, line: 4)
    summary.saw("email.invalid", input: 0, line: 7)
    let report = RunReport(
      command: "push", end: PushRun.End(summary: summary, failure: Diagnostic("disk.full", "m")),
      finishedAt: Timestamp(millisecondsSince1970: 1_769_853_600_000))
    let text = String(decoding: report.json, as: UTF8.self)
    #expect(
      text.contains(
        #""reasons":[{"code":"email.invalid","count":2,"first":"contacts.csv:4","hint":"mend the address"#))
    #expect(text.contains(#"{"code":"made.up","count":1,"first":null,"hint":null}]"#))
    #expect(
      text.hasSuffix(
        #""command":"push","exitCode":3,"stopped":"disk.full","finishedAt":"2026-01-31T10:00:00.000Z"}"#))
  }

  /// A terminal is 80 columns wide, and `    hint: ` takes ten.
  @Test(arguments: [
    "email.invalid", "phone.invalid", "name.invalid", "require.missing", "identity.missing", "http.422",
    "inbox.refused", "attempts.exhausted", "run.stopped", "csv.columns", "mapping.rejected", "regex.slow",
    "replay.mapping", "replay.raw", "replay.lead",
  ])
  func hintsFitALine(code: String) throws {
    #expect(try #require(CodeHint.of(code)).count <= 70)
  }
}
