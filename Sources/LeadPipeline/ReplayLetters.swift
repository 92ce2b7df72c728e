import LeadDelivery
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
    var skips: [String: Int] = [:]
    var rejected = 0
    var errors: [String: Int] = [:]
    var warnings: [String: Int] = [:]
    var diagnostics: [Diagnostic] = []
  }

  private let plan: ReplayRun.Plan
  /// Who is not to be sent.
  private let suppression: SuppressionList
  /// Finds the chats that people are on already; `nil`: every lead goes to its own.
  private let matching: InboxMatching?
  private var reader: DeadLetterReader
  private var mappers: [String: Mapper] = [:]
  private var header: Header?
  /// Mappings that are not known, and were said so.
  private var unknown: Set<String> = []
  /// The mapper that ``header`` was bound to.
  private var bound: String?
  private var ordinal = 0

  init(
    _ reader: consuming DeadLetterReader, plan: ReplayRun.Plan, suppression: SuppressionList, matching: InboxMatching?
  ) {
    self.suppression = suppression
    self.matching = matching
    self.reader = reader
    self.plan = plan
  }

  /// The next letters, at most `limit`; `nil` behind the last.
  ///
  /// - Returns: The round. Letters whose mapping is not known count as rejected in it, `replay.mapping`.
  /// - Throws: ``JournalError``; ``Diagnostics`` where the words for this run do not fit a mapping.
  mutating func next(_ limit: Int) throws -> Round? {
    var round = Round()
    while round.count < limit, let entry = try reader.next() {
      switch entry {
      case .unreadable(let diagnostic):
        round.count += 1
        round.rejected += 1
        round.errors[diagnostic.code, default: 0] += 1
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
    guard let record = letter.record(ordinal: ordinal, reusing: header) else {
      // Raw bytes stay until someone has made a record of them.
      round.rejected += 1
      round.errors["replay.raw", default: 0] += 1
      return
    }
    guard let name = try mapper(for: letter, line: line, into: &round) else {
      round.rejected += 1
      round.errors["replay.mapping", default: 0] += 1
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
      let destination = plan.destination
      let body = lead.body(uuid: uuid, botId: destination.botId, customerId: destination.customerId)
      round.parcels.append(Parcel(ticket: ordinal, uuid: uuid, body: body))
      round.marks[ordinal] = ReplayMarks.Mark(letter)
    case .skipped(let reason):
      round.skips[reason.code, default: 0] += 1
    case .rejected(let findings):
      round.rejected += 1
      for code in Set(findings.map(\.code)) { round.errors[code, default: 0] += 1 }
    }
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
