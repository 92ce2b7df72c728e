package import LeadModel

/// A source as `leadbridge.json` has it: where records are fetched from, when, and what becomes of them.
///
/// Whether its ready source and its mapping exist is not known here; the places are kept so that whoever knows can say so.
package struct SourceSettings: Sendable, Hashable {
  /// Where records come from.
  package enum Origin: Sendable, Hashable {
    /// Asked for over HTTP.
    case fetch(FetchSettings)
    /// Files that somebody drops.
    case folder(FolderSettings)
  }

  /// When a source is looked at.
  package enum Timetable: Sendable, Hashable {
    /// So long after the last time.
    case every(Duration)
    /// At the moments of an expression of crontab(5), in a time zone of the IANA's names (`Europe/Rome`); `nil`: UTC.
    case cron(String, timeZone: String?)
  }

  /// Where things stand in the file.
  package struct Places: Sendable, Hashable {
    package var source: Position
    /// The source's own where the key is left out, as with the following.
    package var timetable: Position
    package var timeZone: Position
    package var origin: Position
    /// The name of a ready source: `"from"`.
    package var from: Position
    package var mapping: Position
    package var to: Position

    /// All at the source's own place.
    package init(_ source: Position) {
      self.source = source
      timetable = source
      timeZone = source
      origin = source
      from = source
      mapping = source
      to = source
    }
  }

  /// Names it in status, logs, metrics and on the command line; no two have one.
  ///
  /// Letters, digits, `-`, `_` and `.`, at most ``maxNameBytes``: it is a folder's name too.
  package var name: String
  package var timetable: Timetable
  package var origin: Origin
  /// The destination's name.
  package var to: String
  package var places: Places
  /// As a route's; `nil`: the ready source's own, else recognised by the records.
  package var mapping: String?
  /// Whether it is passed over.
  package var isPaused = false
  /// Each run begins by up to so much later, so that many sources do not ask at once; `nil`: a tenth of `every`, at most a
  /// minute; none for `cron`.
  package var jitter: Duration?
  /// How far back a run looks for what a webhook should have brought; only leads that the ledger does not know are sent.
  ///
  /// `nil`: the source does not fill gaps, and what has changed is sent too.
  package var backfill: Duration?
  /// An alert is raised when nothing new came for so long.
  package var expectEvery: Duration?

  package static let maxNameBytes = 64

  package init(name: String, timetable: Timetable, origin: Origin, to: String, places: Places) {
    self.name = name
    self.timetable = timetable
    self.origin = origin
    self.to = to
    self.places = places
  }
}

