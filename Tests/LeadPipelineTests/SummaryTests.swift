import LeadModel
import Testing

@testable import LeadPipeline

struct SummaryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var skips: [String: Int] = [:]
    var delivered = 0
    var resumedAt: Int?
    var isUnmapped = false
  }

  @Test(arguments: [
    Case(testDescription: "nothing was read"),
    Case(testDescription: "no column is one that the mapping reads", skips: ["row.unmapped": 500], isUnmapped: true),
    Case(testDescription: "blank rows among them", skips: ["row.unmapped": 3, "row.empty": 2], isUnmapped: true),
    Case(testDescription: "blank rows alone", skips: ["row.empty": 2]),
    Case(testDescription: "a totals row behind a lead", skips: ["row.unmapped": 1], delivered: 1),
    Case(testDescription: "the mapping's own rule", skips: ["row.unmapped": 1, "skip.rule": 1]),
    Case(testDescription: "a totals row behind what an earlier run has read", skips: ["row.unmapped": 1], resumedAt: 9),
  ])
  func anInputOfOtherColumnsIsTold(_ row: Case) {
    var summary = Summary()
    summary.skips = row.skips
    summary.skipped = row.skips.values.reduce(0, +)
    summary.delivered = row.delivered
    summary.read = summary.skipped + summary.delivered
    var input = Summary.InputCount(name: "a.csv")
    input.resumedAt = row.resumedAt
    summary.inputs = [input]
    #expect(summary.isUnmapped == row.isUnmapped)
  }
}
