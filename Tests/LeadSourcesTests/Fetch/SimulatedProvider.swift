import LeadConfig
import LeadModel
import LeadTransport
import TestSupport

@testable import LeadSources

/// A provider's API as they are: its records change while they are read, it limits, fails, and lets tokens expire.
///
/// Its clock goes on with every request. Records are never deleted: what is gone is not to be fetched.
struct SimulatedProvider {
  /// How pages are told apart.
  enum Pages: CaseIterable { case number, offset, token, link, linkHeader }
  /// In which order records are listed; a change of a record is one of its name too.
  enum Order: CaseIterable { case byChange, newestFirst, byId, byName }

  struct Entry: Hashable {
    let id: Int
    /// When it was changed, in seconds of the provider's clock: what is asked by.
    var changed: Int
    var revision = 0
    var name: Int
    /// Not listed before: what comes late, with the time at which it was made.
    var visibleAt: Int
  }

  let pages: Pages
  let order: Order
  /// The most records that a page has, whatever is asked for.
  let cap: Int
  /// What is asked for.
  static let size = 7
  /// How late a record may come.
  let lateness = 60
  private(set) var entries: [Entry] = []
  private(set) var clock = 1_000_000
  private(set) var token = 0
  /// Whether it changes, limits and fails.
  var isQuiet = false
  private var random: SplitMix64

  init(pages: Pages, order: Order, cap: Int = Self.size, seed: UInt64) {
    self.pages = pages
    self.order = order
    self.cap = cap
    random = SplitMix64(seed: seed)
    for _ in 0..<Int.random(in: 0...40, using: &random) { insert() }
    clock += 500
  }

  var now: Timestamp { Timestamp(millisecondsSince1970: Int64(clock) * 1000) }

  /// What there is to be fetched.
  var listed: [Entry] { entries.filter { $0.visibleAt <= clock } }

  /// How many records the overlap of a run that knows them all brings again.
  var overlapped: Int {
    let greatest = listed.map(\.changed).max() ?? 0
    return listed.count { $0.changed > greatest - lateness }
  }

  /// As a user would describe it, who may know in which order records come.
  func plan(token: Int, isOrderKnown: Bool) throws -> FetchPlan {
    let slots =
      switch pages {
      case .number: "&page={page}"
      case .offset: "&offset={offset}"
      case .token: "&after={page}"
      case .link, .linkHeader: ""
      }
    return try .of(url: "https://api.example.com/leads?since={since}\(slots)", secrets: ["token": "\(token)"]) {
      $0.headers = ["authorization": "Bearer {secret.token}"]
      $0.records = "items"
      $0.cursor = .init(path: "changed", kind: .time)
      $0.cursor?.overlap = .seconds(lateness)
      $0.cursor?.format = "seconds"
      if isOrderKnown, order == .byChange || order == .newestFirst {
        $0.cursor?.order = order == .byChange ? .ascending : .descending
      }
      $0.maxPages = 10_000
      switch pages {
      case .number: $0.paging = .page(first: 1, size: Self.size)
      case .offset: $0.paging = .offset(size: Self.size)
      case .token: $0.paging = .token(path: "next")
      case .link: $0.paging = .link(path: "next")
      case .linkHeader: $0.paging = .linkHeader
      }
    }
  }

  /// Time goes by, and somebody works.
  mutating func live() {
    clock += isQuiet ? 2 * lateness : Int.random(in: 1...200, using: &random)
    guard !isQuiet else { return }
    for _ in 0..<Int.random(in: 0...4, using: &random) { change() }
  }

  private mutating func change() {
    if entries.isEmpty || Int.random(in: 0..<3, using: &random) == 0 {
      insert()
    } else {
      let place = Int.random(in: entries.indices, using: &random)
      guard entries[place].visibleAt <= clock else { return }
      entries[place].revision += 1
      entries[place].changed = clock
      entries[place].name = Int.random(in: 0..<1_000, using: &random)
    }
  }

