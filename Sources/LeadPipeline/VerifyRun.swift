package import LeadDelivery
import LeadJSON
import LeadJournal
package import LeadModel
import Synchronization

/// Compares an inbox with what should be there: with inputs as they are mapped, or with the ledger.
///
/// What is expected is written into a ``VerificationFile``, the listing is read page by page and held against it, and
/// what is left over is missing. Memory is bounded by a page and a batch.
package final class VerifyRun: Sendable {
  /// What is to be compared.
  package struct Plan: Sendable {
    /// The inputs with their mapping; `nil`: what the ledger says was delivered is expected.
    package var push: PushPlan?
    package var destination: Destination
    package var delivery: DeliveryOptions
    /// Where the journal lies.
    package var stateFolder: String
    /// Sends what is missing or different, of inputs alone.
    package var repairs = false

    package init(push: PushPlan?, destination: Destination, delivery: DeliveryOptions, stateFolder: String) {
      self.push = push
      self.destination = destination
      self.delivery = delivery
      self.stateFolder = stateFolder
    }
  }

  /// How a comparison ended.
  package struct End: Sendable {
    package var report: VerifyReport
    /// Why the repair stopped early.
    package var stop: Stop?
    /// What broke it off once it had begun to ask the inbox.
    package var failure: Diagnostic?
  }

  private let plan: Plan
  private let events: @Sendable (RunEvent) -> Void
  private let control = RunControl()
  private let courier = Mutex(Courier?.none)

  package init(_ plan: Plan, events: @escaping @Sendable (RunEvent) -> Void = { _ in }) {
    self.plan = plan
    self.events = events
  }

  /// Asks it to stop, from any thread: a page that is asked for still comes, what flies may land.
  package func interrupt() {
    control.stop()
    courier.withLock { $0 }?.interrupt()
  }

  /// Compares, and repairs where it is to.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` where it cannot start.
  package func run() async throws -> End {
    do {
      return try await begin()
    } catch let error as JournalError {
      throw error.diagnostic
    }
  }

  private func begin() async throws -> End {
    let start = ContinuousClock.now
    let journal = try Journal(folder: plan.stateFolder)
    let ledger = try Ledger(in: journal, destinationKey: plan.destination.key)
    let file = try VerificationFile(in: plan.stateFolder)
    var end = End(report: VerifyReport())
    if let push = plan.push {
      end.report.hasInputs = true
      let inputs = ExpectedInputs(
        plan: push, destination: plan.destination, control: control,
        suppression: try await SuppressionList(of: plan.destination),
        matching: try InboxMatching(of: plan.destination, in: journal, remembers: false))
      try await inputs.read(into: file, &end.report, events: events)
    }
    do {
      try await compare(file, ledger, journal, &end.report)
      if plan.repairs, plan.push != nil { end.stop = try await repair(file, ledger, journal, &end.report) }
    } catch let error as Diagnostic {
      end.failure = error
    } catch let error as JournalError {
      end.failure = error.diagnostic
    } catch is Interruption {
      end.stop = Stop(.interrupted)
    }
    if control.isStopping { end.stop = Stop(.interrupted) }
    end.report.seconds = (ContinuousClock.now - start).seconds
    return end
  }

  /// Thrown out of the reading of a page.
  private struct Interruption: Error {}

  // MARK: The comparison

  private func compare(
    _ file: VerificationFile, _ ledger: Ledger, _ journal: Journal, _ report: inout VerifyReport
  ) async throws {
    let client = try PatientClient(connectingTo: plan.destination, plan.delivery)
    let reading = InboxReading(
      try ChatListing(plan.destination, client: client), rate: plan.delivery.rate ?? plan.destination.rate)
    var sawOurs = false
    try await reading.readAll { try take($0, file, ledger, &sawOurs) }
    try count(file, ledger, into: &report)
    if report.missing > 0 {
      // A deletion may have moved a chat over the edge of a page: see `InboxReading`.
      try await reading.readAll { try take($0, file, ledger, &sawOurs) }
      try count(file, ledger, into: &report)
    }
    if sawOurs { try journal.prove(plan.destination.key) }
    report.proven = try DestinationProof(of: plan.destination, in: journal).isProven
  }

  /// Holds a page's chats against what is expected.
  ///
  /// - Returns: How many are new, for ``InboxReading``.
  private func take(
    _ chats: [Chat], _ file: VerificationFile, _ ledger: Ledger, _ sawOurs: inout Bool
  ) throws -> Int {
    if control.isStopping { throw Interruption() }
    let uuids = chats.compactMap { $0.uuid?.lowercased() }
    let expected = try file.expected(for: uuids)
    let delivered = try ledger.entries(for: uuids.compactMap(LeadKey.init))
    var listed: [ListedChat] = []
    for chat in chats {
      let updatedAt = chat.updatedAt ?? ""
      guard let uuid = chat.uuid?.lowercased() else {
        // No PUT can have made it. It is met again under its own id.
        if let id = chat.id { listed.append(ListedChat(uuid: "id:\(id)", updatedAt: updatedAt, finding: .unknown)) }
        continue
      }
      let key = LeadKey(uuid)
      let isDelivered = key.map { delivered[$0] != nil } ?? false
      guard let records = expected[uuid] else {
        if isDelivered, key?.isDerived == true { sawOurs = true }
        listed.append(ListedChat(uuid: uuid, updatedAt: updatedAt, finding: isDelivered ? .ours : .unknown))
        continue
      }
      let folded = FoldedLead(records)
      let comparison = ChatComparison(folded.lead, once: folded.once, with: chat)
      let isSame = comparison.differences.isEmpty
      if isSame || isDelivered, key?.isDerived == true { sawOurs = true }
      var one = ListedChat(uuid: uuid, updatedAt: updatedAt, finding: isSame ? .same : .different)
      if !isSame {
        var writer = JSONWriter()
        FieldDifference.write(comparison.differences, showsValues: true, into: &writer)
        one.differences = writer.bytes
        one.news = comparison.news.body(
          uuid: uuid, botId: plan.destination.botId, customerId: plan.destination.customerId)
      }
      listed.append(one)
    }
    return try file.list(listed)
  }

  private func count(_ file: VerificationFile, _ ledger: Ledger, into report: inout VerifyReport) throws(JournalError) {
    let counts = try file.counts()
    report.listed = counts.values.reduce(0, +)
    report.unknown = counts[.unknown] ?? 0
    guard plan.push != nil else { return try countLedger(file, ledger, into: &report) }
    report.expected = try file.expectedCount()
    report.same = counts[.same] ?? 0
    report.different = counts[.different] ?? 0
    report.missing = try file.missingCount()
    report.missingLeads = try file.missing(limit: VerifyReport.maxNamed).map(place)
    report.differentLeads = try file.different(limit: VerifyReport.maxNamed).map {
      VerifyReport.Difference(place: place($0.record), fields: FieldDifference.read($0.differences))
    }
  }

  /// Leads that were delivered and are not listed are missing.
  private func countLedger(
    _ file: VerificationFile, _ ledger: Ledger, into report: inout VerifyReport
  ) throws(JournalError) {
    let names = try ledger.sources()
    var expected = 0
    var missing: [VerifyReport.Place] = []
    var missingCount = 0
    var failure: JournalError?
    try ledger.forEach { entry in
      do throws(JournalError) {
        guard failure == nil else { return }
        expected += 1
        let uuid = entry.key.uuid
        guard try !file.isListed(uuid) else { return }
        missingCount += 1
        guard missing.count < VerifyReport.maxNamed else { return }
        missing.append(
          VerifyReport.Place(uuid: uuid, input: names[entry.source], line: nil, record: entry.record))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    report.expected = expected
    report.missing = missingCount
    report.same = expected - missingCount
    report.missingLeads = missing
  }

  private func place(_ record: ExpectedRecord) -> VerifyReport.Place {
    VerifyReport.Place(
      uuid: record.uuid, input: plan.push?.inputs[record.input].name, line: record.line, record: record.record)
  }

  // MARK: The repair

  private func repair(
    _ file: VerificationFile, _ ledger: Ledger, _ journal: Journal, _ report: inout VerifyReport
  ) async throws -> Stop? {
    report.repaired = 0
    guard report.missing + report.different > 0 else { return nil }
    var delivery = plan.delivery
    delivery.maxUnrecorded = Recorder.maxUnrecorded
    let events = events
    let limits = try SharedLimits(&delivery, of: plan.destination, in: journal)
    let courier = try Courier(plan.destination, delivery, onEvent: { events(.delivery($0)) })
    try limits.keep(courier)
    self.courier.withLock { $0 = courier }
    if control.isStopping { courier.interrupt() }
    let sources = try plan.push?.inputs.map { input throws(JournalError) in try ledger.source(named: input.name) } ?? []
    var repair = VerifyRepair(file: file, destination: plan.destination, sources: sources)
    while let round = try repair.next() {
      courier.offer(round.parcels)
      if round.isLast { courier.close() }
      var open = round.parcels.count
      while open > 0, let batch = await courier.nextSettled() {
        open -= batch.count
        var delivered = 0
        for item in batch {
          switch item.settlement {
          case .delivered:
            delivered += 1
            report.repaired = (report.repaired ?? 0) + 1
            if let entry = round.entries[item.ticket] { ledger.delivered(entry) }
          case .dead(let death):
            report.dead += 1
            report.errors[death.code, default: 0] += 1
          case .unsettled: break
          }
        }
        do {
          try journal.commit([], ledger: ledger)
          try limits.keep(courier)
        } catch {
          // What cannot be remembered must not be sent.
          courier.interrupt()
          throw error
        }
        courier.recorded(delivered)
      }
      if courier.stop != nil { break }
    }
    courier.close()
    while await courier.nextSettled() != nil {}
    try limits.end(courier)
    report.attempts = courier.statistics.attempts
    report.retries = courier.statistics.retries
    return courier.stop
  }
}
