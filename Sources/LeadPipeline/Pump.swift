import LeadDelivery
import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// Reads the inputs, maps their records, and offers the leads to delivery, as fast as there is room for them.
struct Pump {
  /// Records between two crossings into the recorder.
  static let batchCount = 256

  let plan: PushPlan
  let recorder: Recorder
  /// `nil` in a dry run.
  let courier: Courier?
  let control: RunControl
  /// Whether leads are held against what the inbox has: not in a dry run to an inbox that has nothing.
  let comparesLeads: Bool
  /// Who is not to be sent.
  let suppression: SuppressionList
  /// Finds the chats that people are on already; `nil`: every lead goes to its own.
  let matching: InboxMatching?

  /// What goes from one record to the next, over all inputs.
  private struct Progress: ~Copyable {
    /// The last one given.
    var ticket = 0
    /// Records that may still be taken.
    var left: Int
    /// What is hashed is written in it, one lead after the other.
    var body = JSONWriter(reservingCapacity: 1024)
    /// Leads of a batch whose chats are looked for, all at once.
    var candidates: [(record: Record, memory: SettledRecord?, candidate: InboxMatching.Candidate)] = []
    /// Of the input, from its first record on.
    var salt: SettledRecord.Salt?
  }

  /// Takes every input through to its end, or until the run is to stop.
  ///
  /// - Throws: A ``Diagnostic`` where an input breaks off in the middle; what was read of it before stands. And what
  ///   the recorder throws.
  func run(_ prepared: [PreparedInput]) async throws {
    var progress = Progress(left: plan.selection.limit ?? .max)
    var failure: Diagnostic?
    for (index, input) in prepared.enumerated() {
      if control.isStopping || progress.left <= 0 {
        // Of a pipe that was opened something was taken already.
        if let opened = input.opened { try await giveUp([], of: opened, index: index, left: progress.left) }
        continue
      }
      do {
        try await take(input, index: index, &progress)
      } catch let error as Diagnostic {
        // One damaged input does not keep the others from being sent.
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private func take(_ input: PreparedInput, index: Int, _ progress: inout Progress) async throws {
    let mapped: MappedInput
    if let opened = input.opened {
      mapped = opened
    } else {
      var plan = plan
      plan.mapping = input.isRecognised ? nil : input.mapping
      mapped = try await MappedInput(input.input, plan: plan, recognised: input.mapping)
    }
    control.reads(mapped.stopReading)
    defer { control.finishedReading(bytes: mapped.bytesRead) }
    try await pump(mapped, index: index, from: input.checkpoint?.settled, &progress)
    mapped.stop()
  }

  private func pump(
    _ mapped: MappedInput, index: Int, from settled: SettledRanges?, _ progress: inout Progress
  ) async throws {
    progress.salt = nil
    while let records = try await mapped.next() {
      control.isReading(bytes: mapped.bytesRead)
      var start = 0
      while start < records.count {
        if control.isStopping {
          return try await giveUp(records[start...], of: mapped, index: index, left: progress.left)
        }
        await recorder.room()
        let end = min(records.count, start + Self.batchCount)
        var batch = TakenBatch(input: index)
        if courier != nil { batch.open.reserveCapacity(end - start) }
        let now = Timestamp.now()
        for record in records[start..<end] {
          if let settled, settled.contains(record.ordinal) { continue }
          guard plan.selection.contains(record.ordinal), progress.left > 0 else { continue }
          progress.left -= 1
          map(record, by: mapped, at: now, into: &batch, &progress)
        }
        try meet(mapped, at: now, into: &batch, &progress)
        start = end
        if batch.read > 0 {
          let turns = try await recorder.took(batch)
          courier?.take(turns)
        }
        if progress.left <= 0 || plan.selection.last.map({ records[end - 1].ordinal >= $0 }) == true { return }
      }
    }
  }

  private func map(
    _ record: Record, by mapped: MappedInput, at now: Timestamp, into batch: inout TakenBatch,
    _ progress: inout Progress
  ) {
    batch.read += 1
    batch.lastOrdinal = record.ordinal
    let memory = memory(of: record, by: mapped, &progress)
    if let memory, let known = plan.settledBefore?.known(memory) {
      batch.known.append((record.ordinal, known))
      return
    }
    let result = mapped.map(record)
    for warning in record.warnings { batch.warnings[warning.code, default: 0] += 1 }
    for warning in result.warnings { batch.warnings[warning.code, default: 0] += 1 }
    switch result.outcome {
    case .lead(let lead, let identity, let uuid):
      guard !suppression.holds(lead) else {
        batch.skipped.append((record.ordinal, SuppressionList.finding))
        return
      }
      guard comparesLeads, let uuid else {
        batch.wouldDeliver += 1
        return
      }
      guard matching == nil else {
        progress.candidates.append(
          (record, memory, InboxMatching.Candidate(lead: lead, identity: identity, uuid: uuid)))
        return
      }
      add(lead, uuid: uuid, of: record, memory, by: mapped, at: now, to: &batch, &progress)
    case .skipped(let reason):
      batch.skipped.append((record.ordinal, reason))
    case .rejected(let findings):
      batch.rejected.append((record, findings))
    }
  }

  /// What a record is known by when it comes again; `nil` where nobody asks.
  private func memory(of record: Record, by mapped: MappedInput, _ progress: inout Progress) -> SettledRecord? {
    guard plan.settledBefore != nil else { return nil }
    if progress.salt == nil {
      let columns: [String] = if case .row(let row) = record.content { row.header.names } else { [] }
      progress.salt = SettledRecord.Salt(mappingDigest: mapped.mapping.digest, columns: columns)
    }
    return progress.salt.map { SettledRecord(record, salt: $0) }
  }

  /// Finds the chats of a batch's leads; where they go is on the disk before any of them is sent.
  private func meet(
    _ mapped: MappedInput, at now: Timestamp, into batch: inout TakenBatch, _ progress: inout Progress
  ) throws(JournalError) {
    guard let matching, !progress.candidates.isEmpty else { return }
    let candidates = progress.candidates
    progress.candidates.removeAll(keepingCapacity: true)
    for (item, match) in zip(candidates, try matching.matches(of: candidates.map(\.candidate))) {
      if match.isAmbiguous { batch.warnings[InboxMatching.ambiguous, default: 0] += 1 }
      add(
        item.candidate.lead, uuid: match.uuid, of: item.record, item.memory, by: mapped, at: now, to: &batch, &progress)
    }
  }

  /// Adds a lead to those that are to be sent.
  private func add(
    _ lead: Lead, uuid: String, of record: Record, _ memory: SettledRecord?, by mapped: MappedInput, at now: Timestamp,
    to batch: inout TakenBatch, _ progress: inout Progress
  ) {
    guard let destination = plan.destination else { return }
    let content = LeadContent(
      lead, steady: mapped.steadyLead(of: record), uuid: uuid, once: mapped.mapping.once, for: destination,
      writer: &progress.body)
    guard courier != nil else {
      batch.candidates.append(content)
      return
    }
    progress.ticket += 1
    batch.open.append(
      (
        progress.ticket,
        OpenLead(content, place: PushPlace(input: batch.input, record: record, memory: memory), readAt: now)
      ))
  }

  /// The run is to stop: what was taken from a pipe goes to the dead letters, as it cannot be read again.
  ///
  /// A file's records are read again by the next run.
  private func giveUp(_ rest: ArraySlice<Record>, of mapped: MappedInput, index: Int, left: Int) async throws {
    guard courier != nil, mapped.input == .standardInput else { return }
    mapped.stop()
    var left = left
    var taken = Array(rest)
    while true {
      // What is damaged behind the stop would have been said by a run that read on.
      let more = (try? await mapped.next()) ?? nil
      let wanted = taken.filter { plan.selection.contains($0.ordinal) }.prefix(left)
      left -= wanted.count
      var batch = TakenBatch(input: index)
      batch.read = wanted.count
      batch.stopped = wanted.map { (record: $0, isCut: false) }
      // The last record may be but a part of one; it is the last where no other follows.
      if more == nil, mapped.endsInMidLine, let last = taken.last, last.ordinal == wanted.last?.ordinal {
        batch.stopped[batch.stopped.count - 1].isCut = true
      }
      if batch.read > 0 { _ = try await recorder.took(batch) }
      guard let more else { return }
      taken = more
    }
  }
}
