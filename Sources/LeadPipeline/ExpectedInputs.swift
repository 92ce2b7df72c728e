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
            if let one = self.expected(record, of: index, by: mapped, at: now, &report, &writer) {
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
  ) -> ExpectedRecord? {
    switch mapped.map(record).outcome {
    case .lead(let lead, _, _) where suppression.holds(lead):
      report.skipped += 1
    case .lead(let lead, _, let uuid):
      guard let uuid else { preconditionFailure("there is a destination, so every identity has its uuid") }
      let content = LeadContent(
        lead, steady: mapped.steadyLead(of: record), uuid: uuid, once: mapped.mapping.once, for: destination,
        writer: &writer)
      guard let entry = content.entry(after: nil, readAt: now, source: 0, record: record.ordinal) else {
        preconditionFailure("a uuid is in RFC 9562's form, given or derived")
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
