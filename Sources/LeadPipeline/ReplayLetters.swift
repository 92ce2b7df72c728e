import LeadDelivery
import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// Goes over a file of dead letters and maps their records again.
struct ReplayLetters: ~Copyable {
  /// Some letters, mapped: what is to be sent, and what became of the others.
  struct Round {
    var count = 0
    var parcels: [Parcel] = []
    /// The letters by ticket.
    var marks: [Int: ReplayMarks.Mark] = [:]
    /// The mappings that their records went through now, by ticket; of those that go as they were there is none.
    var mappings: [Int: DeadLetter.MappingReference] = [:]
    /// What the ledger is to know of those that are delivered, by ticket.
    var entries: [Int: LedgerEntry] = [:]
    /// Letters whose leads the inbox has as they are: nothing is left to send of them.
    var unchanged: [ReplayMarks.Mark] = []
    var skips: [String: Int] = [:]
    var rejected = 0
    var errors: [String: Int] = [:]
    var warnings: [String: Int] = [:]
    var diagnostics: [Diagnostic] = []
    /// The lines of the letters by ticket, and those at which a code was met first.
    var lines: [Int: Int] = [:]
    var firstLines: [String: Int] = [:]

    /// Counts a letter that is not sent, for these reasons.
    mutating func reject(_ codes: Set<String>, line: Int) {
      rejected += 1
      for code in codes {
        errors[code, default: 0] += 1
        firstLines[code] = min(firstLines[code] ?? line, line)
      }
    }
  }

  private let plan: ReplayRun.Plan
  /// Letters that a replay has delivered and not taken out yet.
  private let delivered: Set<ReplayMarks.Mark>
  /// Who is not to be sent.
  private let suppression: SuppressionList
  /// Finds the chats that people are on already; `nil`: every lead goes to its own.
  private let matching: InboxMatching?
  private var reader: DeadLetterReader
  private var mappers: [String: Mapper] = [:]
  private var once: [String: [LeadField]] = [:]
  /// What letters say of these mappers' mappings.
  private var references: [String: DeadLetter.MappingReference] = [:]
  private var header: Header?
  /// Mappings that are not known, and were said so.
  private var unknown: Set<String> = []
  /// The mapper that ``header`` was bound to.
  private var bound: String?
  private var ordinal = 0
  /// What the inbox has; `nil` in a rehearsal where nothing was ever sent.
  private let ledger: Ledger?
  /// The names of the ledger's inputs, and their numbers by name.
  private let sources: [Int: String]
  private let sourceNumbers: [String: Int]
  /// Leads of which this round has a letter already: what the inbox will have when their turn comes is not known yet.
  private var met: Set<LeadKey> = []
  private var writer = JSONWriter(reservingCapacity: 1024)

  /// - Throws: ``JournalError``.
  init(
    _ reader: consuming DeadLetterReader, plan: ReplayRun.Plan, ledger: Ledger?, suppression: SuppressionList,
    matching: InboxMatching?, passingOver delivered: Set<ReplayMarks.Mark> = []
  ) throws(JournalError) {
    self.suppression = suppression
    self.matching = matching
    self.reader = reader
    self.ledger = ledger
    sources = try ledger?.sources() ?? [:]
    // Each name has one number: the table says so.
    sourceNumbers = Dictionary(uniqueKeysWithValues: sources.map { ($0.value, $0.key) })
    self.plan = plan
    self.delivered = delivered
  }

  /// Bytes of the file that were gone over, and all of them.
  var bytes: (read: Int, inAll: Int) { (reader.bytesRead, reader.size) }

