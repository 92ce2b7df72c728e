/// What a reader found out about an input: what `records` shows first.
package struct InputProfile: Sendable, Equatable {
  package var format: InputFormat
  /// As IANA spells it: `utf-8`, `utf-16le`.
  package var encoding: String
  /// For tables: the byte between two cells.
  package var delimiter: String?
  /// For tables: the quote, `"`.
  package var quote: String?
  /// For tables: the columns.
  package var header: Header?
  /// What was odd about the input as a whole.
  package var warnings: [Finding]
  /// Why it was taken for that.
  package var reasons = InputReasons()

  package init(
    format: InputFormat,
    encoding: String = "utf-8",
    delimiter: String? = nil,
    quote: String? = nil,
    header: Header? = nil,
    warnings: [Finding] = []
  ) {
    self.format = format
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.header = header
    self.warnings = warnings
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.format == other.format && one.encoding == other.encoding && one.delimiter == other.delimiter
      && one.quote == other.quote && one.header?.names == other.header?.names && one.header?.line == other.header?.line
      && one.warnings == other.warnings
  }
}

/// Why an input is read as it is: a phrase for each thing that was found out, `nil` where there is nothing to say.
package struct InputReasons: Sendable, Hashable {
  package var format: String?
  package var encoding: String?
  package var delimiter: String?
  package var header: String?

  package init() {}

  /// Where the user has said so.
  package static let given = "as was said"
}

/// The forms in which records come, by the names of `--format`.
package enum InputFormat: String, Sendable, Hashable, CaseIterable {
  /// Delimited text: RFC 4180 and its relatives.
  case csv
  /// One JSON document: an array of records, or a record, or one that holds them at a path.
  case json
  /// One JSON value a line.
  case jsonl
  /// One `application/x-www-form-urlencoded` body a line, or one `multipart/form-data` body.
  case form
  /// A sheet of an Excel workbook: Office Open XML, ECMA-376.
  case xlsx
}
