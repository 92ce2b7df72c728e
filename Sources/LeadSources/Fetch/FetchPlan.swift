package import LeadConfig
package import LeadModel
package import LeadTransport

/// A source's settings checked and compiled: what is asked, and how the answers are read.
///
/// Holds secrets; none of its texts shows them.
package struct FetchPlan: Sendable, Equatable, CustomStringConvertible {
  /// How the next page is found.
  enum Paging: Sendable, Equatable {
    /// There is one page.
    case none
    case link(Path)
    case linkHeader
    case page(first: Int, size: Int?)
    case offset(size: Int?)
    case token(Path)
    /// One record each.
    case ids([String])
  }

  struct HeaderTemplate: Sendable, Equatable {
    let name: String
    let value: FetchTemplate
  }

  /// The source's name, for messages.
  package let source: String
  /// Where it is described.
  package let position: Position
  /// The mapping that the ready source brings; `nil`: none.
  package let mapping: String?
  package let limits: FetchLimits
  /// As the settings have it: a relative path is not resolved.
  package let caFile: String?
  package let rate: Rate?
  /// Of the mapping of the records, whoever knows it; where it differs from that of the last run, the source is asked for
  /// all of its answer, changed or not, as the mapping may have been mended.
  package var mappingDigest: String?
  /// What is odd about the settings, and stops nothing.
  package internal(set) var warnings: [Diagnostic] = []

  let method: HTTPMethod
  var url: FetchURL
  let headers: [HeaderTemplate]
  let body: FetchTemplate?
  let format: FetchSettings.Format?
  /// `nil`: the whole body is the list.
  let records: Path?
  var paging: Paging
  let cursor: CursorRule?
  let isConditional: Bool
  let mayShrink: Bool
  /// Whether null is a list without records.
  let mayBeNull: Bool
  let traits: FetchTraits
  /// The companion's address.
  let companion: FetchURL?
  /// The address of one announced record.
  let announcedURL: FetchURL?
  /// How a webhook announces records; `nil`: the source fetches none by its id.
  package let announcement: Announcement?
  /// The ready source's name and title, for hints.
  let readyTitle: String?
  /// Tells states of these settings from those of others: a digest of what is asked, without its secrets.
  let fingerprint: String

  /// Compiles a source's settings.
  ///
  /// - Parameters:
  ///   - settings: As the configuration has them.
  ///   - name: The source's.
  ///   - places: Where it stands.
  ///   - secrets: By the names in the settings, resolved.
  /// - Throws: Everything that is wrong with the settings, at once.
  package init(
    _ settings: FetchSettings, named name: String, at places: SourceSettings.Places, secrets: [String: Secret]
  ) throws(Diagnostics) {
    let check = try FetchPlanCheck(settings, at: places, secrets: secrets)
    source = name
    position = places.origin
    mapping = check.ready?.mapping
    limits = FetchLimits(check.settings)
    caFile = check.settings.caFile
    rate = check.settings.rate
    warnings = check.warnings
    method = check.method
    url = check.url
    headers = check.headers
    body = check.body
    format = check.settings.format
    records = check.records
    paging = check.paging
    cursor = check.cursor
    isConditional = (check.settings.isConditional ?? true) && check.method == .get
    mayShrink = check.settings.mayShrink ?? false
    mayBeNull = check.settings.mayBeNull ?? false
    traits = check.traits
    companion = check.companion
    announcedURL = check.announcedURL
    announcement = check.announcement
    readyTitle = check.ready?.title
    fingerprint = check.fingerprint
  }

  /// The slots that a request has anywhere.
  var slots: Set<FetchSlot> {
    headers.reduce(url.slots.union(body?.slots ?? [])) { $0.union($1.value.slots) }
  }

  /// Whether the source is asked for what is new alone.
  var asksSince: Bool { cursor != nil && !slots.isDisjoint(with: [.since, .cursor]) }

  /// Whether a source can be asked to fill gaps: `{since}` is a time, and is used.
  package var canBackfill: Bool { cursor?.kind == .time && asksSince }

  /// A plan that asks for records one by one, by ids that a webhook has announced.
  ///
  /// - Parameter ids: At most ``maxAnnounced``; what is no letter, digit, `-` or `_`, or longer than 64 bytes, is left
  ///   out: ids come from outside. More than ``announcedAtOnce`` may be more than the source's limits allow.
  /// - Returns: `nil` where the source has none such.
  package func announced(_ ids: [String]) -> FetchPlan? {
    guard let announcedURL else { return nil }
    var plan = self
    plan.url = announcedURL
    plan.paging = .ids(ids.prefix(Self.maxAnnounced).filter(Announcement.isID))
    return plan
  }

  /// Ids that one run asks for.
  package static let maxAnnounced = 1_000

  /// Ids that are asked for, and settled, before the next: 100, or fewer where the source's limits are lower.
  ///
  /// What a source gives before it has had enough requests is settled so, and not asked for again.
  package var announcedAtOnce: Int { max(1, min(100, limits.pages, limits.records)) }

  /// Whether this is asked for one by one.
  var isAnnounced: Bool { if case .ids = paging { true } else { false } }

  /// Whether pages are positions in a list, and not marks in it.
  var isPositional: Bool {
    switch paging {
    case .page, .offset: true
    case .token: traits.tokenIsPosition
    case .none, .link, .linkHeader, .ids: false
    }
  }

  /// Whether pages are positions in a list that shifts as it changes, and the source can be asked from a cursor on: then
  /// a run goes on by cursors, not by positions (``PageWalk``).
  var walks: Bool {
    isPositional && cursor?.order == .ascending && slots.contains(.since)
  }

  /// The host that is asked, for messages; `nil` where the first request has no address, which the check excludes.
  package var host: String? { HTTPAddress(url.text(FetchWords()))?.host }

  /// The transport's options for it: nothing is followed, pages have their bound, the headers that matter are kept.
  package var transport: TransportOptions {
    var options = TransportOptions()
    options.maxBodyBytes = limits.pageBytes
    options.maxConnections = 1
    options.timeout = .seconds(60)
    options.caFile = caFile
    options.keptHeaders = ["content-type", "etag", "last-modified", "link", "location", "date"]
    return options
  }

  /// The source's name.
  package var description: String { "fetch of '\(source)'" }
}
