import LeadJSON
import LeadModel
import LeadTransport
import TestSupport
import Testing

@testable import LeadSources

/// After any number of runs, some of which end in the middle, everything that the source has came out of one that counted.
struct ProviderPropertyTests {
  /// One way in which a source lists its records.
  struct Listing: CustomTestStringConvertible, Sendable {
    let pages: SimulatedProvider.Pages
    let order: SimulatedProvider.Order
    let isOrderKnown: Bool
    /// What the server gives at most, whatever is asked for.
    var cap = SimulatedProvider.size
    var testDescription: String {
      "\(pages), \(order)\(isOrderKnown ? ", said so" : ""), \(cap) a page"
    }

    static let all = SimulatedProvider.Pages.allCases.flatMap { pages in
      SimulatedProvider.Order.allCases.flatMap { order in
        [false, true].flatMap { isOrderKnown in
          (pages == .number || pages == .offset ? [SimulatedProvider.size, 4] : [SimulatedProvider.size]).map {
            Listing(pages: pages, order: order, isOrderKnown: isOrderKnown, cap: $0)
          }
        }
      }
    }
  }

  @Test(arguments: Listing.all)
  func nothingThatTheSourceHasIsMissed(_ listing: Listing) throws {
    for seed in 0..<UInt64(25) {
      var provider = SimulatedProvider(pages: listing.pages, order: listing.order, cap: listing.cap, seed: seed)
      var random = SplitMix64(seed: seed &+ 99)
      var receiver = Receiver(isOrderKnown: listing.isOrderKnown)
      for _ in 0..<Int.random(in: 3...12, using: &random) {
        provider.live()
        try receiver.run(&provider, isKilled: Int.random(in: 0..<4, using: &random) == 0, random: &random)
      }
      // Nothing changes any more, and what came late is there: some runs later everything is.
      provider.isQuiet = true
      for _ in 0..<3 {
        provider.live()
        try receiver.run(&provider, isKilled: false, random: &random)
      }
      let missing = provider.listed.filter { receiver.revisions[$0.id] != $0.revision }
      #expect(missing.isEmpty, "seed \(seed): \(missing.count) of \(provider.listed.count)")
      // And then it costs one request, if what the overlap brings again is less than a page; two where a short page was
      // taken for the end so often that the next one is asked for.
      guard provider.overlapped < min(listing.cap, receiver.state?.longestPage ?? .max) else { continue }
      var requests: [Int] = []
      for _ in 0...ShortPages.most { requests.append(try receiver.run(&provider, isKilled: false, random: &random)) }
      #expect(requests.count { $0 != 1 } <= 1, "seed \(seed): \(requests)")
    }
  }

  /// Whoever keeps the state, and what came of runs that counted.
  private struct Receiver {
    let isOrderKnown: Bool
    var state: FetchState?
    var revisions: [Int: Int] = [:]
    /// What is configured; it is renewed after a run that was refused.
    private var token = 0

    init(isOrderKnown: Bool) { self.isOrderKnown = isOrderKnown }

    /// One run, as a daemon makes it; how many requests it took.
    @discardableResult
    mutating func run(
      _ provider: inout SimulatedProvider, isKilled: Bool, random: inout SplitMix64
    ) throws -> Int {
      let plan = try provider.plan(token: token, isOrderKnown: isOrderKnown)
      var conversation = FetchConversation(plan, state: state, now: provider.now, seed: random.next())
      var written: [UInt8] = []
      var requests = 0
      let killedAfter = isKilled ? Int.random(in: 0...4, using: &random) : .max
      while true {
        switch conversation.next() {
        case .ask(let request):
          if requests == killedAfter { return requests }
          requests += 1
          switch provider.answer(request) {
          case .response(let response): conversation.take(response, at: provider.now) { written += $0 }
          case .failure(let failure): conversation.take(failure)
          }
        case .wait: break
        case .failed(let failure):
          // Only a token that has expired ends a run of this source, but for five mishaps in a row.
          #expect(
            ["fetch.token", "fetch.limited", "fetch.unavailable", "fetch.unreachable", "fetch.broken"]
              .contains(failure.diagnostic.code), "\(failure.diagnostic)")
          token = provider.token
          return requests
        case .done(let result):
          let records = try written.split(separator: 0x0A).map { try JSONDocument(parsing: Array($0)).root }
          for record in records {
            let id = try #require(record["id"]?.integer)
            revisions[id] = max(revisions[id] ?? 0, try #require(record["revision"]?.integer))
          }
          state = try FetchState(parsing: result.state.text)
          return requests
        }
      }
    }
  }
}
