import LeadJSON
package import LeadModel

/// What is known about a submission: outcomes and times, none of its values.
package struct SubmissionReport: Sendable, Hashable {
  /// One record of it.
  package struct Record: Sendable, Hashable {
    /// `nil`: it is mapped, and waits for the inbox.
    package var outcome: Outcome?
    /// Requests sent for it so far.
    package var attempts: Int
    /// Why it ended or waits: a fixed code.
    package var code: String?

    package init(outcome: Outcome?, attempts: Int = 0, code: String? = nil) {
      self.outcome = outcome
      self.attempts = attempts
      self.code = code
    }
  }

  package var id: String
  /// The route's path.
  package var route: String
  package var receivedAt: Timestamp
  /// `nil`: not all records have an outcome.
  package var settledAt: Timestamp?
  /// `nil`: not mapped yet.
  package var records: [Record]?

  package init(id: String, route: String, receivedAt: Timestamp, settledAt: Timestamp? = nil, records: [Record]?) {
    self.id = id
    self.route = route
    self.receivedAt = receivedAt
    self.settledAt = settledAt
    self.records = records
  }

  /// `received`, `mapped` while a record waits, then the outcome that most needs a look: `dead`, `rejected`,
  /// `delivered`, `unchanged`, `skipped`; without any record `skipped`.
  package var state: String {
    guard let records else { return "received" }
    if records.contains(where: { $0.outcome == nil }) { return "mapped" }
    let outcomes = Set(records.compactMap(\.outcome))
    let order: [(Outcome, String)] = [
      (.dead, "dead"), (.rejected, "rejected"), (.delivered, "delivered"), (.unchanged, "unchanged"),
    ]
    return order.first { outcomes.contains($0.0) }?.1 ?? "skipped"
  }

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
    writer.number((records ?? []).reduce(0) { $0 + $1.attempts })
    writer.key("reason")
    if let code = reason { writer.string(code) } else { writer.null() }
    writer.key("records")
    writer.beginArray()
    for record in (records ?? []).prefix(Self.maxRecords) { Self.write(record, into: &writer) }
    writer.endArray()
    writer.endObject()
    var answer = HTTPAnswer(200, contentType: "application/json", body: writer.bytes)
    answer.fields = [HTTPAnswer.Field("cache-control", "no-store")]
    return answer
  }

  /// The most records that are listed one by one.
  static let maxRecords = 1000

  /// The code of the first record whose outcome is the whole's.
  private var reason: String? {
    records?.first { $0.code != nil && ($0.outcome.map(Self.word) ?? "mapped") == state }?.code
  }

  private static func write(_ record: Record, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("outcome")
    if let outcome = record.outcome { writer.string(word(outcome)) } else { writer.null() }
    writer.key("attempts")
    writer.number(record.attempts)
    writer.key("reason")
    if let code = record.code { writer.string(code) } else { writer.null() }
    writer.endObject()
  }

  private static func word(_ outcome: Outcome) -> String { "\(outcome)" }
}
