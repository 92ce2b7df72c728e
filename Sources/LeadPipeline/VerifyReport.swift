package import LeadJSON
import LeadModel

/// What a comparison of an inbox with what should be there came to.
package struct VerifyReport: Sendable, Equatable {
  /// Leads that are named; all of them are counted.
  package static let maxNamed = 1_000

  /// A lead, and where it comes from.
  package struct Place: Sendable, Equatable {
    package var uuid: String
    /// The input as it was named; `nil` where that is not known any more.
    package var input: String?
    /// `nil` where only the record's number is known.
    package var line: Int?
    package var record: Int

    package init(uuid: String, input: String?, line: Int?, record: Int) {
      self.uuid = uuid
      self.input = input
      self.line = line
      self.record = record
    }
  }

  /// A lead that is there, and is not as it should be.
  package struct Difference: Sendable, Equatable {
    package var place: Place
    package var fields: [FieldDifference]

    package init(place: Place, fields: [FieldDifference]) {
      self.place = place
      self.fields = fields
    }
  }

  /// Whether there were inputs: else the ledger's leads are expected, of which no field is known.
  package var hasInputs = false
  /// Records of the inputs, and those among them that are no leads.
  package var read = 0
  package var skipped = 0
  package var rejected = 0
  /// Leads that should be there.
  package var expected = 0
  /// Chats of the listing.
  package var listed = 0
  /// Of the expected: there, as they should be; of the ledger's: there.
  package var same = 0
  package var missing = 0
  package var different = 0
  /// Chats that neither the inputs nor the ledger know.
  package var unknown = 0
  /// The first of the missing, at most ``maxNamed``.
  package var missingLeads: [Place] = []
  /// The first of the different, at most ``maxNamed``.
  package var differentLeads: [Difference] = []
  /// See ``Summary/proven``.
  package var proven: Bool?
  /// Of the missing and different: sent again, and taken; `nil` where nothing was to be.
  package var repaired: Int?
  /// Refused, or given up on.
  package var dead = 0
  /// Code to count: why.
  package var errors: [String: Int] = [:]
  package var attempts = 0
  package var retries = 0
  package var seconds = 0.0

  package init() {}

  /// Whether all that is expected is there, or was mended.
  package var isWell: Bool { missing + different == (repaired ?? 0) }

  /// One object; keys as `docs/cli-json.md` lists them.
  ///
  /// - Parameters:
  ///   - showsValues: Whether the fields' values stand in it; else they are null.
  ///   - json: To write in.
  package func write(showsValues: Bool, into json: inout JSONWriter) {
    json.beginObject()
    for (key, count) in [
      ("expected", expected), ("listed", listed), ("same", same), ("missing", missing), ("different", different),
      ("unknown", unknown), ("read", read), ("skipped", skipped), ("rejected", rejected),
    ] { json.member(key, count) }
    json.member("repaired", orNull: repaired)
    json.member("dead", dead)
    json.key("errors")
    json.beginObject()
    for (code, count) in errors.sorted(by: { $0.key < $1.key }) { json.member(code, count) }
    json.endObject()
    json.member("attempts", attempts)
    json.member("retries", retries)
    json.member("proven", orNull: proven)
    json.key("seconds")
    json.number((seconds * 1000).rounded() / 1000)
    json.key("missingLeads")
    json.beginArray()
    for place in missingLeads {
      json.beginObject()
      place.writeMembers(into: &json)
      json.endObject()
    }
    json.endArray()
    json.key("differentLeads")
    json.beginArray()
    for difference in differentLeads { difference.write(showsValues: showsValues, into: &json) }
    json.endArray()
    json.endObject()
  }
}

extension VerifyReport.Place {
  fileprivate func writeMembers(into json: inout JSONWriter) {
    json.member("uuid", uuid)
    json.member("input", orNull: input)
    json.member("line", orNull: line)
    json.member("record", record)
  }
}

extension VerifyReport.Difference {
  fileprivate func write(showsValues: Bool, into json: inout JSONWriter) {
    json.beginObject()
    place.writeMembers(into: &json)
    json.key("fields")
    FieldDifference.write(fields, showsValues: showsValues, into: &json)
    json.endObject()
  }
}

extension FieldDifference {
  /// Writes `[{"field", "expected", "listed"}]`; values that are not to be shown are null.
  static func write(_ differences: [FieldDifference], showsValues: Bool, into json: inout JSONWriter) {
    json.beginArray()
    for difference in differences {
      json.beginObject()
      json.member("field", difference.field)
      json.member("expected", orNull: showsValues ? difference.one : nil)
      json.member("listed", orNull: showsValues ? difference.other : nil)
      json.endObject()
    }
    json.endArray()
  }

  /// Reads what ``write(_:showsValues:into:)`` has written.
  static func read(_ bytes: [UInt8]) -> [FieldDifference] {
    // Written by ourselves, as JSON.
    guard let list = try? JSONDocument(parsing: bytes).root else { return [] }
    return list.elements.map { entry in
      FieldDifference(entry["field"]?.string ?? "", entry["expected"]?.string, entry["listed"]?.string)
    }
  }
}
