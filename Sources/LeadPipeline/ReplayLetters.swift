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
  private var reader: DeadLetterReader
  private var mappers: [String: Mapper] = [:]
  private var header: Header?
  /// Mappings that are not known, and were said so.
  private var unknown: Set<String> = []
  /// The mapper that ``header`` was bound to.
  private var bound: String?
  private var ordinal = 0

  init(_ reader: consuming DeadLetterReader, plan: ReplayRun.Plan) {
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
    guard let mapped = mappers[name]?.map(record) else { return }
    for warning in mapped.warnings { round.warnings[warning.code, default: 0] += 1 }
    switch mapped.outcome {
    case .lead(let lead, _, let uuid):
      guard let uuid else { return }
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
    let name = plan.mapping?.name ?? letter.mapping?.name ?? ""
    // A mapping may use the source's name, so letters of two sources do not share a mapper.
    let key = "\(name)\u{1F}\(letter.source.name)"
    if mappers[key] != nil { return key }
    guard let mapping = try plan.mapping ?? Mapping.ready(named: name) else {
      if unknown.insert(name).inserted {
        let fact =
          name.isEmpty ? "the letter does not say which mapping it went through" : "there is no ready mapping '\(name)'"
        round.diagnostics.append(
          Diagnostic(
            "replay.mapping", fact, at: Position(file: plan.deadLetters, line: line),
            hint: "name the mapping's file with --mapping"))
      }
      return nil
    }
    var run = plan.run
    run.sourceName = letter.source.name
    var mapper = try Mapper(mapping, run: run)
    _ = mapper.bind(nil)
    mappers[key] = mapper
    return key
  }
}
