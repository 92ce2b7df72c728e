package import LeadJournal
package import LeadModel
import LeadTransport

/// Whether an inbox is known to keep what it answers that it took: a 200 into nothing must not read as delivered.
package enum DestinationProof: Sendable, Hashable {
  /// A server on this machine, such as the local inbox: who runs it sees what it keeps.
  case notNeeded
  /// A lead that was put there was seen in its listing.
  case proven(at: Timestamp)
  /// None ever was, as far as this state folder knows.
  case unproven

  /// Looks a destination up.
  ///
  /// - Parameters:
  ///   - destination: Its base URL, bot and customer count.
  ///   - journal: `nil`: there is none yet, so nothing is proven.
  /// - Throws: ``JournalError``.
  package init(of destination: Destination, in journal: Journal?) throws(JournalError) {
    if LoopbackHost.isIn(url: destination.baseURL) {
      self = .notNeeded
    } else if let time = try journal?.provenAt(destination.key) {
      self = .proven(at: time)
    } else {
      self = .unproven
    }
  }

  /// As above, in the journal of a state folder; none is made.
  package init(of destination: Destination, stateFolder: String) throws(Diagnostic) {
    let journal = Journal.exists(in: stateFolder) ? try Journal(folder: stateFolder) : nil
    do throws(JournalError) {
      try self.init(of: destination, in: journal)
    } catch {
      throw error.diagnostic
    }
  }

  /// As the summary says it: `nil` where there is nothing to prove.
  package var isProven: Bool? {
    switch self {
    case .notNeeded: nil
    case .proven: true
    case .unproven: false
    }
  }

  /// Remembers that a lead that was put into a destination was seen in its listing.
  package static func remember(_ destination: Destination, stateFolder: String) throws(Diagnostic) {
    let journal = try Journal(folder: stateFolder)
    do throws(JournalError) {
      try journal.prove(destination.key)
    } catch {
      throw error.diagnostic
    }
  }
}
