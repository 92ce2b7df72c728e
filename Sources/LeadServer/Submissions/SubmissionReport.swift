import LeadJSON
package import LeadJournal
package import LeadModel

/// What is known about a submission: outcomes and times, none of its values.
package struct SubmissionReport: Sendable, Hashable {
  package var id: String
  /// The route's path.
  package var route: String
  package var receivedAt: Timestamp
  /// `nil`: not all records have an outcome.
  package var settledAt: Timestamp?
  /// How many records it holds; `nil`: not mapped yet.
  package var records: Int?
  /// What became of those that have ended.
  package var outcomes: RecordOutcomes

  package init(
    id: String, route: String, receivedAt: Timestamp, settledAt: Timestamp? = nil, records: Int?,
    outcomes: RecordOutcomes = RecordOutcomes()
  ) {
    self.id = id
    self.route = route
    self.receivedAt = receivedAt
    self.settledAt = settledAt
    self.records = records
    self.outcomes = outcomes
  }

  /// `received`, `mapped` while a record waits, then what became of all: `partial` where some are dead letters and others
  /// are not; else `dead`, `rejected`, `delivered`, `unchanged` or `skipped`, the first of them that there is.
  ///
  /// Time grows with the runs of records that fared alike, not with the records.
  package var state: String {
    guard let records else { return "received" }
    guard settledAt != nil || outcomes.count >= records else { return "mapped" }
    let failed = outcomes.count(of: .dead) + outcomes.count(of: .rejected)
    if failed > 0, failed < outcomes.count { return "partial" }
    return Self.order.first { outcomes.count(of: $0) > 0 }.map(Self.word) ?? "skipped"
  }

  private static let order: [Outcome] = [.dead, .rejected, .delivered, .unchanged, .skipped]

  /// The page of `GET /submissions/ID`.
  var answer: HTTPAnswer {
    var writer = JSONWriter(reservingCapacity: 512)
    writer.beginObject()
    writer.key("id")
    writer.string(id)
    writer.key("route")
    writer.string(route)
    writer.key("state")
    writer.string(state)
    writer.key("receivedAt")
    writer.string(receivedAt.description)
    writer.key("settledAt")
    if let settledAt { writer.string(settledAt.description) } else { writer.null() }
    writer.key("attempts")
    writer.number(outcomes.attempts)
    writer.key("reason")
    if let code = reason { writer.string(code) } else { writer.null() }
    writer.key("outcomes")
    writer.beginObject()
    for outcome in Outcome.allCases {
      writer.key(Self.word(outcome))
      writer.number(outcomes.count(of: outcome))
    }
    writer.endObject()
    writer.key("records")
    writer.beginArray()
    for ordinal in 1...max(1, min(records ?? 0, Self.maxRecords)) where ordinal <= records ?? 0 {
      Self.write(outcomes[ordinal], into: &writer)
    }
    writer.endArray()
    writer.endObject()
    var answer = HTTPAnswer(200, contentType: "application/json", body: writer.bytes)
    answer.fields = [HTTPAnswer.Field("cache-control", "no-store")]
    return answer
  }

  /// The most records that are listed one by one.
  static let maxRecords = 1000

  /// Why: the code of the first record that ended in the worst way that there is.
  private var reason: String? {
    guard state != "received", let worst = Self.order.first(where: { outcomes.count(of: $0) > 0 }) else { return nil }
    return outcomes.runs.first { $0.fate.outcome == worst && $0.fate.code != nil }?.fate.code
  }

  /// One record; `nil`: it waits for the inbox.
  private static func write(_ fate: RecordOutcome?, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("outcome")
    if let fate { writer.string(word(fate.outcome)) } else { writer.null() }
    writer.key("attempts")
    writer.number(fate?.attempts ?? 0)
    writer.key("reason")
    if let code = fate?.code { writer.string(code) } else { writer.null() }
    writer.endObject()
  }

  private static func word(_ outcome: Outcome) -> String { "\(outcome)" }
}
