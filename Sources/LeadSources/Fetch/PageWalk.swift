import LeadConfig
import LeadModel
import LeadTransport

/// Where a run is: which page is asked for next.
///
/// Pages that are positions (a number, an offset) shift while they are read: a record that is changed moves to the end of
/// a list that is sorted by change, and those behind it one place forward, one of them over the edge of a page that was
/// read already. Where the source is said to be so sorted, and can be asked from a cursor on, the run asks anew from the last
/// cursor on instead of for the next position (a *window*), so that nothing is jumped over, whatever moves. Positions
/// count on within a window only while its cursors do not get further: as many records of one second.
///
/// | paging | next page | end |
/// | --- | --- | --- |
/// | none | | the only page |
/// | link, link header | the address there; another server's is refused | no link |
/// | token | the token there | no token |
/// | page, offset | a new window, else the next number | a page with no record; a short one (``ShortPages``), if the run has brought nothing new |
struct PageWalk: Sendable {
  enum Advance: Sendable {
    case more, end
    case failed(FetchCode, String)
  }

  private(set) var words: FetchWords
  /// The next page's address, where pages are links.
  private(set) var link: HTTPAddress?
  /// Where the window begins, as far as it can be compared.
  private(set) var floor: CursorValue?
  /// Whether the page that is asked for begins a window behind the first.
  private(set) var startsAnew = false
  /// Whether the page that is asked for is a position in a list, behind the window's first.
  private(set) var isPosition = false
  private var pageNumber: Int
  private var offset = 0
  private var idIndex = 0
  private var windowRecords = 0
  private var canWalk: Bool
  /// Links and tokens that were asked for.
  private var seen: Set<UInt64> = []
  /// The digest of the last page's records.
  private var lastRecords: UInt64?
  /// How often the records of each page of this window came, by their digest: as many as a run may have pages.
  private var met: [UInt64: Int] = [:]
  /// The window's.
  private var longestPage = 0
  /// Whether a short page is the end.
  private(set) var shortPages: ShortPages

  init(_ plan: FetchPlan, cursor: String, since: String, shortPages: ShortPages = ShortPages()) {
    self.shortPages = shortPages
    words = FetchWords(cursor: cursor, since: since)
    floor = plan.cursor?.read(since)
    canWalk = plan.walks
    if case .page(let first, _) = plan.paging { pageNumber = first } else { pageNumber = 0 }
    place(plan)
  }

  /// The ids that are still to be asked for, the present one first.
  var currentId: String { words.id }

  /// Puts the present position into the words.
  private mutating func place(_ plan: FetchPlan) {
    switch plan.paging {
    case .page: words.page = "\(pageNumber)"
    case .offset: words.offset = "\(offset)"
    case .token: if words.page.isEmpty { words.page = plan.traits.firstToken }
    case .ids(let ids): words.id = idIndex < ids.count ? ids[idIndex] : ""
    case .none, .link, .linkHeader: break
    }
  }

  /// Whether a page's records came before in this window, and nothing explains that.
  ///
  /// A page of positions comes again where as many records as it has were put in before it, as the last of a list may by
  /// one, and rows that nothing tells apart fill two pages that are the same. So the third time is one too many, the tenth
  /// for a short page of positions, into which something may be put before each request. What stands beside the records, such as a request's id, does not count.
  mutating func isRepeat(_ page: FetchedPage, _ plan: FetchPlan) -> Bool {
    guard page.records > 0, !plan.isAnnounced else { return false }
    let digest = FNV1a.of(page.rows)
    let isSame = digest == lastRecords
    lastRecords = digest
    if plan.traits.endsOnRepeat, isSame { return true }
    met[digest, default: 0] += 1
    return met[digest, default: 0] > (isPosition && page.records < longestPage ? 9 : 2)
  }

