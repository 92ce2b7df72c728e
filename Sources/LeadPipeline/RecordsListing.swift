package import LeadJSON
package import LeadModel
package import LeadReaders

/// The inputs as they are read, before any mapping: what `records` shows.
package struct RecordsListing: Sendable {
  /// What comes out, in order.
  package enum Item: Sendable {
    /// Once an input, before its records.
    case profile(input: String, InputProfile)
    case record(Record)
  }

  private let inputs: [Input]
  private let reading: ReaderOptions

  package init(inputs: [Input], reading: ReaderOptions) {
    self.inputs = inputs
    self.reading = reading
  }

  /// How many records there are; of a table's rows that are in order none are made.
  ///
  /// - Throws: ``Diagnostic`` for an input that cannot be read.
  package func count() async throws -> Int {
    var reading = reading
    reading.countsOnly = true
    var count = 0
    for input in inputs {
      let records = try InputRecords(input, options: reading)
      while let batch = try await records.next() { count += batch.count }
      count += records.counted
    }
    return count
  }

  /// Reads everything.
  ///
  /// - Parameter each: What it throws ends the listing.
  /// - Returns: How many records there were.
  /// - Throws: ``Diagnostic`` for an input that cannot be read.
  package func run(_ each: (Item) throws -> Void) async throws -> Int {
    var count = 0
    for input in inputs {
      let records = try InputRecords(input, options: reading)
      var isKnown = false
      while let batch = try await records.next() {
        if !isKnown, let profile = records.profile {
          isKnown = true
          try each(.profile(input: input.name, profile))
        }
        for record in batch { try each(.record(record)) }
        count += batch.count
      }
      if !isKnown, let profile = records.profile { try each(.profile(input: input.name, profile)) }
    }
    return count
  }
}

extension RecordsListing.Item {
  /// One object, as `records --json` writes it.
  package func write(into json: inout JSONWriter) {
    switch self {
    case .profile(let input, let profile): Self.write(profile, of: input, into: &json)
    case .record(let record): Self.write(record, into: &json)
    }
  }

  private static func write(_ profile: InputProfile, of input: String, into json: inout JSONWriter) {
    json.beginObject()
    json.member("input", input)
    json.member("format", profile.format.rawValue)
    json.member("encoding", profile.encoding)
    json.member("delimiter", orNull: profile.delimiter)
    json.member("quote", orNull: profile.quote)
    json.member("headerLine", orNull: profile.header?.line)
    if let header = profile.header {
      json.member("header", texts: header.names)
    } else {
      json.key("header")
      json.null()
    }
    write(profile.warnings, into: &json)
    json.key("because")
    json.beginObject()
    let reasons = profile.reasons
    json.member("format", orNull: reasons.format)
    json.member("encoding", orNull: reasons.encoding)
    json.member("delimiter", orNull: reasons.delimiter)
    json.member("header", orNull: reasons.header)
    json.endObject()
    json.endObject()
  }

  private static func write(_ record: Record, into json: inout JSONWriter) {
    json.beginObject()
    json.member("record", record.ordinal)
    json.member("line", record.line)
    json.key("fields")
    json.beginArray()
    var warnings = record.warnings
    switch record.content {
    case .row(let row):
      let names = row.header.names
      for column in 0..<max(names.count, row.cells.count) {
        write(column < names.count ? names[column] : "", row.text(at: column), into: &json)
      }
    case .form(let fields):
      for field in fields { write(field.name, field.value, into: &json) }
    case .json(let value):
      if value.kind == .object {
        for member in value.members {
          json.beginArray()
          json.string(member.key)
          json.value(member.value)
          json.endArray()
        }
      } else {
        json.beginArray()
        json.string("")
        json.value(value)
        json.endArray()
      }
    case .unreadable(let finding):
      warnings.append(finding)
    }
    json.endArray()
    write(warnings, ofRecordAt: record.line, into: &json)
    json.endObject()
  }

  private static func write(_ name: String, _ text: String, into json: inout JSONWriter) {
    json.beginArray()
    json.string(name)
    json.string(text)
    json.endArray()
  }

  private static func write(_ warnings: [Finding], ofRecordAt line: Int? = nil, into json: inout JSONWriter) {
    json.key("warnings")
    json.beginArray()
    for warning in warnings {
      json.beginObject()
      json.member("code", warning.code)
      json.member("message", warning.message)
      json.member("line", orNull: warning.line ?? line)
      json.member("column", orNull: warning.byte)
      json.endObject()
    }
    json.endArray()
  }
}
