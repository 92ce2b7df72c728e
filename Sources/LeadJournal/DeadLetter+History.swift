package import LeadJSON
package import LeadModel

/// What was tried before: a letter that was sent again in vain stays the same letter, and remembers it.
extension DeadLetter {
  /// An earlier end of the letter's record, without the inbox's words.
  package struct Earlier: Sendable, Hashable {
    /// The most that a letter remembers: the first, and the last ones.
    package static let maxCount = 8

    /// When it was given up then.
    package var at: Timestamp
    package var stage: Stage
    /// The codes of what was wrong then.
    package var codes: [String]
    /// Requests that were sent then; 0 where it did not get as far.
    package var attempts: Int
    /// Of the last answer; `nil` if there was none.
    package var status: Int?

    package init(at: Timestamp, stage: Stage, codes: [String], attempts: Int, status: Int?) {
      self.at = at
      self.stage = stage
      self.codes = codes
      self.attempts = attempts
      self.status = status
    }
  }

  /// A delivery that failed again: what it adds to a letter.
  package struct Failure: Sendable {
    package var at: Timestamp
    package var error: Finding
    /// The body that was put.
    package var lead: JSONValue?
    package var delivery: Delivery
    /// The mapping that the record went through this time; `nil`: the lead was sent as it was.
    package var mapping: MappingReference?

    package init(
      at: Timestamp, error: Finding, lead: JSONValue?, delivery: Delivery, mapping: MappingReference? = nil
    ) {
      self.at = at
      self.error = error
      self.lead = lead
      self.delivery = delivery
      self.mapping = mapping
    }
  }

  /// When the record was given up first: what a delivery must be later than, to be newer than the letter.
  package var firstAt: Timestamp { earlier.first?.at ?? at }

  /// The letter with a failure more: same id, same record; what was wrong before is among ``earlier``.
  ///
  /// Its time is always later than the letter's, whatever the clock says, as a replay tells letters by id and time.
  package func failedAgain(_ failure: Failure) -> DeadLetter {
    var letter = self
    letter.earlier.append(
      Earlier(
        at: at, stage: stage, codes: errors.map(\.code), attempts: delivery?.attempts ?? 0, status: delivery?.status))
    if letter.earlier.count > Earlier.maxCount {
      letter.earlier.removeSubrange(1...letter.earlier.count - Earlier.maxCount)
    }
    letter.at = max(failure.at, Timestamp(millisecondsSince1970: at.millisecondsSince1970 + 1))
    letter.stage = .deliver
    letter.errors = [failure.error]
    letter.lead = failure.lead ?? lead
    letter.delivery = failure.delivery
    letter.mapping = failure.mapping ?? mapping
    return letter
  }
}

extension DeadLetter.Earlier {
  /// Writes `{"at": …, "stage": …, "codes": […], "attempts": …, "status": …}`.
  func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("at", at.description)
    writer.member("stage", stage.rawValue)
    writer.key("codes")
    writer.beginArray()
    for code in codes { writer.string(code) }
    writer.endArray()
    writer.member("attempts", attempts)
    writer.member("status", status)
    writer.endObject()
  }

  /// Reads what ``write(into:)`` writes; `nil` for what is no object with a time.
  init?(_ value: JSONValue) {
    guard value.kind == .object, let at = value["at"]?.string.flatMap(Timestamp.init(parsing:)) else { return nil }
    self.init(
      at: at, stage: value["stage"]?.string.flatMap(DeadLetter.Stage.init(rawValue:)) ?? .map,
      codes: (value["codes"]?.elements).map { $0.compactMap(\.string) } ?? [],
      attempts: value["attempts"]?.integer ?? 0, status: value["status"]?.integer)
  }
}
