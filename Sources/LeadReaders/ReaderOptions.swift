package import LeadModel

/// What is known about an input before it is read: everything may be left to be found out.
package struct ReaderOptions: Sendable {
  /// `nil`: found out by the first bytes, with the name as a hint.
  package var format: InputFormat?
  /// For tables: the byte between two cells, an ASCII character other than the quote and line ends; `nil`: found out.
  package var delimiter: UInt8?
  /// For tables that are written in another way than RFC 4180 says; goes before ``delimiter``.
  package var foreign: ForeignDialect?
  /// For tables: how many rows the header has.
  ///
  /// 0: none, the columns are numbered. Of several the first gives the names, and the others are passed over.
  package var headerRows = 1
  /// For tables: whether titles above the header are passed over; else the first row is the header.
  package var findsHeader = true
  /// What the input is encoded in, unless it has a byte-order mark or is valid UTF-8; `nil`: found out.
  ///
  /// Any name that IANA or `iconv` has, in any case: `windows-1251`, `iso-8859-2`, `shift_jis`, `gbk`. An encoding that
  /// does not write ASCII as ASCII (`utf-16le`) is taken at its word.
  package var encoding: String?
  /// For JSON documents: where the records are in it.
  package var recordsPath: Path?
  /// For workbooks: the sheet's name; `nil`: the first that is not hidden.
  package var sheet: String?
  /// The most bytes that a record may have.
  ///
  /// A longer one is unreadable; so far goes the search for a closing quote.
  package var maxRecordBytes = 4 << 20
  /// The most bytes that a cell of a table may have; a row with a longer one is unreadable.
  package var maxCellBytes = 1 << 20
  /// The most columns that a table may have, in its header or in a row: as many as a sheet of Excel has.
  package var maxColumns = 16_384
  /// The most bytes of a JSON document that has to be held whole: one that is no array, or has a records path.
  package var maxDocumentBytes = 64 << 20
  /// For tables: whether rows that are in order are counted (``RecordReader/rowsCounted``) and no records made of them.
  package var countsOnly = false
  /// For forms: how much one may hold; a line is bounded by ``maxRecordBytes`` too.
  package var form = FormLimits()
  /// The input as the user named it: for diagnostics, and its ending as a hint at the format.
  package var sourceName: String

  package init(
    format: InputFormat? = nil,
    delimiter: UInt8? = nil,
    encoding: String? = nil,
    recordsPath: Path? = nil,
    sourceName: String = "<stdin>"
  ) {
    self.format = format
    self.delimiter = delimiter
    self.encoding = encoding
    self.recordsPath = recordsPath
    self.sourceName = sourceName
  }
}
