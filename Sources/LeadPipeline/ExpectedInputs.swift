import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// Reads and maps inputs, and keeps what an inbox should have of them in a ``VerificationFile``.
struct ExpectedInputs {
  /// Records that are written together.
  static let batchCount = 1_024

  let plan: PushPlan
  let destination: Destination
  let control: RunControl
  /// Who is not to be sent.
  let suppression: SuppressionList
  /// Finds the chats that people are on already; `nil`: every lead is on its own.
  let matching: InboxMatching?

  /// Reads all of them.
  ///
  /// - Parameters:
  ///   - file: Receives the leads' records.
  ///   - report: Counts what is read, and what is no lead.
  ///   - events: Told what is odd about an input.
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` for an input or a mapping that cannot be used; ``JournalError``.
  func read(
    into file: VerificationFile, _ report: inout VerifyReport, events: (RunEvent) -> Void
  ) async throws {
    var writer = JSONWriter(reservingCapacity: 1024)
    for (index, input) in plan.inputs.enumerated() {
      let mapped = try await MappedInput(input, plan: plan, opened: control.reads)
      for diagnostic in mapped.diagnostics { events(.diagnostic(diagnostic)) }
      if mapped.isRecognised { events(.recognised(mapping: mapped.mapping.name, input: input.name)) }
      while !control.isStopping, let records = try await mapped.next() {
        let now = Timestamp.now()
        var start = records.startIndex
        while start < records.endIndex {
          let end = min(start + Self.batchCount, records.endIndex)
          var expected: [ExpectedRecord] = []
          for record in records[start..<end] {
            report.read += 1
            if let one = try self.expected(record, of: index, by: mapped, at: now, &report, &writer) {
              expected.append(one)
            }
          }
          try file.expect(expected)
          start = end
        }
      }
      control.finishedReading(bytes: mapped.bytesRead)
      mapped.stop()
    }
  }

  /// What should be there of a record; `nil`: it is no lead.
  private func expected(
    _ record: Record, of input: Int, by mapped: MappedInput, at now: Timestamp, _ report: inout VerifyReport,
    _ writer: inout JSONWriter
  ) throws(JournalError) -> ExpectedRecord? {
    switch mapped.map(record).outcome {
    case .lead(let lead, _, _) where suppression.holds(lead):
      report.skipped += 1
    case .lead(let lead, let identity, let own):
      guard var uuid = own else { preconditionFailure("there is a destination, so every identity has its uuid") }
      let candidate = InboxMatching.Candidate(lead: lead, identity: identity, uuid: uuid)
      uuid = try matching?.matches(of: [candidate]).first?.uuid ?? uuid
      let content = LeadContent(
        lead, steady: mapped.steadyLead(of: record), uuid: uuid, once: mapped.mapping.once, for: destination,
        writer: &writer)
      // A chat's uuid may be any text: then it is in no ledger, and cannot be compared here.
      guard let entry = content.entry(after: nil, readAt: now, source: 0, record: record.ordinal) else {
        report.skipped += 1
        return nil
      }
      return ExpectedRecord(
        uuid: uuid, input: input, record: record.ordinal, line: record.line,
        once: FoldedLead.text(mapped.mapping.once),
        body: lead.body(uuid: uuid, botId: destination.botId, customerId: destination.customerId), entry: entry)
    case .skipped:
      report.skipped += 1
    case .rejected:
      report.rejected += 1
    }
    return nil
  }
}
