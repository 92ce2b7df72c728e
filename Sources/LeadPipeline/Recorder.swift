import LeadDelivery
import LeadJournal
import LeadModel

/// Knows what became of every record, and puts it on the disk: dead letters first, then the checkpoint.
///
/// An actor that is entered once per batch. What is on the disk, wherever the process dies:
///
/// - Between two commits: the records since the last one are read again, and at most ``maxUnrecorded`` of them had been
///   delivered, besides those that flew; they are sent twice. Delivery waits for the disk rather than let it be more.
/// - Between the dead letters' fsync and the checkpoint's commit, among which the letters lie that mended rows have closed: the records are read again, and rejected or refused
///   again; their letters' ids are found in the file, and none is written twice.
actor Recorder {
  /// Leads that are delivered and not on the disk.
  static let maxUnrecorded = 256
  /// Settled records, bytes of dead letters, and time, between two commits: half of what may be unrecorded, so that the
  /// other half goes out while the disk works.
  static let commitEvery = maxUnrecorded / 2
  static let commitBytes = 4_000_000
  static let commitInterval = Duration.seconds(1)
  /// Leads on their way, waiting and flying: enough that delivery never waits for the reader, and no more.
  static let maxInMemory = 2048
  /// Records between the checkpoint's mark, or the lowest open one, and the last one read; behind them reading waits.
  static let maxOpen = 65_536
  /// About what the open ones may hold in memory.
  static let maxOpenBytes = 24_000_000

  /// Why a record is skipped that is as it was when its lead was refused: its dead letter waits for a replay.
  static let deadBefore = "letter.waits"

  private(set) var summary: Summary
  private let book: DeadLetterBook?
  private let journal: RunJournal?
  private let repeats: Repeats
  /// Records that are settled and are not to be looked at when they come again; `nil` where nobody asks.
  private(set) var settledRecords: SettledRecords?
  private let isDryRun: Bool
  /// The inputs' numbers in the ledger.
  private var sources: [Int]
  /// The open leads; `nil` in a dry run that names no destination, which has none.
  private var leads: LeadTurns<PushPlace>?
  private var isReadToEnd = false
  private let clock = ContinuousClock()
  private var letters: [(letter: DeadLetter, outcome: Outcome)] = []
  /// About what they hold in memory.
  private var letterBytes = 0
  /// Delivered since the last commit, and those that a commit has put on the disk and nobody was told of.
  private var unrecorded = 0
  private var recorded = 0
  private var uncommitted = 0
  private var lastCommit: ContinuousClock.Instant
  private var waiting: CheckedContinuation<Void, Never>?
  /// Nothing waits any more: the run is over, or has to stop.
  private var isOpenToAll = false
  private let inputs: [Input]

  /// - Parameters:
  ///   - plan: The run.
  ///   - summary: What is known before anything is read.
  ///   - book: Writes dead letters; `nil` in a dry run.
  ///   - journal: `nil` in a dry run to an inbox of which nothing is known.
  init(_ plan: PushPlan, summary: Summary, book: DeadLetterBook?, journal: RunJournal?) {
    inputs = plan.inputs
    repeats = plan.repeats
    settledRecords = plan.settledBefore.map { _ in SettledRecords() }
    leads = plan.destination.map { LeadTurns(to: $0, repeats: plan.repeats) }
    isDryRun = plan.isDryRun
    self.summary = summary
    self.book = book
    self.journal = journal
    sources = Array(repeating: 0, count: plan.inputs.count)
    lastCommit = clock.now
  }

  /// Takes a batch into account; to be called before its open records are offered to delivery.
  ///
  /// - Returns: What delivery is to do for it.
  /// - Throws: ``JournalError``, where the disk does not take what has to be on it.
  func took(_ batch: TakenBatch) throws -> Turns {
    summary.read += batch.read
    summary.inputs[batch.input].read += batch.read
    summary.delivered += batch.wouldDeliver
    summary.warnings.merge(batch.warnings, uniquingKeysWith: +)
    journal?.read(upTo: batch.lastOrdinal, of: batch.input)
    var turns = Turns()
    for (ticket, lead) in batch.open { leads?.enter(lead, ticket: ticket) }
    turns.parcels = try takeTurns()
    try count(candidates: batch.candidates)
    for (ordinal, reason) in batch.skipped {
      summary.skipped += 1
      summary.skips[reason.code, default: 0] += 1
      if reason.code == "opted-out" { summary.optedOut = (summary.optedOut ?? 0) + 1 }
      settle(ordinal, of: batch.input, as: .skipped)
    }
    for (ordinal, memory) in batch.known {
      settledRecords?.add(memory)
      if memory.isDead {
        summary.skipped += 1
        summary.skips[Self.deadBefore, default: 0] += 1
        settle(ordinal, of: batch.input, as: .skipped)
      } else {
        summary.unchanged += 1
        settle(ordinal, of: batch.input, as: .unchanged)
      }
    }
    for (record, findings) in batch.rejected {
      summary.rejected += 1
      for code in Set(findings.map(\.code)) { summary.errors[code, default: 0] += 1 }
      for finding in findings {
        summary.saw(finding.code, input: batch.input, line: finding.line ?? record.line)
      }
      book?.settled(record, input: batch.input)
      write(book?.rejected(record, findings, input: batch.input), as: .rejected, cost: record.rawBytes.count)
      settle(record.ordinal, of: batch.input, as: .rejected)
    }
    for (record, isCut) in batch.stopped {
      count(dead: "run.stopped")
      summary.saw("run.stopped", input: batch.input, line: record.line)
      book?.settled(record, input: batch.input)
      write(book?.stopped(record, isCut: isCut, input: batch.input), as: .dead, cost: record.rawBytes.count)
    }
    try commitIfDue()
    return completed(turns)
  }

  /// All inputs are read, to their ends or as far as they will be.
  ///
  /// - Returns: What delivery is to do for it.
  func readToEnd() -> Turns {
    isReadToEnd = true
    return completed(Turns())
  }

  /// Takes a batch of delivery's settlements into account.
  ///
  /// - Returns: What delivery is to do for it.
  /// - Throws: ``JournalError``, where the disk does not take what has to be on it.
  func settled(_ batch: [Settled]) throws -> Turns {
    for item in batch {
      switch item.settlement {
      case .delivered:
        guard let lead = leads?.close(item.ticket) else { continue }
        summary.delivered += 1
        unrecorded += 1
        if let entry = lead.entry { journal?.ledger.delivered(entry) }
        if let memory = lead.place.memory { settledRecords?.add(memory) }
        settle(lead.place, as: .delivered)
      case .dead(let report):
        guard let lead = leads?.close(item.ticket) else { continue }
        count(dead: report.code)
        summary.saw(report.code, input: lead.place.input, line: lead.place.record.line)
        write(book?.dead(lead, report), as: .dead, cost: lead.place.cost)
        if let memory = lead.place.memory { settledRecords?.add(memory.dead) }
        settle(lead.place, as: .dead)
      case .unsettled:
        // It stays open: it is pending, or given up as its pipe cannot be read again.
        continue
      }
    }
    var turns = Turns()
    turns.parcels = try takeTurns()
    try commitIfDue()
    if hasRoom { wake() }
    return completed(turns)
  }

  /// Commits where a second has gone by since the last time.
  ///
  /// To be called now and then.
  ///
  /// - Returns: As ``settled(_:)``.
  /// - Throws: As ``settled(_:)``.
  func tick() throws -> Turns {
    try commitIfDue()
    return completed(Turns())
  }

  /// Says beside the leads what else delivery is to know.
  private func completed(_ turns: Turns) -> Turns {
    defer { recorded = 0 }
    var turns = turns
    turns.recorded = recorded
    let behind = leads?.behind ?? 0
    turns.areOver = isReadToEnd && behind == 0
    turns.pause = behind > 0 && (isReadToEnd || !hasRoom)
    return turns
  }

  /// Finds out what is new of the leads whose turn has come; those of which nothing is new are settled.
  private func takeTurns() throws(JournalError) -> [Parcel] {
    var unchanged: [PushPlace] = []
    let parcels = try leads?.take(by: journal?.ledger, sources: sources) { unchanged.append($0) }
    summary.unchanged += unchanged.count
    for place in unchanged {
      if let memory = place.memory { settledRecords?.add(memory) }
      settle(place, as: .unchanged)
    }
    return parcels ?? []
  }

  /// In a dry run: counts what would be sent of leads, by what the inbox has now.
  ///
  /// Of two equal ones in the input both count, as nothing of a dry run is kept.
  private func count(candidates: [LeadContent]) throws(JournalError) {
    guard !candidates.isEmpty else { return }
    let entries = try journal?.ledger.entries(for: candidates.compactMap(\.key)) ?? [:]
    for content in candidates {
      if content.news(to: content.key.flatMap { entries[$0] }, repeats: repeats) == nil {
        summary.unchanged += 1
      } else {
        summary.delivered += 1
      }
    }
  }

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
    for ticket in leads?.tickets ?? [] {
      guard let place = leads?[ticket]?.place, inputs[place.input] == .standardInput,
        let lead = leads?.close(ticket)
      else { continue }
      count(dead: "run.stopped")
      summary.saw("run.stopped", input: place.input, line: place.record.line)
      book?.settled(place.record, input: place.input)
      write(book?.stopped(lead), as: .dead, cost: place.cost)
    }
  }

  /// Puts all that is settled on the disk.
  ///
  /// - Throws: ``JournalError``.
  func commit() throws {
    if !letters.isEmpty {
      try book?.append(letters.map(\.letter))
      letters.removeAll()
      letterBytes = 0
    }
    if !isDryRun {
      try book?.commitClosures()
      try journal?.commit()
    }
    uncommitted = 0
    recorded += unrecorded
    unrecorded = 0
    lastCommit = clock.now
  }

  /// Counts the records as pending whose letters could not be written: the next run reads them again.
  func takeBackUnwritten() {
    for (letter, outcome) in letters {
      if outcome == .dead { summary.dead -= 1 } else { summary.rejected -= 1 }
      for code in Set(letter.errors.map(\.code)) {
        summary.errors[code, default: 0] -= 1
        if summary.errors[code] == 0 { summary.errors[code] = nil }
      }
    }
    letters = []
  }

  /// Ends the record of a run: writes what is left, and that the inputs are finished if they are.
  ///
  /// - Throws: ``JournalError``.
  func end(isFinished: Bool) throws {
    try commit()
    if isFinished, !isDryRun { try journal?.finish() } else { journal?.release() }
  }

  /// Tells what the letters of an input say, where its checkpoint stands, and whether its opted out are known.
  ///
  /// - Throws: ``JournalError``.
  func opened(
    _ input: Int, facts: DeadLetterBook.InputFacts, from checkpoint: Checkpoint?, optOutKnown: Bool?
  ) throws(JournalError) {
    book?.opened(input, facts)
    if let checkpoint { journal?.follow(input, from: checkpoint) }
    if !isDryRun, let journal { sources[input] = try journal.ledger.source(named: facts.name) }
    if optOutKnown == true { summary.optedOut = summary.optedOut ?? 0 }
  }

  private func count(dead code: String) {
    summary.dead += 1
    summary.errors[code, default: 0] += 1
  }

  private func write(_ letter: DeadLetter?, as outcome: Outcome, cost: Int) {
    guard let letter else { return }
    letters.append((letter, outcome))
    letterBytes += cost
  }

  /// An open lead is settled.
  private func settle(_ place: PushPlace, as outcome: Outcome) {
    book?.settled(place.record, input: place.input)
    settle(place.ordinal, of: place.input, as: outcome)
  }

  private func settle(_ ordinal: Int, of input: Int, as outcome: Outcome) {
    journal?.settle(ordinal, of: input, as: outcome)
    uncommitted += 1
  }

  private func commitIfDue() throws {
    guard uncommitted > 0 || !letters.isEmpty else { return }
    if uncommitted >= Self.commitEvery || letterBytes >= Self.commitBytes
      || clock.now - lastCommit >= Self.commitInterval
    {
      try commit()
    }
  }

  private var hasRoom: Bool {
    (leads?.count ?? 0) < Self.maxInMemory && (leads?.bytes ?? 0) < Self.maxOpenBytes
      && (leads?.span ?? 0) < Self.maxOpen && (journal?.openSpan ?? 0) < Self.maxOpen
  }

  private func wake() {
    waiting?.resume()
    waiting = nil
  }
}
