import LeadDelivery
import LeadJournal
import LeadModel

/// Knows what became of every record, and puts it on the disk: dead letters first, then the checkpoint.
///
/// An actor that is entered once per batch. What is on the disk, wherever the process dies:
///
/// - Between two commits: the records since the last one are read again, and at most ``commitEvery`` of them had been
///   delivered; they are sent twice.
/// - Between the dead letters' fsync and the checkpoint's commit: the records are read again, and rejected or refused
///   again; their letters' ids are found in the file, and none is written twice.
actor Recorder {
  /// Settled records, and time, between two commits.
  static let commitEvery = 256
  static let commitInterval = Duration.seconds(1)
  /// Leads on their way, waiting and flying: enough that delivery never waits for the reader, and no more.
  static let maxInMemory = 4096
  /// Records between the checkpoint's mark, or the lowest open one, and the last one read; behind them reading waits.
  static let maxOpen = 65_536
  /// About what the open ones may hold in memory.
  static let maxOpenBytes = 64_000_000

  private(set) var summary: Summary
  private let book: DeadLetterBook?
  private let checkpoints: RunCheckpoints?
  private let clock = ContinuousClock()
  private var open = OpenRecords()
  private var openBytes = 0
  private var letters: [DeadLetter] = []
  private var uncommitted = 0
  private var lastCommit: ContinuousClock.Instant
  private var waiting: CheckedContinuation<Void, Never>?
  /// Nothing waits any more: the run is over, or has to stop.
  private var isOpenToAll = false
  private let inputs: [Input]

  /// - Parameters:
  ///   - inputs: The run's, in order.
  ///   - summary: What is known before anything is read.
  ///   - book: Writes dead letters; `nil` in a dry run.
  ///   - checkpoints: `nil` where none is kept.
  init(inputs: [Input], summary: Summary, book: DeadLetterBook?, checkpoints: RunCheckpoints?) {
    self.inputs = inputs
    self.summary = summary
    self.book = book
    self.checkpoints = checkpoints
    lastCommit = clock.now
  }

  /// Takes a batch into account; to be called before its open records are offered to delivery.
  ///
  /// - Throws: ``JournalError``, where the disk does not take what has to be on it.
  func took(_ batch: TakenBatch) throws {
    summary.read += batch.read
    summary.inputs[batch.input].read += batch.read
    summary.delivered += batch.wouldDeliver
    summary.warnings.merge(batch.warnings, uniquingKeysWith: +)
    checkpoints?.read(upTo: batch.lastOrdinal, of: batch.input)
    for (ticket, record) in batch.open {
      openBytes += record.cost
      open.insert(record, ticket: ticket)
    }
    for (ordinal, reason) in batch.skipped {
      summary.skipped += 1
      summary.skips[reason.code, default: 0] += 1
      if reason.code == "opted-out" { summary.optedOut = (summary.optedOut ?? 0) + 1 }
      settle(ordinal, of: batch.input, as: .skipped)
    }
    for (record, findings) in batch.rejected {
      summary.rejected += 1
      for code in Set(findings.map(\.code)) { summary.errors[code, default: 0] += 1 }
      write(book?.rejected(record, findings, input: batch.input))
      settle(record.ordinal, of: batch.input, as: .rejected)
    }
    for (record, isCut) in batch.stopped {
      count(dead: "run.stopped")
      write(book?.stopped(record, isCut: isCut, input: batch.input))
    }
    try commitIfDue()
  }

  /// Takes a batch of delivery's settlements into account.
  ///
  /// - Throws: ``JournalError``, where the disk does not take what has to be on it.
  func settled(_ batch: [Settled]) throws {
    for item in batch {
      switch item.settlement {
      case .delivered:
        guard let lead = close(item.ticket) else { continue }
        summary.delivered += 1
        settle(lead.record.ordinal, of: lead.input, as: .delivered)
      case .dead(let report):
        guard let lead = close(item.ticket) else { continue }
        count(dead: report.code)
        write(book?.dead(lead, report))
        settle(lead.record.ordinal, of: lead.input, as: .dead)
      case .unsettled:
        // It stays open: it is pending, or given up as its pipe cannot be read again.
        continue
      }
    }
    try commitIfDue()
    if hasRoom { wake() }
  }

  /// Commits where a second has gone by since the last time.
  ///
  /// To be called now and then.
  ///
  /// - Throws: As ``settled(_:)``.
  func tick() throws { try commitIfDue() }

  /// Waits until another batch may be read.
  func room() async {
    guard !hasRoom, !isOpenToAll else { return }
    await withCheckedContinuation { waiting = $0 }
  }

  /// Nobody waits for room from here on.
  func letAllPass() {
    isOpenToAll = true
    wake()
  }

  /// What is not settled though its pipe cannot be read again becomes a dead letter: `run.stopped`.
  func giveUpUnsettledOfPipes() {
    for ticket in open.tickets {
      guard let lead = open[ticket], inputs[lead.input] == .standardInput else { continue }
      _ = close(ticket)
      count(dead: "run.stopped")
      write(book?.stopped(lead))
    }
  }

  /// Puts all that is settled on the disk.
  ///
  /// - Throws: ``JournalError``.
  func commit() throws {
    if !letters.isEmpty {
      try book?.append(letters)
      letters.removeAll(keepingCapacity: true)
    }
    try checkpoints?.commit()
    uncommitted = 0
    lastCommit = clock.now
  }

  /// Ends the record of a run: writes what is left, and that the inputs are finished if they are.
  ///
  /// - Throws: ``JournalError``.
  func end(isFinished: Bool) throws {
    try commit()
    if isFinished { try checkpoints?.finish() } else { checkpoints?.release() }
  }

  /// Tells what the letters of an input say, where its checkpoint stands, and whether its opted out are known.
  func opened(_ input: Int, facts: DeadLetterBook.InputFacts, from checkpoint: Checkpoint?, optOutKnown: Bool?) {
    book?.opened(input, facts)
    if let checkpoint { checkpoints?.follow(input, from: checkpoint) }
    if optOutKnown == true { summary.optedOut = summary.optedOut ?? 0 }
  }

  private func close(_ ticket: Int) -> OpenRecord? {
    guard let lead = open.remove(ticket) else { return nil }
    openBytes -= lead.cost
    return lead
  }

  private func count(dead code: String) {
    summary.dead += 1
    summary.errors[code, default: 0] += 1
  }

  private func write(_ letter: DeadLetter?) {
    if let letter { letters.append(letter) }
  }

  private func settle(_ ordinal: Int, of input: Int, as outcome: Outcome) {
    checkpoints?.settle(ordinal, of: input, as: outcome)
    uncommitted += 1
  }

  private func commitIfDue() throws {
    guard uncommitted > 0 || !letters.isEmpty else { return }
    if uncommitted >= Self.commitEvery || clock.now - lastCommit >= Self.commitInterval { try commit() }
  }

  private var hasRoom: Bool {
    open.count < Self.maxInMemory && openBytes < Self.maxOpenBytes
      && open.span < Self.maxOpen && (checkpoints?.openSpan ?? 0) < Self.maxOpen
  }

  private func wake() {
    waiting?.resume()
    waiting = nil
  }
}
