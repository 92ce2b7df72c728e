package import LeadJSON
package import LeadModel

/// A record that did not reach the inbox, with everything that is needed to mend it and to send it again.
///
/// One line of the dead-letter file; ``DeadLetterFile`` keeps them. Holds a lead's values: never print one.
package struct DeadLetter: Sendable {
  /// The stage that gave it up.
  package enum Stage: String, Sendable, Hashable, CaseIterable {
    /// It could not be read.
    case read
    /// The mapping refused it.
    case map
    /// The inbox refused it, or could not be reached in time.
    case deliver
  }

  /// Where it came from.
  package struct Source: Sendable, Hashable {
    /// The input as the user named it, or `<stdin>`.
    package var name: String
    package var format: InputFormat?
    /// Physical line at which the record starts, from 1.
    package var line: Int?
    /// The record's ordinal in its input, from 1.
    package var record: Int?

    package init(name: String, format: InputFormat?, line: Int?, record: Int?) {
      self.name = name
      self.format = format
      self.line = line
      self.record = record
    }
  }

  /// What was read.
  package enum Content: Sendable {
    /// Written as an object with the header's unique names (``Header/uniqueNames``); read back as ``json(_:)``.
    case row(Row)
    /// Written as an object, with a list where a name is repeated; read back as ``json(_:)``.
    case form([FormField])
    /// Written as it is, without blanks.
    case json(JSONValue)
    /// Bytes that could not be read as a record: written as text, or in base64 where they are not UTF-8.
    case raw([UInt8])

    /// A record's content: an unreadable one's is its raw bytes.
    package init(_ record: Record) {
      switch record.content {
      case .row(let row): self = .row(row)
      case .form(let fields): self = .form(fields)
      case .json(let value): self = .json(value)
      case .unreadable: self = .raw(Array(record.rawBytes))
      }
    }
  }

  /// The mapping that it went through.
  package struct MappingReference: Sendable, Hashable {
    package var name: String
    /// As the mapping gives it: `sha256:…`.
    package var digest: String

    package init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  /// Where it was to go.
  package struct Target: Sendable, Hashable {
    package var baseURL: String
    package var botId: String
    package var customerId: String

    package init(_ destination: Destination) {
      baseURL = destination.baseURL
      botId = destination.botId
      customerId = destination.customerId
    }

    init(baseURL: String, botId: String, customerId: String) {
      self.baseURL = baseURL
      self.botId = botId
      self.customerId = customerId
    }
  }

  /// What was tried.
  package struct Delivery: Sendable, Hashable {
    /// The most bytes that are kept of an answer.
    package static let maxBodyBytes = 4096

    /// Requests sent.
    package var attempts: Int
    package var firstAt: Timestamp?
    package var lastAt: Timestamp?
    /// Of the last answer; `nil` if there was none.
    package var status: Int?
    /// The last answer's body, at most ``maxBodyBytes`` of it.
    package private(set) var body: String?

    /// The body is cut to ``maxBodyBytes`` at a character's boundary; what is not UTF-8 in it becomes U+FFFD.
    package init(attempts: Int, firstAt: Timestamp?, lastAt: Timestamp?, status: Int?, body: [UInt8]?) {
      self.attempts = attempts
      self.firstAt = firstAt
      self.lastAt = lastAt
      self.status = status
      self.body = body.map(Self.cut)
    }

    private static func cut(_ body: [UInt8]) -> String {
      // Some bytes more than are kept: a character that is cut by the prefix then lies beyond what is kept.
      var scalars = String(decoding: body.prefix(maxBodyBytes + 4), as: UTF8.self).unicodeScalars
      var width = scalars.reduce(0) { $0 + UTF8.width($1) }
      while width > maxBodyBytes { width -= UTF8.width(scalars.removeLast()) }
      return String(scalars)
    }
  }

  /// Whether the inbox has been sent something younger of the same lead: then this must not overwrite it.
  ///
  /// Records of one input that were read together are told apart by their ordinals.
  ///
  /// - Parameters:
  ///   - entry: What the ledger knows of the lead.
  ///   - sourceName: The name of the entry's input.
  /// - Returns: Whether it was read before the entry's record.
  package func isOlder(than entry: LedgerEntry, from sourceName: String?) -> Bool {
    let read = readAt ?? delivery?.firstAt ?? firstAt
    if read == entry.readAt, sourceName == source.name, let record = source.record { return record < entry.record }
    return read < entry.readAt
  }

  /// What tells it from all others and makes a repeat recognisable: see ``DeadLetterID``.
  package var id: String
  /// When it was given up.
  package var at: Timestamp
  /// When its record was read; `nil` where it is not said: then it counts as read when it was sent first, or given up.
  package var readAt: Timestamp?
  package var stage: Stage
  /// All that is wrong with it.
  package var errors: [Finding]
  package var source: Source
  package var content: Content
  /// `nil` where it never got as far.
  package var mapping: MappingReference?
  /// `nil` where it is not said: letters are one customer's, and must not go to another's inbox.
  package var destination: Target?
  /// The body that was, or would have been, put.
  ///
  /// `nil` where there was none yet.
  package var lead: JSONValue?
  /// `nil` where nothing was sent.
  package var delivery: Delivery?
  /// What it died of before, the oldest first: at most ``Earlier/maxCount``.
  package var earlier: [Earlier] = []
  /// The id of the run that wrote it; `nil` where it is not said.
  ///
  /// One that goes on after a stop keeps the id with which it began.
  package var run: String?

  package init(
    id: String, at: Timestamp, stage: Stage, errors: [Finding], source: Source, content: Content,
    mapping: MappingReference? = nil, destination: Target? = nil, lead: JSONValue? = nil, delivery: Delivery? = nil
  ) {
    self.id = id
    self.at = at
    self.stage = stage
    self.errors = errors
    self.source = source
    self.content = content
    self.mapping = mapping
    self.destination = destination
    self.lead = lead
    self.delivery = delivery
  }
}

extension DeadLetter: CustomStringConvertible {
  /// Its id and stage, no values.
  package var description: String { "dead letter \(id) (\(stage.rawValue))" }
}
