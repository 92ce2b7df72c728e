package import LeadModel
import LeadTransport

/// Reads the inbox back: the pages of `GET /inbox/direct/chats`.
///
/// The page size is not published. The last page is the first that is empty; a server that repeats its last page for
/// ever is noticed too. While others write, a chat may come twice or be missed: pages are cut anew for each request.
package struct ChatListing: Sendable {
  private let calls: InboxCalls
  private let client: PatientClient

  /// - Throws: `destination.token`, as `InboxCalls`.
  package init(_ destination: Destination, client: PatientClient) throws(Diagnostic) {
    calls = try InboxCalls(destination)
    self.client = client
  }

  /// One page, from 1; empty behind the last.
  ///
  /// Throws as `PatientClient.answer`, `inbox.unreadable` also for a 200 that is no listing.
  package func page(_ number: Int, of type: InboxCalls.ListType) async throws(Diagnostic) -> ChatPage {
    try await client.answer(to: calls.list(type, page: number), to: "list the chats") { response in
      guard 200...299 ~= response.status, let page = try? ChatPage(response.body), page.envelope?.isOK ?? true
      else { return nil }
      return page
    }
  }

  /// All pages, one after the other as they are asked for.
  package func pages(of type: InboxCalls.ListType) -> Pages { Pages(listing: self, type: type) }

  /// The chats of page after page.
  package struct Pages: AsyncSequence, AsyncIteratorProtocol {
    private let listing: ChatListing
    private let type: InboxCalls.ListType
    private var number = 0
    private var last: [Chat] = []
    private var isOver = false

    init(listing: ChatListing, type: InboxCalls.ListType) {
      self.listing = listing
      self.type = type
    }

    package func makeAsyncIterator() -> Pages { self }

    /// The next page's chats; `nil` behind the last page.
    ///
    /// May be empty where a page holds nothing that can be read.
    package mutating func next(isolation actor: isolated (any Actor)?) async throws(Diagnostic) -> [Chat]? {
      guard !isOver else { return nil }
      number += 1
      let page = try await listing.page(number, of: type)
      isOver = page.entryCount == 0 || (number > 1 && Self.isSame(page.chats, last))
      last = page.chats
      return isOver ? nil : page.chats
    }

    /// As above.
    package mutating func next() async throws(Diagnostic) -> [Chat]? { try await next(isolation: nil) }

    /// Whether a page repeats the one before: by its ids, as times and texts may have changed meanwhile.
    private static func isSame(_ chats: [Chat], _ others: [Chat]) -> Bool {
      guard chats.count == others.count else { return false }
      return zip(chats, others).allSatisfy { one, other in
        guard let id = one.id ?? one.uuid, let otherId = other.id ?? other.uuid else { return one == other }
        return id == otherId
      }
    }
  }
}