  /// The next letters, at most `limit`; `nil` behind the last.
  ///
  /// - Returns: The round. Letters whose mapping is not known count as rejected in it, `replay.mapping`.
  /// - Throws: ``JournalError``; ``Diagnostics`` where the words for this run do not fit a mapping.
  mutating func next(_ limit: Int) throws -> Round? {
    var round = Round()
    met.removeAll(keepingCapacity: true)
    while round.count < limit, let entry = try reader.next() {
      switch entry {
      case .unreadable where !plan.filter.takesAll:
        // It has nothing that could be asked for.
        continue
      case .letter(let letter, _) where !plan.filter.matches(letter) || delivered.contains(ReplayMarks.Mark(letter)):
        continue
      case .unreadable(let diagnostic):
        round.count += 1
        round.reject([diagnostic.code], line: diagnostic.position?.line ?? 1)
        round.diagnostics.append(diagnostic)
      case .letter(let letter, let line):
        round.count += 1
        ordinal += 1
        try map(letter, line: line, into: &round)
      }
    }
    return round.count == 0 ? nil : round
  }

  private mutating func map(_ letter: DeadLetter, line: Int, into round: inout Round) throws {
    if let target = letter.destination, !plan.redirectsAll, target != DeadLetter.Target(plan.destination) {
      round.skips["replay.destination", default: 0] += 1
      if unknown.insert("\u{1F}").inserted {
        round.diagnostics.append(
          Diagnostic(
            .warning, "replay.destination", "letters that were for another bot or customer stay where they are",
            at: Position(file: plan.deadLetters, line: line),
            hint: "name that destination to send them; --redirect-all sends them to this one"))
      }
      return
    }
    if plan.sendsAsSent { return try takeAsSent(letter, line: line, into: &round) }
    guard let record = letter.record(ordinal: ordinal, reusing: header) else {
      // Raw bytes stay until someone has made a record of them.
      round.reject(["replay.raw"], line: line)
      return
    }
    guard let name = try mapper(for: letter, line: line, into: &round) else {
      round.reject(["replay.mapping"], line: line)
      return
    }
    if case .row(let row) = record.content, row.header !== header || bound != name {
      header = row.header
      bound = name
      _ = mappers[name]?.bind(row.header)
    }
    guard let mapped = mappers[name]?.map(record) else { preconditionFailure("made ready above") }
    for warning in mapped.warnings { round.warnings[warning.code, default: 0] += 1 }
    switch mapped.outcome {
    case .lead(let lead, _, _) where suppression.holds(lead):
      round.skips[SuppressionList.finding.code, default: 0] += 1
    case .lead(let lead, let identity, let own):
      guard var uuid = own else { preconditionFailure("a replay has a destination, so every identity has its uuid") }
      let candidate = InboxMatching.Candidate(lead: lead, identity: identity, uuid: uuid)
      if let match = try matching?.matches(of: [candidate]).first {
        uuid = match.uuid
        if match.isAmbiguous { round.warnings[InboxMatching.ambiguous, default: 0] += 1 }
      }
      let content = LeadContent(
        lead, steady: mappers[name]?.steadyLead(of: record), uuid: uuid, once: once[name] ?? [], for: plan.destination,
        writer: &writer)
      try take(letter, content, line: line, into: &round)
      round.mappings[ordinal] = references[name]
    case .skipped(let reason):
      round.skips[reason.code, default: 0] += 1
    case .rejected(let findings):
      round.reject(Set(findings.map(\.code)), line: line)
    }
  }

  /// Takes the lead that was sent already, or was to be; there is none where the record was never mapped.
  private mutating func takeAsSent(_ letter: DeadLetter, line: Int, into round: inout Round) throws(JournalError) {
    guard let lead = letter.lead, let uuid = lead["uuid"]?.string, !uuid.isEmpty,
      lead["botId"]?.string == plan.destination.botId, lead["customerId"]?.string == plan.destination.customerId
    else {
      round.reject(["replay.lead"], line: line)
      if unknown.insert("\u{1F}lead").inserted {
        round.diagnostics.append(
          Diagnostic(
            .warning, "replay.lead", "letters without a lead that was for this destination cannot go as they were",
            at: Position(file: plan.deadLetters, line: line), hint: "without --as-sent their records are mapped again"))
      }
      return
    }
    let content = LeadContent(
      Lead(body: lead), steady: nil, uuid: uuid, once: [], for: plan.destination, writer: &writer)
    try take(letter, content, line: line, asSent: Array(lead.compactText.utf8), into: &round)
  }

