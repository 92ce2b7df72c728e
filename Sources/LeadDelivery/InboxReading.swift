package import LeadModel

/// Reads all chats of an inbox, leads and others, while others write into it.
///
/// The pages are cut anew for each request, what was written last first. So while they are read,
///
/// - a chat that was read and is written again moves to the front, and those before it one place back: one of them
///   comes twice;
/// - a chat that was not come to yet and is written moves to a page that was read already, and would be missed;
/// - a chat that becomes a lead goes from one list to the other.
///
/// Hence, once both lists are read to their ends, their fronts are read again, page after page until one brings nothing
/// new, and this again until neither list has brought anything, at most ``maxRounds`` times. What is new is for the
/// caller to say, who keeps what was met: a chat that was never met, or was met at another time of writing.
///
/// A deletion moves chats forward, over the edge of a page that is still to be read, and an inbox that does not sort
/// has no front: whoever misses a chat reads all of it once more before it says so.
package struct InboxReading: Sendable {
  /// Rounds over the fronts: so many only where others write all the time.
  package static let maxRounds = 20

  private let listing: ChatListing
  private let rate: Rate?
  private let sleep: PatientClient.Sleep

  /// - Parameters:
  ///   - listing: The inbox's.
  ///   - rate: At most so many pages over time; `nil`: no limit but the inbox's own.
  ///   - sleep: Waits for a page's turn.
  package init(
    _ listing: ChatListing, rate: Rate? = nil,
    sleep: @escaping PatientClient.Sleep = { wait in try await ContinuousClock().sleep(for: wait) }
  ) {
    self.listing = listing
    self.rate = rate
    self.sleep = sleep
  }

  /// Reads both lists to their ends, and then what has changed meanwhile.
  ///
  /// - Parameter take: Takes the chats of a page; tells how many of them are new. What it throws ends the reading.
  /// - Throws: As ``ChatListing/page(_:of:)``, and what `take` throws.
  package func readAll(_ take: ([Chat]) throws -> Int) async throws {
    var pace = RequestPace(rate)
    for type in InboxCalls.ListType.allCases { _ = try await read(type, &pace, take, toItsEnd: true) }
    try await readNews(&pace, take)
  }

  /// Reads the fronts of both lists, each to the first page that brings nothing new, until neither brings anything.
  ///
  /// As ``readAll(_:)``, for one who has read all before.
  package func readNews(_ take: ([Chat]) throws -> Int) async throws {
    var pace = RequestPace(rate)
    try await readNews(&pace, take)
  }

  private func readNews(_ pace: inout RequestPace, _ take: ([Chat]) throws -> Int) async throws {
    for _ in 0..<Self.maxRounds {
      var news = 0
      for type in InboxCalls.ListType.allCases { news += try await read(type, &pace, take, toItsEnd: false) }
      if news == 0 { return }
    }
  }

  /// Reads a list from its first page on; how many chats were new.
  private func read(
    _ type: InboxCalls.ListType, _ pace: inout RequestPace, _ take: ([Chat]) throws -> Int, toItsEnd: Bool
  ) async throws -> Int {
    var pages = listing.pages(of: type)
    var news = 0
    while true {
      if let wait = pace.next() { try await sleep(wait) }
      guard let chats = try await pages.next() else { return news }
      let found = try take(chats)
      news += found
      if found == 0, !toItsEnd { return news }
    }
  }
}
