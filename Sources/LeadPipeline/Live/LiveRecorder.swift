import LeadDelivery
import LeadJSON
import LeadJournal
import LeadModel

/// Knows what became of the records of posts to one inbox, and puts it on the disk: dead letters first, then the ledger,
/// then the spool.
///
/// An actor that is entered once a batch, on a thread of its own: its commits wait for the disk. What is on the disk, wherever the process dies:
///
/// - Before the letters' fsync: the records are still in the spool, and are mapped and sent again.
/// - Behind it: they are rejected or refused again; their letters' ids are found in the file.
/// - Between the ledger and the spool: they are taken from the spool again, and unchanged by the ledger.
///
/// At most ``maxUnrecorded`` leads are delivered and not on the disk: so many a crash sends twice.
actor LiveRecorder {
  /// Leads that are delivered and not on the disk.
  static let maxUnrecorded = 256
  /// Settled records between two commits, and time: a submission's page is to say soon what became of it.
  static let commitEvery = 128
  static let commitInterval = Duration.milliseconds(100)
  /// Leads on their way, waiting and flying, and about what they may hold in memory.
  static let maxOpen = 4096
  static let maxOpenBytes = 24_000_000
  /// From the lowest open lead to the last one taken in: one in backoff keeps the places of those behind it.
  static let maxSpan = 65_536

  private let queue: DiskQueue
  private let share: LiveShare
  private let journal: Journal
  private let ledger: Ledger
  /// The routes' numbers in the ledger, by those in the share.
  private let sources: [Int]
  private let spool: Spool
  private let letters: LiveLetters
  private let events: @Sendable (LiveEvent) -> Void
  private let clock = ContinuousClock()

  private var turns: LeadTurns<LivePlace>
  private var unwritten: [DeadLetter] = []
  /// By the spool's rows.
  private var settlements: [Int64: SpoolSettlement] = [:]
  private var uncommitted = 0
  private var said: [LiveEvent] = []
  /// Delivered since the last commit, and those that a commit has put on the disk and nobody was told of.
  private var unrecorded = 0
  private var recorded = 0
  private var lastCommit: ContinuousClock.Instant
  private var waiting: CheckedContinuation<Void, Never>?
  private var idle: CheckedContinuation<Bool, Never>?
  private var isOver = false
  private var isStopped = false

  /// - Throws: ``JournalError``.
  init(
    _ share: LiveShare, journal: Journal, spool: Spool, letters: LiveLetters,
    events: @escaping @Sendable (LiveEvent) -> Void
  ) throws(JournalError) {
    self.share = share
    queue = DiskQueue("leadbridge.recorder.\(share.name)")
    self.journal = journal
    self.spool = spool
    self.letters = letters
    self.events = events
    let ledger = try Ledger(in: journal, destinationKey: share.target.destination.key)
    self.ledger = ledger
    sources = try share.routes.map { route throws(JournalError) in try ledger.source(named: route.path) }
    turns = LeadTurns(to: share.target.destination)
    lastCommit = clock.now
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Takes a batch in.
  ///
  /// - Returns: What delivery is to do for it.
  /// - Throws: ``JournalError``, where the disk does not take what has to be on it.
  func took(_ batch: LiveBatch) throws(JournalError) -> Turns {
    for (number, records) in batch.counts {
      settlements[number, default: SpoolSettlement(number: number, records: nil)].records = records
      uncommitted += 1
    }
    for (ticket, lead) in batch.open {
      turns.enter(lead, ticket: ticket)
    }
    for (place, reason) in batch.skipped { settle(place, .skipped, code: reason.code) }
    for (place, findings) in batch.rejected {
      if let letter = letters.rejected(place, findings) { unwritten.append(letter) }
      settle(place, .rejected, code: findings.first?.code)
    }
    return try goOn()
  }

  /// Takes a batch of delivery's settlements in.
  ///
  /// - Returns: What delivery is to do for it.
  /// - Throws: ``JournalError``, where the disk does not take what has to be on it.
  func settled(_ batch: [Settled]) throws(JournalError) -> Turns {
    for item in batch {
      switch item.settlement {
      case .delivered(let attempts):
        guard let lead = turns.close(item.ticket) else { continue }
        if let entry = lead.entry { ledger.delivered(entry) }
        unrecorded += 1
        settle(lead.place, .delivered, attempts: attempts)
      case .dead(let report):
        guard let lead = turns.close(item.ticket) else { continue }
        if let letter = letters.dead(lead.place, body: lead.body, report) { unwritten.append(letter) }
        settle(lead.place, .dead, code: report.code, attempts: report.attempts)
      case .unsettled:
        // It stays in the spool, and so do those behind it: nothing is sent any more.
        isStopped = true
        _ = turns.close(item.ticket)
      }
    }
    return try goOn()
  }

  /// Commits what is not on the disk; to be called now and then while there is ``work()``.
  ///
  /// - Returns: As ``settled(_:)``.
  /// - Throws: As ``settled(_:)``.
  func tick() throws(JournalError) -> Turns {
    if uncommitted > 0 { try commit() }
    return try goOn()
  }

  /// Waits until a lead is open or something is not on the disk.
  ///
  /// - Returns: `false`: it never is again.
  func work() async -> Bool {
    if isOver || hasWork { return !isOver }
    return await withCheckedContinuation { idle = $0 }
  }

  /// Puts all that is settled on the disk.
  ///
  /// - Throws: ``JournalError``: what is not on the disk is settled again by whoever reads the spool next.
  func commit() throws(JournalError) {
    if !unwritten.isEmpty { try letters.append(unwritten) }
    unwritten.removeAll(keepingCapacity: true)
    try journal.commit([], ledger: ledger)
    try spool.settle(settlements.values.sorted { $0.number < $1.number })
    settlements.removeAll(keepingCapacity: true)
    uncommitted = 0
    recorded += unrecorded
    unrecorded = 0
    lastCommit = clock.now
    for event in said { events(event) }
    said.removeAll(keepingCapacity: true)
  }

  /// Waits until another batch may be read.
  func room() async {
    guard !hasRoom, !isOver else { return }
    await withCheckedContinuation { waiting = $0 }
  }

  /// Nobody waits for room or work from here on.
  func letPass() {
    isOver = true
    wake()
    idle?.resume(returning: false)
    idle = nil
  }

  private func settle(_ place: LivePlace, _ outcome: Outcome, code: String? = nil, attempts: Int = 0) {
    settlements[place.number, default: SpoolSettlement(number: place.number, records: nil)].outcomes.append(
      (place.record.ordinal, RecordOutcome(outcome, attempts: attempts, code: code)))
    uncommitted += 1
    said.append(
      .settled(
        LiveEvent.SettledRecord(
          submission: place.submission, ordinal: place.record.ordinal, route: share.routes[place.route].path,
          destination: share.name, outcome: outcome, code: code, attempts: attempts, receivedAt: place.receivedAt)))
  }

  private func goOn() throws(JournalError) -> Turns {
    var result = Turns()
    if !isStopped {
      var unchanged: [LivePlace] = []
      result.parcels = try turns.take(by: ledger, sources: sources) { unchanged.append($0) }
      for place in unchanged { settle(place, .unchanged) }
    }
    // How many records a post holds can wait for the next tick: one fsync more before a lone lead is sent.
    if uncommitted >= Self.commitEvery || !said.isEmpty && clock.now - lastCommit >= Self.commitInterval {
      try commit()
    }
    if hasRoom { wake() }
    if hasWork {
      idle?.resume(returning: true)
      idle = nil
    }
    result.recorded = recorded
    recorded = 0
    return result
  }

  private var hasWork: Bool { uncommitted > 0 || turns.count > 0 }

  private var hasRoom: Bool {
    turns.count < Self.maxOpen && turns.bytes < Self.maxOpenBytes && turns.span < Self.maxSpan
  }

  private func wake() {
    waiting?.resume()
    waiting = nil
  }
}
