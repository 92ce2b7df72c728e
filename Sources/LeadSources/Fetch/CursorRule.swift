import LeadConfig
import LeadModel

/// What a run knows about what is new: where a record's cursor is, how two compare, and what is asked for next.
struct CursorRule: Sendable, Equatable {
  let path: Path
  let kind: FetchSettings.Cursor.Kind
  let overlap: Duration
  let overlapCount: Int
  /// As written; `nil`: empty.
  let start: String?
  let form: TimeForm
  /// Of times that name no offset.
  let zone: CivilZone
  /// As the settings say; what the records say has the last word.
  let order: FetchSettings.Cursor.Order?

  /// The longest cursor that is kept, in bytes; a longer one is as if it were not there.
  static let longest = 1_024

  /// The least overlap where clocks may be put back.
  ///
  /// They show an hour twice, and which of both a time is in, it does not say. Its record may so be taken for one an hour older, and what is asked for be an hour later.
  static let clocksPutBack = Duration.seconds(2 * 3_600)

  /// Reads a record's value; `nil` for what is no such value.
  func read(_ text: String) -> CursorValue? {
    guard text.utf8.count <= Self.longest else { return nil }
    switch kind {
    case .time: return form.read(text, in: zone).map { CursorValue(text: text, order: .time($0)) }
    case .number: return DecimalNumber(text).map { CursorValue(text: text, order: .number($0)) }
    }
  }

  /// `{since}` for a run behind a cursor: so far before it as the overlap says.
  ///
  /// For times at least a second: two records of one second may come in two runs, and a server may compare by `>`.
  func since(_ value: CursorValue) -> String {
    switch value.order {
    case .time(let moment): form.text(of: moment - max(overlap, .seconds(1)))
    case .number(let number): overlapCount == 0 ? value.text : number.lowered(by: overlapCount)
    }
  }

  /// `{since}` for going on within a run: the least that is before a value, whether the server compares by `>` or `>=`.
  func step(before value: CursorValue) -> String {
    switch value.order {
    case .time(let moment): form.text(of: moment - .seconds(1))
    case .number(let number): number.lowered(by: 1)
    }
  }

  /// `{since}` at a value, for a server that compares by `>=`.
  func exactly(_ value: CursorValue) -> String {
    switch value.order {
    case .time(let moment): form.text(of: moment)
    case .number: value.text
    }
  }

  /// Whether a value lies so far before the stored one that no overlap explains it.
  func isBack(_ value: CursorValue, from stored: CursorValue) -> Bool {
    switch (value.order, stored.order) {
    case (.time(let moment), .time(let storedMoment)): moment < storedMoment - max(overlap, .seconds(1))
    case (.number(let number), .number(let storedNumber)):
      DecimalNumber(storedNumber.lowered(by: overlapCount)).map { number < $0 } ?? false
    default: false
    }
  }
}

/// A cursor: its text as written, and what it is compared by.
struct CursorValue: Sendable, Comparable {
  enum Order: Sendable, Hashable {
    case time(Timestamp)
    case number(DecimalNumber)
  }

  let text: String
  let order: Order

  /// The moment that it is; `nil` for a number.
  var moment: Timestamp? { if case .time(let moment) = order { moment } else { nil } }

  static func < (one: Self, other: Self) -> Bool {
    switch (one.order, other.order) {
    case (.time(let one), .time(let other)): one < other
    case (.number(let one), .number(let other)): one < other
    // One rule makes values of one kind.
    case (.time, .number): true
    case (.number, .time): false
    }
  }

  static func == (one: Self, other: Self) -> Bool { one.order == other.order }
}

extension Timestamp {
  /// So long before; what lies before the year 1 is kept in it.
  static func - (moment: Timestamp, wait: Duration) -> Timestamp {
    let milliseconds = Int64(max(-9e15, min(9e15, (wait.seconds * 1000).rounded())))
    return Timestamp(millisecondsSince1970: max(-62_135_596_800_000, moment.millisecondsSince1970 - milliseconds))
  }
}