  /// Several have the same second; some come late.
  private mutating func insert() {
    let isLate = Int.random(in: 0..<5, using: &random) == 0
    entries.append(
      Entry(
        id: entries.count, changed: clock, name: Int.random(in: 0..<1_000, using: &random),
        visibleAt: clock + (isLate ? Int.random(in: 0..<lateness - 5, using: &random) : 0)))
    if Bool.random(using: &random) { clock += Int.random(in: 0...3, using: &random) }
  }

  // MARK: Answers

  /// Answers a request; afterwards its records may be others.
  mutating func answer(_ request: HTTPRequest) -> Dialogue.Reply {
    defer {
      clock += 1
      if !isQuiet, Int.random(in: 0..<2, using: &random) == 0 { change() }
    }
    if !isQuiet {
      switch Int.random(in: 0..<40, using: &random) {
      case 0: return .cut
      case 1: return .status(429, retryAfter: "1")
      case 2: return .status(503)
      case 3: return .json(#"{"items": [{"id": 1, "chan"#)
      case 4: token += 1
      default: break
      }
    }
    guard request.headerLines.contains("authorization: Bearer \(token)") else { return .status(401) }
    let query = Query(request.url)
    let since = Int(query["since"] ?? "") ?? 0
    // By `>`, the harder of both.
    let found = sorted(listed.filter { $0.changed > since })
    // Its pages have other sizes from time to time where nobody counts on them.
    let size = pages == .number || isQuiet ? cap : Int.random(in: min(3, cap)...cap, using: &random)
    let start = start(query, in: found)
    let page = found.dropFirst(start).prefix(size)
    let rows = page.map { #"{"id": \#($0.id), "changed": \#($0.changed), "revision": \#($0.revision)}"# }
    var next = "null"
    var headers = ["date": Self.date(of: clock)]
    if let last = page.last, start + page.count < found.count {
      let link = "?since=\(since)&after=\(mark(last))"
      if pages == .token { next = #""\#(mark(last))""# }
      if pages == .link { next = #""\#(link)""# }
      if pages == .linkHeader { headers["link"] = "<\(link)>; rel=next" }
    }
    let body = #"{"items": [\#(rows.joined(separator: ","))], "next": \#(next)}"#
    // Of the body alone, as many make it.
    let etag = "\"\(FNV1a.of(body.utf8))\""
    if request.headerLines.contains("if-none-match: \(etag)") { return .status(304) }
    headers["etag"] = etag
    return .json(body, headers: headers)
  }

  private func sorted(_ found: [Entry]) -> [Entry] {
    switch order {
    case .byChange: found.sorted { ($0.changed, $0.id) < ($1.changed, $1.id) }
    case .newestFirst: found.sorted { ($0.changed, $0.id) > ($1.changed, $1.id) }
    case .byId: found.sorted { $0.id < $1.id }
    case .byName: found.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
  }

  /// Where a page begins: at a position, or behind a mark that stays whatever moves.
  private func start(_ query: Query, in found: [Entry]) -> Int {
    if let page = query["page"] { return ((Int(page) ?? 1) - 1) * cap }
    if let offset = query["offset"] { return Int(offset) ?? 0 }
    guard let parts = query["after"]?.split(separator: "-").compactMap({ Int($0) }), parts.count == 2 else { return 0 }
    let isBehind: (Entry) -> Bool =
      switch order {
      case .byChange: { ($0.changed, $0.id) > (parts[0], parts[1]) }
      case .newestFirst: { ($0.changed, $0.id) < (parts[0], parts[1]) }
      case .byId: { $0.id > parts[1] }
      case .byName: { ($0.name, $0.id) > (parts[0], parts[1]) }
      }
    return found.firstIndex(where: isBehind) ?? found.count
  }

  private func mark(_ entry: Entry) -> String { "\(order == .byName ? entry.name : entry.changed)-\(entry.id)" }

  /// 1970-01-12 and a day or two: whole seconds, as the header has them.
  private static func date(of clock: Int) -> String {
    let text = "\(Timestamp(millisecondsSince1970: Int64(clock) * 1000))"
    return "Mon, \(text.dropFirst(8).prefix(2)) Jan 1970 \(text.dropFirst(11).prefix(8)) GMT"
  }
}
