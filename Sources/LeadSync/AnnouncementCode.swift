/// Why an announcement ended as it did: the reason in a submission's page and in the log, and the code of a dead letter.
package enum AnnouncementCode: String, Sendable, CaseIterable {
  /// Skipped: the source has fetched the record, and counts what became of it.
  case fetched = "announced"
  /// Skipped: it is about something else than a record.
  case other = "announced.other"
  /// Rejected: it names no id.
  case nothing = "announced.id"
  /// Dead: the source has no record of this id, or not any more; as the source itself says it.
  case gone = "fetch.gone"
}
