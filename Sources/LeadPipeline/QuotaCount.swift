import LeadDelivery
import LeadJournal
import LeadModel
import Synchronization

/// Keeps in the journal what a delivery uses of its day's quota: once a second, and at the end.
///
/// A process that dies forgets at most a second's requests. Runs at the same time add up, but each learns of the other's
/// when it begins.
final class QuotaCount: Sendable {
  private let journal: Journal
  private let destinationKey: String
  /// The day and its requests that are on record, those of before this run among them.
  private let kept: Mutex<(day: Int64, used: Int)>

  /// Reads what today has used already, and gives it to the options; `nil` where there is no quota.
  ///
  /// - Throws: ``JournalError``.
  init?(_ options: inout DeliveryOptions, of destination: Destination, in journal: Journal) throws(JournalError) {
    guard options.quota != nil else { return nil }
    self.journal = journal
    destinationKey = destination.key
    let today = DailyQuota.day(of: .now())
    options.quotaUsed = try journal.quotaUsed(of: destinationKey, on: today)
    kept = Mutex((today, options.quotaUsed))
  }

  /// Puts on record what was sent since the last time.
  ///
  /// - Throws: ``JournalError``.
  func keep(_ statistics: DeliveryStatistics) throws(JournalError) {
    guard let day = statistics.quotaDay, let used = statistics.quotaUsed else { return }
    let more = kept.withLock { kept in
      defer { kept = (day, used) }
      return kept.day == day ? used - kept.used : used
    }
    try journal.useQuota(of: destinationKey, more, on: day)
  }
}
