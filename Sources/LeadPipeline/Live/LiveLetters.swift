import LeadDelivery
import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel

/// Makes the dead letters of posts and writes them, each once.
struct LiveLetters {
  private let file: DeadLetterFile
  private let routes: [LiveRoute]
  private let destination: Destination
  /// Ids of letters that a killed process wrote, and whose records it did not settle.
  private let written: Set<String>

  /// - Parameters:
  ///   - file: Where they go.
  ///   - routes: By the numbers in ``LivePlace/route``.
  ///   - destination: Where the leads were to go.
  ///   - isUnsettled: Whether a submission waits: its letters may be in the file already, which is read for them.
  /// - Throws: ``JournalError``.
  init(
    _ file: DeadLetterFile, routes: [LiveRoute], destination: Destination, isUnsettled: (String) -> Bool
  ) throws(JournalError) {
    self.file = file
    self.routes = routes
    self.destination = destination
    let paths = Set(routes.map(\.path))
    written = try file.ids { letter in paths.contains(letter.source.name) && letter.run.map(isUnsettled) ?? false }
  }

  /// Appends letters and brings them to the disk.
  ///
  /// - Throws: ``JournalError``.
  func append(_ letters: [DeadLetter]) throws(JournalError) { try file.append(letters) }

  /// The letter of a record that could not be read or mapped; `nil` where it is in the file already.
  func rejected(_ place: LivePlace, _ findings: [Finding]) -> DeadLetter? {
    letter(place, DeadLetter.Stage(refusing: place.record), findings)
  }

  /// The letter of a lead that was refused or given up on; `nil` where it is in the file already.
  func dead(_ place: LivePlace, body: [UInt8], _ report: DeathReport) -> DeadLetter? {
    var letter = letter(place, .deliver, [Finding(report.code, report.message)])
    // Our own writer's, so it parses.
    letter?.lead = try? JSONDocument(parsing: body).root
    letter?.delivery = DeadLetter.Delivery(report)
    return letter
  }

  private func letter(_ place: LivePlace, _ stage: DeadLetter.Stage, _ errors: [Finding]) -> DeadLetter? {
    let ids = DeadLetterID(
      destinationKey: destination.key, origin: DeadLetterID.Origin(id: place.submission))
    let id = ids.text(of: place.record)
    guard !written.contains(id) else { return nil }
    let mapping = routes[place.route].mapping
    var letter = DeadLetter(
      id: id, at: .now(), stage: stage, errors: errors,
      source: DeadLetter.Source(
        name: routes[place.route].path, format: place.record.postFormat, line: nil, record: place.record.ordinal),
      content: DeadLetter.Content(place.record),
      mapping: DeadLetter.MappingReference(name: mapping.name, digest: mapping.digest),
      destination: DeadLetter.Target(destination))
    letter.readAt = place.receivedAt
    letter.run = place.submission
    return letter
  }
}

extension DeadLetter.Stage {
  /// Where a record is given up that does not become a lead.
  init(refusing record: Record) {
    if case .unreadable = record.content { self = .read } else { self = .map }
  }
}

extension Record {
  /// What the content of a post says that its format is.
  var postFormat: InputFormat? {
    switch content {
    case .form: .form
    case .json: .json
    case .row: .csv
    case .unreadable: nil
    }
  }
}
