import LeadJSON
import LeadModel

/// Makes records of JSON texts, numbered in their order.
struct JSONRecords: Sendable {
  /// The last record's.
  private(set) var ordinal = 0

  /// Appends the record that a text is: its value, or why it is none.
  ///
  /// A text that is not UTF-8 is read once more as windows-1252.
  mutating func append(_ text: [UInt8], line: Int, into records: inout [Record]) {
    switch Self.parse(text, line: line) {
    case .success(let parsed):
      append(
        parsed.document.root, line: line, raw: parsed.document.bytes[...], warnings: parsed.warnings, into: &records)
    case .failure(let error):
      appendUnreadable(text, line: line, because: Self.finding(error), into: &records)
    }
  }

  /// Appends a value of a document.
  mutating func append(
    _ value: JSONValue, line: Int, raw: ArraySlice<UInt8>, warnings: [Finding], into records: inout [Record]
  ) {
    ordinal += 1
    records.append(Record(ordinal: ordinal, line: line, content: .json(value), rawBytes: raw, warnings: warnings))
  }

  /// Appends the values at a path in a document, each element of a list that is there as one.
  mutating func append(
    valuesAt path: Path, in root: JSONValue, warnings: [Finding], into records: inout [Record]
  ) {
    // Values come in the order of the text mostly, so the lines are counted on from the value before.
    let document = root.document
    var counted = (offset: 0, line: document.firstLine)
    for found in path.values(in: root) {
      for value in found.kind == .array ? Array(found.elements) : [found] {
        let raw = value.bytes
        // What is in a text that is itself JSON stands on the line of the value before it.
        if value.document === document {
          if raw.startIndex < counted.offset { counted = (0, document.firstLine) }
          counted.line += document.bytes[counted.offset..<raw.startIndex].count { $0 == Byte.lineFeed }
          counted.offset = raw.startIndex
        }
        append(value, line: counted.line, raw: raw, warnings: warnings, into: &records)
      }
    }
  }

  /// Appends a record that was made elsewhere, with the next number.
  mutating func append(_ record: Record, into records: inout [Record]) {
    ordinal += 1
    var record = record
    record.ordinal = ordinal
    records.append(record)
  }

  /// Appends a text that is no value.
  mutating func appendUnreadable(_ text: [UInt8], line: Int, because finding: Finding, into records: inout [Record]) {
    ordinal += 1
    let isText = text.withUnsafeBytes(UTF8Check.isValid)
    records.append(
      Record(
        ordinal: ordinal, line: line, content: .unreadable(finding),
        rawBytes: (isText ? text : Windows1252.decoded(text))[...], warnings: isText ? [] : [notUTF8]))
  }

  /// A text's document, with what was odd about it.
  static func parse(
    _ text: [UInt8], line: Int
  ) -> Result<(document: JSONDocument, warnings: [Finding]), JSONError> {
    do throws(JSONError) {
      let document = try JSONDocument(parsing: text, firstLine: line)
      return .success((document, document.warnings.isEmpty ? [] : document.warnings.map(Self.finding)))
    } catch {
      guard error.code == .utf8 else { return .failure(error) }
    }
    do throws(JSONError) {
      let document = try JSONDocument(parsing: Windows1252.decoded(text), firstLine: line)
      return .success((document, [notUTF8] + document.warnings.map(Self.finding)))
    } catch {
      return .failure(error)
    }
  }

  static func finding(_ error: JSONError) -> Finding {
    finding(error.code.rawValue, error.message, at: error.location)
  }

  private static func finding(_ warning: JSONWarning) -> Finding {
    finding(warning.kind.rawValue, warning.message, at: warning.location)
  }

  private static func finding(_ code: String, _ message: String, at place: JSONLocation) -> Finding {
    Finding(
      code, "\(message) (line \(place.line), byte \(place.column))", line: place.line, byte: place.column)
  }
}

/// The warning for text that is in no encoding that was promised.
let notUTF8 = Finding("encoding.invalid", "the text is not valid UTF-8, read as windows-1252")
