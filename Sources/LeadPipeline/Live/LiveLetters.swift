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
  func rejected(_ place: LivePlace, _ findings: [Finding]) -> DeadLetter? { letter(place, findings) }

  /// The letter of a lead that was refused or given up on; `nil` where it is in the file already.
  func dead(_ place: LivePlace, body: [UInt8], _ report: DeathReport) -> DeadLetter? {
    var letter = letter(place, [Finding(report.code, report.message)])
    letter?.stage = .deliver
    // Our own writer's, so it parses.
    letter?.lead = try? JSONDocument(parsing: body).root
    letter?.delivery = DeadLetter.Delivery(report)
    return letter
  }

  private func letter(_ place: LivePlace, _ errors: [Finding]) -> DeadLetter? {
    let route = routes[place.route]
    var letter = DeadLetter(
      of: place.record, submission: place.submission, route: route.path, receivedAt: place.receivedAt, errors: errors,
      destination: destination)
    guard !written.contains(letter.id) else { return nil }
    letter.mapping = DeadLetter.MappingReference(name: route.mapping.name, digest: route.mapping.digest)
    return letter
  }
}
