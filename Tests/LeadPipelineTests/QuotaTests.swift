import Foundation
import LeadDelivery
import LeadJournal
import LeadModel
import LeadPipeline
import LeadSandbox
import TestSupport
import Testing

struct QuotaTests {
  @Test func aDaysQuotaHoldsOverRuns() async throws {
    let bed = try await PushTestbed()
    let path = try bed.folder.write(GeneratedLeads(40).csv, to: "leads.csv")
    var plan = try bed.plan([path])
    plan.delivery.quota = 25
    let first = try await PushRun(plan).run()
    #expect(first.stop?.reason == .quotaUsed)
    #expect(first.summary.attempts == 25)
    let second = try await PushRun(plan).run()
    #expect(second.stop?.reason == .quotaUsed)
    #expect(second.summary.attempts == 0)
    plan.delivery.quota = nil
    #expect(try await PushRun(plan).run().stop == nil)
    await bed.server.stop()
  }

  @Test func requestsOfADayAddUpAndThoseOfAnotherDayDoNot() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    try journal.useQuota(of: "a", 3, on: 100)
    try journal.useQuota(of: "a", 4, on: 100)
    try journal.useQuota(of: "b", 9, on: 100)
    #expect(try journal.quotaUsed(of: "a", on: 100) == 7)
    #expect(try journal.quotaUsed(of: "a", on: 101) == 0)
    try journal.useQuota(of: "a", 2, on: 101)
    try journal.useQuota(of: "a", 50, on: 100)
    #expect(try journal.quotaUsed(of: "a", on: 101) == 2)
  }
}
