package import LeadJournal
package import LeadModel

extension DeadLetter {
  /// The letter of a post's record that was given up before it became a lead; its mapping is not said.
  ///
  /// Its id is the same whoever gives the record up, and whenever.
  ///
  /// - Parameters:
  ///   - record: As ``PostRecords`` gives it.
  ///   - submission: The submission's id.
  ///   - route: The path that it was posted to.
  ///   - receivedAt: When.
  ///   - errors: Why.
  ///   - destination: Where its lead was to go; `nil`: nobody knows.
  package init(
    of record: Record, submission: String, route: String, receivedAt: Timestamp, errors: [Finding],
    destination: Destination?
  ) {
    let ids = DeadLetterID(destinationKey: destination?.key ?? "", origin: DeadLetterID.Origin(id: submission))
    self.init(
      id: ids.text(of: record), at: .now(), stage: Stage(refusing: record), errors: errors,
      source: Source(name: route, format: record.postFormat, line: nil, record: record.ordinal),
      content: Content(record), destination: destination.map { Target($0) })
    readAt = receivedAt
    run = submission
  }
}

extension DeadLetter.Stage {
  /// Where a record is given up that does not become a lead.
  fileprivate init(refusing record: Record) {
    if case .unreadable = record.content { self = .read } else { self = .map }
  }
}

extension Record {
  /// What the content of a post says that its format is.
  fileprivate var postFormat: InputFormat? {
    switch content {
    case .form: .form
    case .json: .json
    case .row: .csv
    case .unreadable: nil
    }
  }
}