  /// Finds out what of a letter's lead is to be sent: nothing where the inbox has it as it is, or something younger.
  private mutating func take(
    _ letter: DeadLetter, _ content: LeadContent, line: Int, asSent: [UInt8]? = nil, into round: inout Round
  ) throws(JournalError) {
    var earlier: LedgerEntry?
    var isMet = false
    if let key = content.key {
      earlier = try ledger?.entries(for: CollectionOfOne(key))[key]
      isMet = !met.insert(key).inserted
    }
    if let earlier, !plan.forces, letter.isOlder(than: earlier, from: sources[earlier.source]) {
      round.skips["superseded", default: 0] += 1
      return
    }
    guard let news = content.news(to: earlier, repeats: asSent != nil || isMet ? .everything : .changes) else {
      round.unchanged.append(ReplayMarks.Mark(letter))
      return
    }
    let destination = plan.destination
    let body =
      asSent
      ?? (earlier == nil
        ? content.body
        : news.body(uuid: content.uuid, botId: destination.botId, customerId: destination.customerId))
    round.parcels.append(Parcel(ticket: ordinal, uuid: content.uuid, body: body))
    round.marks[ordinal] = ReplayMarks.Mark(letter)
    round.entries[ordinal] = content.entry(
      after: earlier, readAt: letter.readAt ?? letter.delivery?.firstAt ?? letter.firstAt,
      source: sourceNumbers[letter.source.name] ?? 0, record: letter.source.record ?? 0)
    round.lines[ordinal] = line
  }

  /// Makes the mapper of a letter ready, and says under which key; `nil` where its mapping is not known.
  private mutating func mapper(for letter: DeadLetter, line: Int, into round: inout Round) throws -> String? {
    let name = letter.mapping?.name ?? ""
    // A mapping may use the source's name, so letters of two sources do not share a mapper.
    let key = [name, letter.mapping?.digest ?? "", letter.source.name].joined(separator: "\u{1F}")
    if mappers[key] != nil { return key }
    guard let mapping = try mapping(of: letter, named: name, line: line, into: &round) else { return nil }
    var run = plan.run
    run.sourceName = letter.source.name
    var mapper = try Mapper(mapping, run: run)
    _ = mapper.bind(nil)
    mappers[key] = mapper
    once[key] = mapping.once
    references[key] = DeadLetter.MappingReference(name: mapping.name, digest: mapping.digest)
    return key
  }

  /// The mapping that a letter goes through: the one that was given, if it is the letter's by its name; else the ready
  /// one by which it came, if that is still the same.
  private mutating func mapping(
    of letter: DeadLetter, named name: String, line: Int, into round: inout Round
  ) throws -> Mapping? {
    let fact: String
    let hint: String
    if let given = plan.mapping {
      if plan.remapsAll || name.isEmpty || given.name == name { return given }
      fact = "the letter came by the mapping '\(name)', not '\(given.name)'"
      hint = "--remap-all maps all letters by the one that is named"
    } else if name.isEmpty {
      fact = "the letter does not say which mapping it went through"
      hint = "name the mapping's file with --mapping"
    } else if let ready = try Mapping.ready(named: name) {
      if ready.digest == letter.mapping?.digest { return ready }
      fact = "the letter came by another mapping '\(name)' than the ready one"
      hint = "name the mapping's file, or the ready one, with --mapping"
    } else {
      fact = "there is no ready mapping '\(name)'"
      hint = "name the mapping's file with --mapping"
    }
    if unknown.insert("\(name)\u{1F}\(letter.mapping?.digest ?? "")").inserted {
      round.diagnostics.append(
        Diagnostic("replay.mapping", fact, at: Position(file: plan.deadLetters, line: line), hint: hint))
    }
    return nil
  }
}
