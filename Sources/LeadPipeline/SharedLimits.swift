import Foundation
import LeadDelivery
import LeadJournal
import LeadModel
import Synchronization

/// What a delivery shares with all others to the same inbox, by the journal: its rate and the day's quota.
///
/// With `n` deliveries at once each goes at an `n`-th of its own `--rate`. Kept once a second while something is sent, and
/// at the end: a process that dies forgets at most a second's requests, and its share is the others' again after 5 s. One
/// that has sent nothing for 5 s gives its share back and writes nothing more; it is counted again a second after it goes
/// on.
final class SharedLimits: Sendable {
  private let journal: Journal
  private let destinationKey: String
  private let sender = UUID().uuidString
  private let kept: Mutex<Kept>

  private struct Kept {
    /// The day and its requests that are on record, those of others among them.
    var day: Int64
    var used: Int
    var senders = 1
    var rhythm = ShareRhythm()
  }

  /// Reads what today has used already, and gives it to the options.
  ///
  /// - Throws: ``JournalError``.
  init(_ options: inout DeliveryOptions, of destination: Destination, in journal: Journal) throws(JournalError) {
    self.journal = journal
    destinationKey = destination.key
    let today = DailyQuota.day(of: .now())
    if options.quota != nil { options.quotaUsed = try journal.quotaUsed(of: destinationKey, on: today) }
    kept = Mutex(Kept(day: today, used: options.quotaUsed))
  }

  /// Puts on record what was sent since the last time, and tells delivery what others use.
  ///
  /// To be called at the start, and then now and then: it does something about once a second, and nothing where nothing
  /// was sent.
  ///
  /// - Throws: ``JournalError``.
  func keep(_ courier: Courier) throws(JournalError) {
    let attempts = courier.statistics.attempts
    switch kept.withLock({ $0.rhythm.asked(attempts: attempts, now: .now) }) {
    case .nothing: break
    case .renew: try renew(courier)
    case .giveBack: try journal.endShare(destinationKey, as: sender)
    }
  }

  /// Whether others leave a share to this one: then it is to be kept further.
  var isSharing: Bool { kept.withLock { $0.rhythm.isSharing } }

  private func renew(_ courier: Courier) throws(JournalError) {
    let senders = try journal.share(destinationKey, as: sender)
    let before = kept.withLock { kept in
      defer { kept.senders = senders }
      return kept.senders
    }
    if senders != before { courier.share(among: senders) }
    let statistics = courier.statistics
    guard let day = statistics.quotaDay, let used = statistics.quotaUsed else { return }
    let more = kept.withLock { $0.day == day ? used - $0.used : used }
    let all = try journal.useQuota(of: destinationKey, more, on: day)
    kept.withLock { kept in (kept.day, kept.used) = (day, all) }
    if all > used { courier.othersUsed(all - used, on: day) }
  }

  /// As ``keep(_:)``, and gives the share back.
  ///
  /// - Throws: ``JournalError``.
  func end(_ courier: Courier) throws(JournalError) {
    try renew(courier)
    kept.withLock { $0.rhythm.ended() }
    try journal.endShare(destinationKey, as: sender)
  }
}
