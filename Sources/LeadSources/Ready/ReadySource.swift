package import LeadConfig
import LeadModel

/// A provider whose API is known: one row of the table of `docs/sources.md`.
///
/// All that is particular to a provider is in its row, its mapping and its sample; the engine knows none of them. What a
/// source's settings say counts in place of the row's.
package struct ReadySource: Sendable {
  /// Something that a source of this kind wants to know.
  package struct Value: Sendable, Hashable {
    package let name: String
    /// What it is and where it is found, for hints and the document.
    package let what: String
    /// `nil`: it has to be given.
    package let standard: String?

    init(_ name: String, _ what: String, standard: String? = nil) {
      self.name = name
      self.what = what
      self.standard = standard
    }
  }

  /// What `"from"` says: letters in lower case, digits, hyphens.
  package let name: String
  /// Its own name.
  package let title: String
  /// Where the API is described.
  package let documentation: String
  package let values: [Value]
  package let secrets: [Value]
  /// The ready mapping of its records; `nil`: it is named by the user, or recognised.
  package let mapping: String?
  /// What is asked, as settings would say it.
  package let fetch: FetchSettings
  let traits: FetchTraits

  init(
    _ name: String, _ title: String, documentation: String, values: [Value] = [], secrets: [Value] = [],
    mapping: String? = nil, fetch: FetchSettings, traits: FetchTraits = FetchTraits()
  ) {
    self.name = name
    self.title = title
    self.documentation = documentation
    self.values = values
    self.secrets = secrets
    self.mapping = mapping
    self.fetch = fetch
    self.traits = traits
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The one that is so called.
  package static func named(_ name: String) -> ReadySource? { byName[name] }

  /// Names of those that fetch what their webhook announces by ids.
  package static let announcing = all.filter { $0.traits.announced != nil }.map(\.name)

  /// The row's settings with those of a source in their place.
  func settings(with own: FetchSettings) -> FetchSettings {
    var merged = fetch
    merged.from = own.from
    for value in values { if let standard = value.standard { merged.values[value.name] = standard } }
    merged.values.merge(own.values) { $1 }
    merged.secrets = own.secrets
    merged.method = own.method ?? merged.method
    merged.url = own.url ?? merged.url
    merged.headers.merge(own.headers) { $1 }
    merged.body = own.body ?? merged.body
    merged.format = own.format ?? merged.format
    merged.records = own.records ?? merged.records
    merged.paging = own.paging ?? merged.paging
    merged.cursor = own.cursor.map { cursor in fetch.cursor.map(cursor.completed) ?? cursor } ?? merged.cursor
    merged.isConditional = own.isConditional ?? merged.isConditional
    merged.maxPages = own.maxPages ?? merged.maxPages
    merged.maxRecords = own.maxRecords ?? merged.maxRecords
    merged.maxBytes = own.maxBytes ?? merged.maxBytes
    merged.mayShrink = own.mayShrink ?? merged.mayShrink
    merged.mayBeNull = own.mayBeNull ?? merged.mayBeNull
    merged.caFile = own.caFile
    merged.rate = own.rate ?? merged.rate
    return merged
  }
}
