import LeadDelivery
import LeadJSON
import LeadModel

/// What stands in a template for what a run knows from request to request.
enum FetchSlot: String, Sendable, Hashable, CaseIterable {
  case cursor, since, page, offset, id
}

/// What the slots hold for one request.
struct FetchWords: Sendable, Hashable {
  var cursor = ""
  var since = ""
  /// A page's number, or its token.
  var page = ""
  var offset = ""
  /// Of a record that was announced.
  var id = ""

  subscript(slot: FetchSlot) -> String {
    switch slot {
    case .cursor: cursor
    case .since: since
    case .page: page
    case .offset: offset
    case .id: id
    }
  }
}

/// A text with slots, everything else in it filled in.
///
/// `{NAME}` is a placeholder where NAME consists of letters, digits, `_`, `-` and `.`; every other brace is itself, so
/// that JSON needs no escapes.
struct FetchTemplate: Sendable, Equatable {
  /// How what is filled in is written.
  enum Coding: Sendable, Hashable {
    /// Percent-encoded, all but RFC 3986's unreserved characters (section 2.3).
    case percent
    /// Between a JSON text's quotes: escaped.
    case jsonText
    /// As a JSON value: a number, `true` and `false` as they are, nothing as `null`, all else as a text; so `007` too.
    case jsonValue
    /// As it is, control characters left out: they would end a header's line.
    case line
    case plain

    func written(_ text: String) -> String {
      switch self {
      case .percent: InboxCalls.encoded(text)
      case .jsonText: Self.quoted(text, withQuotes: false)
      case .jsonValue:
        if text.isEmpty {
          "null"
        } else if text == "true" || text == "false" || Self.isNumber(text) {
          text
        } else {
          Self.quoted(text, withQuotes: true)
        }
      case .line: String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
      case .plain: text
      }
    }

    /// Whether a text is a number as JSON has it (RFC 8259, section 6), which has no `007`.
    private static func isNumber(_ text: String) -> Bool {
      guard DecimalNumber(text) != nil else { return false }
      let digits = text.drop { $0 == "-" }.prefix { $0.isNumber }
      return digits.count == 1 || digits.first != "0"
    }

    private static func quoted(_ text: String, withQuotes: Bool) -> String {
      var writer = JSONWriter()
      writer.string(text)
      return withQuotes ? writer.text : String(writer.text.dropFirst().dropLast())
    }
  }

  enum Piece: Sendable, Equatable {
    /// May hold a secret, so it is kept as one.
    case literal(Secret)
    case slot(FetchSlot, Coding)
  }

  private(set) var pieces: [Piece] = []

  /// The slots in it.
  var slots: Set<FetchSlot> { Set(pieces.compactMap { if case .slot(let slot, _) = $0 { slot } else { nil } }) }

  /// The text for a request.
  func text(_ words: FetchWords) -> String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): text.exposed
      case .slot(let slot, let coding): coding.written(words[slot])
      }
    }.joined()
  }

  /// Whether it has slots, and there is nothing for any of them.
  func isEmpty(_ words: FetchWords) -> Bool { !slots.isEmpty && slots.allSatisfy { words[$0].isEmpty } }

  mutating func append(_ text: String) { pieces.append(.literal(Secret(text))) }

  mutating func append(_ slot: FetchSlot, _ coding: Coding) { pieces.append(.slot(slot, coding)) }
}
