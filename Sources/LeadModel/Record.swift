package import LeadJSON

/// One record of an input as a reader found it, before any mapping.
package struct Record: Sendable {
  /// What a record holds.
  package enum Content: Sendable {
    /// A row of a table.
    case row(Row)
    /// A JSON value: a line of JSON lines, an element of an array, a whole document.
    case json(JSONValue)
    /// The fields of a form, in their order; repeated names stay.
    case form([FormField])
    /// Nothing that can be mapped: the record goes to the dead letters with its raw bytes.
    case unreadable(Finding)
  }

  /// From 1 within its input, the header not counted.
  package var ordinal: Int
  /// The physical line at which it starts, from 1.
  package var line: Int
  package var content: Content
  /// The bytes as read, in UTF-8 where they could be decoded, without the line end.
  ///
  /// For a row see ``Row/rawCount``.
  package var rawBytes: ArraySlice<UInt8>
  /// What was odd about it, and read all the same.
  package var warnings: [Finding]

  package init(
    ordinal: Int,
    line: Int,
    content: Content,
    rawBytes: ArraySlice<UInt8>,
    warnings: [Finding] = []
  ) {
    self.ordinal = ordinal
    self.line = line
    self.content = content
    self.rawBytes = rawBytes
    self.warnings = warnings
  }
}

/// A name and a value of a posted form.
package struct FormField: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
