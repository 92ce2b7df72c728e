import Foundation
import LeadDelivery
import LeadJSON
import LeadMapping
import LeadModel
import LeadReaders
import TestSupport
import Testing

@testable import LeadPipeline

/// Suggested mappings on real exports' headers: how many of the expected fields they get right.
@Suite(.enabled(if: SharedData.isThere, "needs ../shared/data"))
struct SharedSuggestionTests {
  /// Expected leads that the mapping rightly does not send, with the reason.
  static let better = ["zoho-leads.csv 020 7946 0958": "the record says that this person opted out"]

  @Test func nineteenOfTwentyFieldsAreRight() async throws {
    let index = try JSONDocument(parsing: try SharedData.bytes("crm-exports/index.json")).root
    var count = 0
    var wrong: [String] = []
    for export in index["exports"].map({ Array($0.elements) }) ?? [] {
      let file = export["file"]?.string ?? ""
      var items = try await leads(of: file)
      for expected in export["expectedLeads"].map({ Array($0.elements) }) ?? [] {
        let phone = expected["phone"]?.scalarText
        if Self.better["\(file) \(phone ?? "")"] != nil { continue }
        let place = items.firstIndex { Self.isSamePerson($0, expected) }
        let lead = place.map { items.remove(at: $0) }
        for member in expected.members {
          count += 1
          if !(lead.map { Self.holds($0, member) } ?? false) { wrong.append("\(file) \(member.key)") }
        }
      }
    }
    print("suggested mappings, exports: \(count - wrong.count) of \(count) fields; wrong: \(wrong)")
    #expect(count > 60)
    #expect(wrong.count * 20 <= count)
    #expect(wrong.filter { $0.hasSuffix(" name") || $0.hasSuffix(" email") || $0.hasSuffix(" phone") } == [])
  }

  /// The leads of an export by the mapping that is suggested for it, which passes its own test.
  private func leads(of file: String) async throws -> [Lead] {
    let path = SharedData.folder.appending(path: "crm-exports/\(file)").path(percentEncoded: false)
    let input = Input.file(path: path)
    let suggestion = Suggestion(try await SampledInput(input, reading: ReaderOptions()).sample, inputName: file)
    let mapping = try Mapping(parsing: Array(suggestion.text.utf8), file: "m.json")
    #expect(mapping.runTests().map(\.differences) == [[]], "\(file)")
    var plan = PushPlan(
      inputs: [input], reading: ReaderOptions(), mapping: mapping, run: MappingRun(), destination: nil,
      delivery: DeliveryOptions(), deadLetters: "", stateFolder: "")
    plan.isDryRun = true
    var leads: [Lead] = []
    _ = try await Preview(plan).run { item in if let lead = item.lead { leads.append(lead) } }
    return leads
  }

  /// By the address where one is expected, else by the number, else by the name.
  private static func isSamePerson(_ lead: Lead, _ expected: JSONValue) -> Bool {
    if let email = expected["email"]?.scalarText { return lead.email?.lowercased() == email.lowercased() }
    if let phone = expected["phone"]?.scalarText { return isSamePhone(lead, phone) }
    return lead.name == expected["name"]?.scalarText
  }

  private static func holds(_ lead: Lead, _ member: JSONMember) -> Bool {
    let text = member.value.scalarText ?? ""
    switch member.key {
    case "name": return lead.name == text
    case "email": return lead.email?.lowercased() == text.lowercased()
    case "phone": return isSamePhone(lead, text)
    case "tags": return Set(member.value.elements.compactMap(\.scalarText)).isSubset(of: lead.tags)
    case "notes": return lead.notes.contains { $0.description.contains(text) }
    case "status": return lead.status?.rawValue == text
    case "attributes":
      return member.value.members.allSatisfy { wanted in
        lead.attributes.contains { $0.key == wanted.key && $0.value == wanted.value.scalarText }
      }
    default: return false
    }
  }

  /// By E.164 where the expected number says its country; else by its digits, without trunk prefix and extension, or as
  /// they stand in the number that could not be verified.
  private static func isSamePhone(_ lead: Lead, _ expected: String) -> Bool {
    let saysCountry = expected.hasPrefix("+") || expected.hasPrefix("00")
    let number = expected.firstRange(of: "ext").map { String(expected[..<$0.lowerBound]) } ?? expected
    var digits = String(number.filter(\.isNumber))
    if let phone = lead.phone {
      if saysCountry {
        return "\(lead.dialCode ?? "")\(phone)" == "+\(digits.drop { $0 == "0" })"
      }
      digits = String(digits.drop { $0 == "0" })
      return phone.drop { $0 == "0" } == digits
    }
    if saysCountry { return false }
    let kept = lead.attributes.first { $0.key == "phone (unverified)" }?.value.filter(\.isNumber)
    return kept?.contains(digits) ?? false
  }
}
