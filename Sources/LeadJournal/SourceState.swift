package import LeadModel

/// What a source's memory belongs to: the same source with another destination begins anew.
package struct SourceKey: Sendable, Hashable {
  package let name: String
  /// See ``Destination/key``.
  package let destinationKey: String

  package init(name: String, destinationKey: String) {
    self.name = name
    self.destinationKey = destinationKey
  }
}

/// What is known of a source between its runs.
package struct SourceState: Sendable, Hashable {
  package let key: SourceKey
  /// How far its fetch has come, in the fetch's own words; `nil` before the first run that said so.
  package var state: String?
  package var startedAt: Timestamp?
  package var endedAt: Timestamp?
  /// When the last run without an error ended.
  package var succeededAt: Timestamp?
  /// Of the last run that ended.
  package var counts = OutcomeCounts()
  /// That the last run that ended has sent to the source.
  package var requests = 0
  /// Of the last run that ended; `nil`: it ended well.
  ///
  /// With no ``failures`` it is of single files.
  package var error: SourceError?
  /// Runs with an error since the last one without.
  package var failures = 0
  /// When a run last ended that had delivered anything.
  package var newAt: Timestamp?
  /// When it is looked at next, as whoever has the timetable said.
  package var nextAt: Timestamp?
  /// Records of all runs that a webhook should have brought and had not.
  package var missed = 0

  /// At most so many bytes of ``state``: 64 KB.
  package static let maxStateBytes = 1 << 16

  /// One that has never run.
  package init(key: SourceKey) { self.key = key }

  /// Whether a run has begun and not ended, or was killed.
  package var isOpen: Bool { startedAt.map { $0 > endedAt ?? Timestamp(millisecondsSince1970: .min) } ?? false }
}

/// Why a source's run failed: a stable code and a sentence, neither with a lead's values nor with secrets.
package struct SourceError: Sendable, Hashable {
  package let code: String
  package let message: String

  /// The rest of a longer message is cut off.
  static let maxMessageCharacters = 1_000

  package init(code: String, message: String) {
    self.code = code
    self.message = String(message.prefix(Self.maxMessageCharacters))
  }

  /// The message names the file that it is about, and the line, but not the path: `bad.csv:7: …`.
  package init(_ diagnostic: Diagnostic) {
    let place = diagnostic.position.map { $0.name + ": " } ?? ""
    self.init(code: diagnostic.code, message: place + diagnostic.message)
  }
}

/// How a source's run ended.
package struct SourceRunEnd: Sendable {
  package var counts = OutcomeCounts()
  /// Sent to the source, not to the inbox.
  package var requests = 0
  package var error: SourceError?
  /// Whether ``error`` is of single files alone: others went on, so it is no failure of the source.
  package var isErrorOfFiles = false
  /// What ``SourceState/state`` is from now on; `nil`: as it was.
  package var state: String?
  /// Of this run's records, those that a webhook should have brought.
  package var missed = 0
  /// When it is looked at next; `nil`: not known.
  package var nextAt: Timestamp?
  /// The files of its folder that it has changed.
  package var files: [RememberedFile] = []

  package init() {}
}
