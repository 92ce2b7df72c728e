/// How a table is written that RFC 4180 does not describe: with delimiters of several characters, other quotes, escapes.
///
/// ``CSVTranslator`` makes of it what ``CSVReader`` reads.
package struct ForeignDialect: Sendable, Hashable {
  /// What stands between two cells: one byte or more, none of them a line end or the quote.
  package var delimiter: [UInt8]
  /// What stands around cells.
  package var quote: UInt8
  /// What makes the character behind it text: `\`, as MySQL and pandas write; `nil`: quotes are doubled.
  package var escape: UInt8?

  /// ASCII's unit separator (US, 0x1F); where it separates cells, the record separator (RS, 0x1E) ends rows.
  package static let unitSeparator: UInt8 = 0x1F
  /// See ``unitSeparator``.
  package static let recordSeparator: UInt8 = 0x1E

  package init(delimiter: [UInt8], quote: UInt8 = Byte.quote, escape: UInt8? = nil) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
  }

  /// Whether it can be told what it means.
  package var isUsable: Bool {
    !delimiter.isEmpty && delimiter.allSatisfy { $0 != 0 && $0 < 0x80 && $0 != quote && !Byte.endsLine($0) }
      && quote != escape && escape.map { !delimiter.contains($0) && !Byte.endsLine($0) } ?? true
  }

  /// The delimiter of what it is translated to: its own where that is one byte and no quote.
  var translatedDelimiter: UInt8 {
    delimiter.count == 1 && delimiter[0] != Byte.quote ? delimiter[0] : Self.unitSeparator
  }
}
