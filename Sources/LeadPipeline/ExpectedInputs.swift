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
          var leads: [MappedLead] = []
          for record in records[start..<end] {
            report.read += 1
            switch mapped.map(record).outcome {
            case .lead(let lead, _, _) where suppression.holds(lead): report.skipped += 1
            case .lead(let lead, let identity, let own):
              guard let uuid = own else {
                preconditionFailure("there is a destination, so every identity has its uuid")
              }
              let steady = mapped.steadyLead(of: record)
              leads.append(
                MappedLead(
                  record: record, steady: steady,
                  candidate: InboxMatching.Candidate(lead: lead, identity: identity, uuid: uuid)))
            case .skipped: report.skipped += 1
            case .rejected: report.rejected += 1
            }
          }
          // One transaction a batch.
          let matches = try matching?.matches(of: leads.map(\.candidate))
          var expected: [ExpectedRecord] = []
          for (place, lead) in leads.enumerated() {
            let uuid = matches?[place].uuid ?? lead.candidate.uuid
            if let one = self.expected(lead, as: uuid, of: index, once: mapped.mapping.once, at: now, &writer) {
              expected.append(one)
            } else {
              report.skipped += 1
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

  /// A record that is a lead.
  private struct MappedLead {
    let record: Record
    let steady: Lead?
    let candidate: InboxMatching.Candidate
  }

  /// What should be there of a lead.
  ///
  /// A chat's uuid may be any text: then it is in no ledger, and cannot be compared here; `nil`.
  private func expected(
    _ mapped: MappedLead, as uuid: String, of input: Int, once: [LeadField], at now: Timestamp,
    _ writer: inout JSONWriter
  ) -> ExpectedRecord? {
    let content = LeadContent(
      mapped.candidate.lead, steady: mapped.steady, uuid: uuid, once: once, for: destination, writer: &writer)
    guard let entry = content.entry(after: nil, readAt: now, source: 0, record: mapped.record.ordinal) else {
      return nil
    }
    return ExpectedRecord(
      uuid: uuid, input: input, record: mapped.record.ordinal, line: mapped.record.line, once: FoldedLead.text(once),
      body: content.body, entry: entry)
  }
}
