import Foundation
import LeadDelivery
import LeadJournal
import LeadModel
import LeadPipeline
import LeadSandbox
import Synchronization
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
    #expect(try journal.useQuota(of: "a", 3, on: 100) == 3)
    #expect(try journal.useQuota(of: "a", 4, on: 100) == 7)
    #expect(try journal.useQuota(of: "a", 0, on: 100) == 7)
    #expect(try journal.useQuota(of: "b", 9, on: 100) == 9)
    #expect(try journal.quotaUsed(of: "a", on: 100) == 7)
    #expect(try journal.quotaUsed(of: "a", on: 101) == 0)
    #expect(try journal.useQuota(of: "a", 2, on: 101) == 2)
    #expect(try journal.useQuota(of: "a", 50, on: 100) == 0)
    #expect(try journal.quotaUsed(of: "a", on: 101) == 2)
  }

  /// One whose rate is shared takes longer, and both say that there is another.
  @Test(.timeLimit(.minutes(1))) func twoRunsToOneInboxShareTheirRate() async throws {
    let bed = try await PushTestbed()
    let shared = Mutex(0)
    let runs = try ["a", "b"].map { name in
      let path = bed.folder.path + "/\(name).csv"
      try GeneratedLeads(160).csv.write(toFile: path, atomically: true, encoding: .utf8)
      var plan = try bed.plan([path])
      plan.delivery.rate = Rate(perSecond: 80)
      return PushRun(plan) { event in
        if case .delivery(.shared(among: 2, hasRate: true)) = event { shared.withLock { $0 += 1 } }
      }
    }
    async let first = runs[0].run()
    async let second = runs[1].run()
    let pending = try await [first.summary.pending, second.summary.pending]
    #expect(pending == [0, 0])
    #expect(shared.withLock { $0 } == 2)
    await bed.server.stop()
  }
}
