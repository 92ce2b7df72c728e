import LeadDelivery
import LeadJSON
import LeadJournal
import LeadModel

/// Makes a run's dead letters and writes them, each once.
///
/// Used by the ``Recorder`` alone. What it needs to know of an input is told once the input is opened.
final class DeadLetterBook {
  /// What all letters of one input have in common.
  struct InputFacts {
    var name: String
    var format: InputFormat
    var ids: DeadLetterID
    var mapping: DeadLetter.MappingReference
    /// Where its leads go.
    var destination: DeadLetter.Target?
    /// The id of the run that reads it, or of the one that this one continues.
    var run: String
    /// Where it is a table of rejected records: its rows without what is not theirs.
    var mended: MendedRows?
    /// Whether the same records come with every run: then an equal one has its letter already.
    var comesAgain = false
    /// Ids of letters that an earlier, killed run wrote beyond its checkpoint, or all runs before where records come again.
    var written: Set<String> = []
  }

  private let file: DeadLetterFile
  private var facts: [Int: InputFacts] = [:]
  /// Those of them that are tables of rejected records; mostly none, so that a record costs nothing here.
  private var mended: [Int: MendedRows] = [:]
  /// Ids of letters whose mended rows have settled since the last commit.
  private var closed: [String] = []
  /// Ids on the disk whose letters are still in the file.
  private var pendingClosures = 0
  /// So many are taken out of the file at once, in the middle of a run: each is held in memory then.
  private static let maxPendingClosures = 16_384

  init(file: DeadLetterFile) { self.file = file }

  /// Tells what the letters of an input need to say.
  func opened(_ input: Int, _ facts: InputFacts) {
    self.facts[input] = facts
    mended[input] = facts.mended
  }

  /// Appends letters and brings them to the disk.
  ///
  /// - Throws: ``JournalError``.
  func append(_ letters: [DeadLetter]) throws(JournalError) { try file.append(letters) }

  /// Takes in that a row has arrived, or has a letter of its own: the letter that it was before is done with.
  func settled(_ record: Record, input: Int) {
    guard !mended.isEmpty, let id = mended[input]?.letterID(of: record) else { return }
    closed.append(id)
  }

  /// Brings to the disk which letters are done with; to be called once new ones are there, and before the checkpoint.
  ///
  /// - Throws: ``JournalError``.
  func commitClosures() throws(JournalError) {
    guard !closed.isEmpty else { return }
    try ClosedLetters.add(closed, at: .now(), beside: file)
    pendingClosures += closed.count
    closed.removeAll(keepingCapacity: true)
    if pendingClosures >= Self.maxPendingClosures {
      try ClosedLetters.apply(to: file)
      pendingClosures = 0
    }
  }

  /// The letter of a record that could not be read or mapped; `nil` where it is in the file already.
  func rejected(_ record: Record, _ findings: [Finding], input: Int) -> DeadLetter? {
    let stage: DeadLetter.Stage = if case .unreadable = record.content { .read } else { .map }
    return letter(of: record, input: input, stage: stage, errors: findings)
  }

  /// The letter of a lead that was refused or given up on; `nil` where it is in the file already.
  func dead(_ lead: OpenLead<PushPlace>, _ report: DeathReport) -> DeadLetter? {
    var letter = letter(
      of: lead.place.record, input: lead.place.input, stage: .deliver, errors: [Finding(report.code, report.message)])
    letter?.readAt = lead.readAt
    letter?.lead = Self.json(lead.body)
    letter?.delivery = DeadLetter.Delivery(report)
    return letter
  }

  /// The letter of a lead from a pipe that was not settled when the run stopped.
  func stopped(_ lead: OpenLead<PushPlace>) -> DeadLetter? {
    var letter = letter(of: lead.place.record, input: lead.place.input, stage: .deliver, errors: [Self.stopped])
    letter?.readAt = lead.readAt
    letter?.lead = Self.json(lead.body)
    return letter
  }

  /// The letter of a record from a pipe that was read and not mapped when the run stopped.
  ///
  /// One that may be cut off is kept raw, so that a replay does not send half of it.
  func stopped(_ record: Record, isCut: Bool, input: Int) -> DeadLetter? {
    var letter = letter(of: record, input: input, stage: isCut ? .read : .map, errors: [Self.stopped])
    if isCut { letter?.content = .raw(Array(record.rawBytes)) }
    return letter
  }

  private static let stopped = Finding("run.stopped", "the run was stopped before this record was settled")

  private func letter(
    of record: Record, input: Int, stage: DeadLetter.Stage, errors: [Finding]
  ) -> DeadLetter? {
    guard let facts = facts[input] else { return nil }
    let id = facts.ids.text(of: record)
    guard !facts.written.contains(id) else { return nil }
    if facts.comesAgain { self.facts[input]?.written.insert(id) }
    var letter = DeadLetter(
      id: id, at: .now(), stage: stage, errors: errors,
      source: DeadLetter.Source(name: facts.name, format: facts.format, line: record.line, record: record.ordinal),
      content: DeadLetter.Content(facts.mended?.record(record) ?? record), mapping: facts.mapping,
      destination: facts.destination)
    letter.run = facts.run
    return letter
  }

  /// The body that was sent, for the letter.
  ///
  /// It is our own writer's, so it parses.
  private static func json(_ body: [UInt8]) -> JSONValue? { try? JSONDocument(parsing: body).root }
}
