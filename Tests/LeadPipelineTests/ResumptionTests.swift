import Foundation
import LeadDelivery
import LeadModel
import LeadSandbox
import Synchronization
import TestSupport
import Testing

@testable import LeadPipeline

/// A run that stopped early, and the same command again.
@Suite(.timeLimit(.minutes(8)))
struct ResumptionTests {
  @Test func anInterruptedRunGoesOnWhereItWas() async throws {
    let bed = try await PushTestbed { $0.faults.latency = .milliseconds(2) }
    let path = try bed.folder.write(GeneratedLeads(3_000, invalidEvery: 50).csv, to: "leads.csv")
    let first = PushRun(try bed.plan([path]))
    let running = Task { try await first.run() }
    while await first.progress.delivered < 300 { await Task.yield() }
    first.interrupt()
    let stopped = try await running.value
    #expect(stopped.stop?.reason == .interrupted)
    #expect(stopped.summary.pending > 0 || stopped.summary.read < 3_000)

    // What is asked about before it goes is what would go now.
    var survey = try bed.plan([path])
    survey.isDryRun = true
    let whole = try await PushRun(survey).run().summary
    #expect(whole.delivered == 2_940 - stopped.summary.delivered)
    #expect(whole.unchanged == stopped.summary.delivered)
    survey.passesOverSettled = true
    #expect(try await PushRun(survey).run().summary.delivered == 2_940 - stopped.summary.delivered)

    let second = try await PushRun(bed.plan([path])).run()
    #expect(second.stop == nil)
    #expect(second.summary.inputs.first?.resumedAt != nil)
    #expect(second.summary.pending == 0)
    // What flew when the first run was stopped has landed: nothing is sent twice.
    #expect(stopped.summary.delivered + second.summary.delivered == 2_940)
    #expect(stopped.summary.attempts + second.summary.attempts == 2_940)
    #expect(try await bed.chats().count == 2_940)
    #expect(try bed.deadLetterLines().count == 60)
    await bed.server.stop()
  }

  @Test func aFinishedRunDoesNotBlockTheNext() async throws {
    let bed = try await PushTestbed()
    let path = try bed.folder.write(GeneratedLeads(20).csv, to: "leads.csv")
    _ = try await PushRun(bed.plan([path])).run()
    let again = try await PushRun(bed.plan([path])).run()
    #expect(again.summary.unchanged == 20)
    #expect(again.summary.inputs.first?.resumedAt == nil)
    await bed.server.stop()
  }

  @Test func aReplacedInputIsRefusedUntilRestart() async throws {
    let bed = try await PushTestbed()
    let path = try await interruptedInput(bed)
    _ = try bed.folder.write("Name,Email,Message\nOther,other@example.com,\n", to: "leads.csv")
    await #expect(throws: Diagnostic.self) { try await PushRun(bed.plan([path])).run() }
    var plan = try bed.plan([path])
    plan.restart = true
    let end = try await PushRun(plan).run()
    #expect(end.summary.delivered == 1)
    await bed.server.stop()
  }

  @Test func aGrownInputGoesOn() async throws {
    let bed = try await PushTestbed()
    let path = try await interruptedInput(bed)
    let before = try bed.folder.text(of: "leads.csv")
    _ = try bed.folder.write(before + "New,new@example.com,\n", to: "leads.csv")
    let end = try await PushRun(bed.plan([path])).run()
    #expect(end.summary.pending == 0)
    #expect(try await bed.chats().contains { $0.email == "new@example.com" })
    await bed.server.stop()
  }

  @Test func aChangedMappingStartsOverAndSaysSo() async throws {
    let bed = try await PushTestbed()
    let path = try await interruptedInput(bed)
    let changed = GeneratedLeads.mapping + "\n"
    let notes = Mutex<[Diagnostic]>([])
    let collect: @Sendable (RunEvent) -> Void = { event in
      if case .diagnostic(let diagnostic) = event { notes.withLock { $0.append(diagnostic) } }
    }
    let end = try await PushRun(bed.plan([path], mapping: changed), events: collect).run()
    #expect(end.summary.read == 2_000)
    let note = try #require(notes.withLock { $0.first { $0.code == "run.mapping.changed" } })
    #expect(note.severity == .note)
    #expect(note.position?.file == path)
    // Once said, it is not said again.
    notes.withLock { $0.removeAll() }
    _ = try await PushRun(bed.plan([path], mapping: changed), events: collect).run()
    #expect(notes.withLock { $0 }.isEmpty)
    await bed.server.stop()
  }

  /// An input whose run was stopped by a refused token after some of it was delivered.
  private func interruptedInput(_ bed: PushTestbed) async throws -> String {
    let path = try bed.folder.write(GeneratedLeads(2_000).csv, to: "leads.csv")
    let run = PushRun(try bed.plan([path]))
    let running = Task { try await run.run() }
    while await run.progress.delivered < 100 { await Task.yield() }
    run.interrupt()
    let end = try await running.value
    try #require(end.stop != nil)
    return path
  }
}
