import LeadDelivery
import LeadJSON
import LeadModel
import LeadPipeline
import Testing

@testable import LeadSync

/// What the end of a push says of the file that was pushed.
struct FilePushTests {
  /// What is thrown, or ends a run that had begun; and where the file belongs then.
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String?
    var standing: RememberedFile.Standing?
    var concernsFile = true
    var testDescription: String { code ?? "nothing" }
  }

  private static let errors = [
    Case(code: "csv.unclosed", standing: .failed), Case(code: "xlsx.malformed", standing: .failed),
    Case(code: "input.gzip", standing: .failed), Case(code: "mapping.nothing", standing: .failed),
    Case(code: "optout.unknown", standing: .failed),
    // The machine's: too many open files, a disk that does not answer, a folder that was unmounted.
    Case(code: "input.permission"), Case(code: "input.read"), Case(code: "input.missing"),
    // All files': none is taken while it lasts.
    Case(code: "disk.full", concernsFile: false), Case(code: "journal.damaged", concernsFile: false),
    Case(code: "token.refused", concernsFile: false),
  ]

  @Test(arguments: errors)
  func whatIsThrownIsTheFilesMatterOrNot(_ row: Case) throws {
    let pushed = FilePush(Diagnostic(try #require(row.code), "…"))
    #expect(pushed.standing == row.standing)
    #expect(pushed.concernsFile == row.concernsFile)
  }

  @Test(arguments: errors + [Case(standing: .done)])
  func whatEndsARunIsTheFilesMatterOrNot(_ row: Case) {
    let pushed = FilePush(PushRun.End(summary: Summary(), failure: row.code.map { Diagnostic($0, "…") }))
    #expect(pushed.standing == row.standing)
    #expect(pushed.concernsFile == row.concernsFile)
  }

  @Test func whoStopsTheRunStopsTheOtherFilesToo() {
    let pushed = FilePush(PushRun.End(summary: Summary(), stop: Stop(.interrupted)))
    #expect(pushed.standing == nil)
    #expect(!pushed.concernsFile)
  }

  @Test func theSummarySaysWhatWasWrong() throws {
    let problems = (1...30).map {
      Diagnostic(
        "csv.ragged", "problem \($0)", at: Position(file: "/in/a.csv", line: $0), hint: $0 == 1 ? "mend it" : nil)
    }
    let bytes = FilePush(Diagnostics(problems)).summary(at: Timestamp(millisecondsSince1970: 0))
    let summary = try JSONDocument(parsing: bytes).root
    #expect(summary.members.map(\.key) == ["command", "exitCode", "problems", "finishedAt"])
    #expect(summary["exitCode"]?.integer == 2)
    #expect(summary["problems"]?.count == FilePush.maxProblems)
    let first = summary["problems"]?[0]
    #expect(first?.members.map(\.key) == ["code", "message", "line", "hint"])
    #expect(first?["line"]?.integer == 1 && first?["hint"]?.string == "mend it")
    #expect(summary["finishedAt"]?.string == "1970-01-01T00:00:00.000Z")
  }
}
