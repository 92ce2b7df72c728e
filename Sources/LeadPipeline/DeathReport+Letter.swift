import LeadDelivery
import LeadJSON
import LeadJournal
import LeadModel

extension DeadLetter.Delivery {
  /// What delivery says of a lead that it gave up.
  init(_ report: DeathReport) {
    self.init(
      attempts: report.attempts, firstAt: report.firstAt, lastAt: report.lastAt, status: report.status,
      body: report.body.map { Array($0.utf8) })
  }
}

extension DeadLetter.Failure {
  /// What delivery says of a letter that failed again.
  ///
  /// The body is our own writer's, so it parses.
  init(_ report: DeathReport, body: [UInt8]?, mapping: DeadLetter.MappingReference?) {
    self.init(
      at: report.lastAt, error: Finding(report.code, report.message),
      lead: body.flatMap { try? JSONDocument(parsing: $0).root }, delivery: DeadLetter.Delivery(report),
      mapping: mapping)
  }
}