  /// Goes on behind a page.
  ///
  /// - Parameters:
  ///   - page: What it held.
  ///   - values: Its records' cursors.
  ///   - linkHeader: The header `Link`.
  ///   - address: The page's own.
  ///   - trail: What the run has seen, this page among it.
  ///   - plan: What is asked.
  /// - Returns: Whether there is more.
  mutating func advance(
    behind page: FetchedPage, _ values: [CursorValue?], linkHeader: String?, address: String, trail: CursorTrail,
    _ plan: FetchPlan
  ) -> Advance {
    windowRecords += page.records
    if let rule = plan.cursor, rule.order == .descending, trail.isDescending, let last = values.last ?? nil, let floor,
      last < floor
    {
      return .end
    }
    switch plan.paging {
    case .none: return .end
    case .link: return follow(page.next, from: address)
    case .linkHeader: return follow(linkHeader.flatMap(LinkHeader.next), from: address)
    case .ids(let ids):
      idIndex += 1
      place(plan)
      return idIndex < ids.count ? .more : .end
    case .token:
      guard let token = page.next else { return .end }
      if shortPages.isEnd(page.records, of: plan.traits.pageSize, trail) { return .end }
      if let advance = walk(behind: values, plan) { return advance }
      guard seen.insert(FNV1a.of(token.utf8)).inserted else {
        return .failed(.loop, "a page names a next page that was read already")
      }
      longestPage = max(longestPage, page.records)
      words.page = token
      startsAnew = false
      isPosition = plan.isPositional
      return .more
    case .page(_, let size), .offset(let size):
      if page.records == 0 { return .end }
      if shortPages.isEnd(page.records, of: size, trail) { return .end }
      if let advance = walk(behind: values, plan) { return advance }
      if case .page = plan.paging, longestPage > 0, page.records > longestPage, !startsAnew {
        return .failed(.pages, "a page has more records than those before it, so that some may have been jumped over")
      }
      longestPage = startsAnew ? page.records : max(longestPage, page.records)
      pageNumber += 1
      offset += page.records
      startsAnew = false
      isPosition = true
      place(plan)
      return .more
    }
  }

  /// Passes over an id that the source has not.
  mutating func skipId(_ plan: FetchPlan) -> Advance {
    guard case .ids(let ids) = plan.paging else { return .end }
    idIndex += 1
    place(plan)
    return idIndex < ids.count ? .more : .end
  }

  private mutating func follow(_ text: String?, from address: String) -> Advance {
    guard let text else { return .end }
    guard let base = HTTPAddress(address), let next = HTTPAddress(text, relativeTo: base) else {
      return .failed(.shape, "the link to the next page is no address")
    }
    guard next.isSameOrigin(as: base) else {
      return .failed(
        .host, "the next page is at \(next.shown(beside: base)), and this one at \(base.shown(beside: next))")
    }
    guard next.text != base.text, seen.insert(FNV1a.of(next.text.utf8)).inserted else {
      return .failed(.loop, "a page names a next page that was read already")
    }
    link = next
    return .more
  }

  /// Begins a window at a page's last cursor, where that gets on; `nil`: by positions.
  private mutating func walk(behind values: [CursorValue?], _ plan: FetchPlan) -> Advance? {
    guard let rule = plan.cursor, canWalk else { return nil }
    let present = values.compactMap(\.self)
    guard present.count == values.count, let first = present.first, let last = present.last,
      zip(present, present.dropFirst()).allSatisfy({ !($1 < $0) }), floor.map({ !(first < $0) }) ?? true
    else {
      // Not sorted, or not heeding `{since}`: from here on by positions, in this window.
      canWalk = false
      return nil
    }
    if begin(at: rule.step(before: last), rule, plan) { return .more }
    guard let most = plan.traits.windowRecords, windowRecords + present.count > most else { return nil }
    // The next position would be refused.
    if begin(at: rule.exactly(last), rule, plan) { return .more }
    return .failed(.window, "more than \(most) records have the same cursor, and the source pages through no more")
  }

  private mutating func begin(at since: String, _ rule: CursorRule, _ plan: FetchPlan) -> Bool {
    guard let value = rule.read(since), floor.map({ $0 < value }) ?? true else { return false }
    words.since = since
    words.page = ""
    floor = value
    startsAnew = true
    isPosition = false
    windowRecords = 0
    longestPage = 0
    seen = []
    met = [:]
    if case .page(let first, _) = plan.paging { pageNumber = first }
    offset = 0
    place(plan)
    return true
  }
}

extension HTTPAddress {
  /// What tells it from another server: the host; where that is the same, the scheme and the port too.
  fileprivate func shown(beside other: HTTPAddress) -> String {
    host == other.host ? "\(scheme)://\(host):\(port)" : host
  }
}
