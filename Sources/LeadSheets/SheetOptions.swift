/// Which sheet of a workbook is read, and how much of it is held at most.
package struct SheetOptions: Sendable {
  /// The sheet's name, in any case; `nil`: the first that is not hidden.
  package var sheet: String?
  /// How many rows the header has.
  ///
  /// 0: none, the columns are numbered. Of several the first gives the names, and the others are passed over.
  package var headerRows = 1
  /// Whether titles above the header are passed over; else the first row with text is the header.
  package var findsHeader = true
  /// The most bytes that a record's cells may have together.
  ///
  /// A longer one is unreadable.
  package var maxRecordBytes = 4 << 20
  /// The most bytes that a cell may have; a row with a longer one is unreadable.
  package var maxCellBytes = 1 << 20
  /// The most columns that a table may have, in its header or in a row; a sheet of Excel has no more.
  package var maxColumns = 16_384
  /// The most bytes that the workbook's shared strings may have, unpacked.
  ///
  /// They alone grow with the workbook: a cell names them by number, so they are held while the sheet is read.
  package var maxSharedBytes = 256 << 20
  /// The most bytes that the sheet's XML may have, unpacked.
  ///
  /// It is not held; the limit ends the reading of what was made to have no end. The default is some ten times what a
  /// sheet of 1,048,576 rows and 50 columns takes.
  package var maxSheetBytes = 32 << 30
  /// The workbook as the user named it: for diagnostics.
  package var sourceName: String

  package init(sheet: String? = nil, sourceName: String = "<stdin>") {
    self.sheet = sheet
    self.sourceName = sourceName
  }
}
