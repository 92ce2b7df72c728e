import LeadJSON
import LeadModel

/// The body of `PUT /inbox/direct/lead`, checked: every field of its type, the required ones there.
///
/// `null` is a type of its own, and a wrong one: an absent field is left out. What is not a matter of types is not
/// checked (an address, a URL, the `+` of a dial code), but for `status`, which has six values.
struct LeadBody: Sendable {
  let uuid: String
  let botId: String
  let customerId: String
  let lead: Lead

  /// What is wrong with a body: the field and what was expected, never what was there.
  struct Problem: Error, Hashable {
    let message: String
  }

  /// - Parameters:
  ///   - root: The body's JSON.
  ///   - strict: Whether unknown fields are refused; they are passed over otherwise.
  /// - Throws: The first problem in the body's order; missing ids come last.
  init(_ root: JSONValue, strict: Bool) throws(Problem) {
    guard root.kind == .object else {
      throw Problem(message: "the body: expected object, got \(root.kind.rawValue)")
    }
    var lead = Lead()
    var uuid: String?
    var botId: String?
    var customerId: String?
    for member in root.members {
      let value = member.value
      switch member.key {
      case "uuid": uuid = try Self.text(value, "uuid")
      case "botId": botId = try Self.text(value, "botId")
      case "customerId": customerId = try Self.text(value, "customerId")
      case "agentId": lead.agentId = try Self.agent(value)
      case "name": lead.name = try Self.text(value, "name")
      case "email": lead.email = try Self.text(value, "email")
      case "phone": lead.phone = try Self.text(value, "phone")
      case "dialCode": lead.dialCode = try Self.text(value, "dialCode")
      case "status": lead.status = try Self.status(value)
      case "picture": lead.picture = try Self.text(value, "picture")
      case "tags": lead.tags = try Self.tags(value)
      case "notes":
        lead.notes = try Self.pairs(value, in: "notes", "title", "description", strict: strict)
          .map { Lead.Note(title: $0, description: $1) }
      case "attributes":
        lead.attributes = try Self.pairs(value, in: "attributes", "key", "value", strict: strict)
          .map { Lead.Attribute(key: $0, value: $1) }
      default:
        if strict { throw Problem(message: "\(Self.shown(member.key)): unknown field") }
      }
    }
    self.uuid = try Self.required(uuid, "uuid")
    self.botId = try Self.required(botId, "botId")
    self.customerId = try Self.required(customerId, "customerId")
    self.lead = lead
  }

  private static func required(_ text: String?, _ field: String) throws(Problem) -> String {
    guard let text, !text.isEmpty else { throw Problem(message: "\(field): required, expected string") }
    return text
  }

  private static func text(_ value: JSONValue, _ field: @autoclosure () -> String) throws(Problem) -> String {
    guard let text = value.string else { throw wrong(value, field(), expected: "string") }
    return text
  }

  /// The vendors' table says boolean, their description an id: both are taken.
  private static func agent(_ value: JSONValue) throws(Problem) -> String {
    switch value.kind {
    case .string, .boolean: value.scalarText ?? ""
    case .null, .number, .array, .object: throw wrong(value, "agentId", expected: "string or boolean")
    }
  }

  private static func status(_ value: JSONValue) throws(Problem) -> LeadStatus {
    guard let status = LeadStatus(rawValue: try text(value, "status")) else {
      let names = LeadStatus.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(message: "status: expected one of \(names)")
    }
    return status
  }

  private static func tags(_ value: JSONValue) throws(Problem) -> [String] {
    guard value.kind == .array else { throw wrong(value, "tags", expected: "array of string") }
    var tags: [String] = []
    tags.reserveCapacity(value.count)
    for element in value.elements { tags.append(try text(element, "tags[\(tags.count)]")) }
    return tags
  }

  /// Reads an array of objects of two strings, both of which must be there.
  private static func pairs(
    _ value: JSONValue, in field: String, _ first: String, _ second: String, strict: Bool
  ) throws(Problem) -> [(String, String)] {
    guard value.kind == .array else { throw wrong(value, field, expected: "array of {\(first), \(second)}") }
    var pairs: [(String, String)] = []
    pairs.reserveCapacity(value.count)
    for element in value.elements {
      let place = "\(field)[\(pairs.count)]"
      guard element.kind == .object else { throw wrong(element, place, expected: "{\(first), \(second)}") }
      var one: String?
      var other: String?
      for member in element.members {
        switch member.key {
        case first: one = try text(member.value, "\(place).\(first)")
        case second: other = try text(member.value, "\(place).\(second)")
        default: if strict { throw Problem(message: "\(place).\(shown(member.key)): unknown field") }
        }
      }
      guard let one else { throw Problem(message: "\(place).\(first): required, expected string") }
      guard let other else { throw Problem(message: "\(place).\(second): required, expected string") }
      pairs.append((one, other))
    }
    return pairs
  }

  private static func wrong(_ value: JSONValue, _ field: String, expected: String) -> Problem {
    Problem(message: "\(field): expected \(expected), got \(value.kind.rawValue)")
  }

  /// A key as an error names it: it is the client's, and may be long.
  private static func shown(_ key: String) -> String { key.count > 60 ? "\(key.prefix(60))…" : key }
}