/// How records are asked for over HTTP.
///
/// A ready source (`from`) has all of it but its own ``values`` and secrets; what is said beside it counts in its place.
package struct FetchSettings: Sendable, Hashable {
  /// How the next page is found.
  package enum Paging: Sendable, Hashable {
    /// An address at a path of the body: `paging.next.link`.
    case link(path: String)
    /// The `Link` header's `rel="next"` (RFC 8288).
    case linkHeader
    /// `{page}` counts up from `first`; the end is a page with no record, or one with fewer than `size` where nothing is
    /// new.
    case page(first: Int, size: Int?)
    /// `{offset}` counts records up from 0; the end is as of pages.
    case offset(size: Int?)
    /// `{page}` is a token at a path of the body, empty on the first page; the end is a page without one.
    case token(path: String)
  }

  /// How a run knows what is new.
  package struct Cursor: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case time, number
    }

    package enum Order: String, Sendable, Hashable, CaseIterable {
      case ascending, descending
    }

    /// A path in each record; its greatest value is the cursor, kept as written; `nil`: the ready source's.
    package var path: String?
    /// `nil`: the ready source's, else a time.
    package var kind: Kind?
    /// A run asks again for what lies so far before the cursor, as some records come late: for `time`; `nil`: none.
    package var overlap: Duration?
    /// For `number`: the same as a number.
    package var overlapCount: Int?
    /// `{since}` of the first run, as written; `nil`: empty.
    package var start: String?
    /// How `{since}` is written for `time`: `iso` (as RFC 3339 in UTC), `seconds`, `milliseconds` since 1970, or a pattern
    /// of LDML letters; `nil`: ISO.
    package var format: String?
    /// Where clocks show the times that name no offset, by a name of the IANA's; `nil`: UTC.
    package var timeZone: String?
    /// In which order the source lists its records by the cursor; `nil`: not known, or in none.
    ///
    /// Ascending: a run with page numbers or offsets goes on from the last cursor instead, so that pages that shift lose
    /// nothing. Descending: a run ends at the first page that reaches back behind `{since}`.
    package var order: Order?

    package init(path: String? = nil, kind: Kind? = nil) {
      self.path = path
      self.kind = kind
    }

    /// This with another's in place of what it does not say.
    ///
    /// What says how values of one kind are written means nothing for the other.
    package func completed(by other: Cursor) -> Cursor {
      var whole = self
      whole.path = path ?? other.path
      whole.kind = kind ?? other.kind
      whole.order = order ?? other.order
      guard whole.kind == other.kind else { return whole }
      whole.overlap = overlap ?? other.overlap
      whole.overlapCount = overlapCount ?? other.overlapCount
      whole.start = start ?? other.start
      whole.format = format ?? other.format
      whole.timeZone = timeZone ?? other.timeZone
      return whole
    }
  }

  package enum Format: String, Sendable, Hashable, CaseIterable {
    case json, jsonl, csv
  }

  /// A ready source's name: `typeform`.
  package var from: String?
  /// What it wants to know, by name (`"form": "u6nXL7"`): `{form}` in templates.
  package var values: [String: String] = [:]
  /// By name: `{secret.NAME}` in templates.
  package var secrets: [String: SecretReference] = [:]
  package var method: String?
  /// A template over `{cursor}`, `{since}`, `{page}`, `{offset}`, `{NAME}` of ``values`` and `{secret.NAME}`; what is filled
  /// into its query or path is percent-encoded.
  package var url: String?
  /// Templates, in order.
  package var headers: [String: String] = [:]
  /// A template; for JSON what is filled in between quotes is escaped.
  package var body: String?
  /// `nil`: by the answer's `Content-Type`.
  package var format: Format?
  /// Where the records are in a JSON body: a path; `nil`: it is a list of them.
  package var records: String?
  package var paging: Paging?
  package var cursor: Cursor?
  /// Whether `ETag` and `Last-Modified` are sent back (RFC 9110, section 13); `nil`: yes.
  package var isConditional: Bool?
  /// At most so many pages, records and bytes a run.
  package var maxPages: Int?
  package var maxRecords: Int?
  package var maxBytes: Int?
  /// Whether a whole collection may have less than half of the records of the run before; `nil`: no.
  package var mayShrink: Bool?
  /// Whether null in place of the list means that there are no records; `nil`: no.
  package var mayBeNull: Bool?
  /// A certificate authority of its own, a file in PEM.
  package var caFile: String?
  /// At most so many requests; `nil`: as the server allows.
  package var rate: Rate?

  package init() {}
}

/// Which files of a folder are taken, when, and where they go.
package struct FolderSettings: Sendable, Hashable {
  /// When a file is whole.
  package enum Readiness: Sendable, Hashable {
    /// Its size and time of change have not moved for so long.
    case stable(Duration)
    /// There is a file of its name and this ending beside it: `.done`.
    case marker(String)
    /// At once: files are renamed into the folder.
    case renamed
  }

  /// What becomes of a file after its run.
  package enum Afterwards: String, Sendable, Hashable, CaseIterable {
    /// It goes to `done/` or `failed/` beside it, with its summary and rejects.
    case move
    /// It stays, and is remembered.
    case leave
  }

  /// Absolute, or from the configuration's folder.
  package var path: String
  /// Globs over file names, such as `*.csv`; empty: ``defaultMatch``.
  package var match: [String] = []
  package var readiness = Readiness.stable(.seconds(5))
  package var afterwards = Afterwards.move

  package static let defaultMatch = ["*.csv", "*.json", "*.jsonl", "*.ndjson", "*.xlsx", "*.gz"]

  package init(path: String) { self.path = path }

  /// The globs that count; a file is meant that any of them matches.
  package var globs: [FileGlob] { (match.isEmpty ? Self.defaultMatch : match).map(FileGlob.init) }
}
