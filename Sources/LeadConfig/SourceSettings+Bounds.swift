/// What a source may say, and how far it may go.
extension SourceSettings {
  /// `"ready"` of a folder that files are renamed into.
  static let renamedReadiness = "renamed"
  /// How much further back than from run to run a backfill reaches at least: what came by the webhook in the last five
  /// minutes is left to the next run, and the runs themselves take a while.
  static let backfillReserve = Duration.seconds(600)

  /// Its references to secrets, in the order of their names.
  package var secrets: [SecretReference] {
    guard case .fetch(let fetch) = origin else { return [] }
    return fetch.secrets.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension FetchSettings {
  package static let maxHeaders = 50
  package static let maxSecrets = 20
  /// Further keys beside `from`.
  package static let maxValues = 50
  /// What ``maxPages``, ``maxRecords`` and ``maxBytes`` may be set to.
  package static let pageRange = 1...100_000
  package static let recordRange = 1...50_000_000
  package static let byteRange = 1_000...16_000_000_000
  /// Records of a page.
  static let sizeRange = 1...100_000
  static let methods = ["GET", "POST"]
  /// The header that `"next": {"header": "link"}` means.
  static let linkHeader = "link"
  /// What ``Cursor/format`` may be besides a pattern.
  package static let timeFormats = ["iso", "seconds", "milliseconds"]
  /// What an address is, for messages.
  static let addressExpected = "an address like https://api.example.com/leads?since={since}"
}
