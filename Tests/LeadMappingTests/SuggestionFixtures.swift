import LeadJSON
import LeadModel
import Testing

@testable import LeadMapping

/// A table that a mapping is suggested for, and what must come of its first row.
struct SuggestionCase: Sendable, CustomTestStringConvertible {
  let name: String
  let header: [String]
  let rows: [[String]]
  /// `name`, `email`, `phone` with its dial code, `tags` joined with `|`, `note`, `status`, attributes by their keys.
  let expected: [String: String]

  var testDescription: String { name }

  var records: [Record] {
    let header = Header(header)
    return rows.enumerated().map { Fixtures.row(header, $1, ordinal: $0 + 1) }
  }

  var suggestion: Suggestion { Suggestion(Sample(records: records, format: .csv), inputName: "\(name).csv") }

  /// The fields that are not as expected, with what came.
  func differences() throws -> [String] {
    var mapper = try Mapper(Mapping(parsing: Array(suggestion.text.utf8), file: "m.json"), run: MappingRun())
    let lead = mapper.map(records[0]).lead ?? Lead()
    return expected.sorted { $0.key < $1.key }.compactMap { field, value in
      let given: String? =
        switch field {
        case "name": lead.name
        case "email": lead.email
        case "phone": lead.phone.map { "\(lead.dialCode ?? "")\($0)" }
        case "tags": lead.tags.joined(separator: "|")
        case "note": lead.notes.first?.description
        case "status": lead.status?.rawValue
        default: lead.attributes.first { $0.key == field }?.value
        }
      return given == value ? nil : "\(field): expected \(value), got \(given ?? "none")"
    }
  }
}
