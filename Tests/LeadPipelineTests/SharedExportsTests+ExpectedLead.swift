import LeadJSON
import LeadModel

extension SharedExportsTests {
  /// A lead as the shared material expects it: what is not said is not there.
  struct ExpectedLead: Sendable {
    let name: String?
    let email: String?
    let phone: String?
    let tags: [String]
    let notes: String?

    init(_ value: JSONValue) {
      name = value["name"]?.string
      email = value["email"]?.string
      phone = value["phone"]?.string
      tags = value["tags"]?.elements.compactMap(\.string) ?? []
      notes = value["notes"]?.string
    }

    /// What is otherwise in `lead`, a line each.
    ///
    /// The domain of an address goes by lower case. A number is compared by its digits: with its dial code where the
    /// expected one has it, else with the national number, or with the cell that is kept because it says no country. The
    /// tags must be there in their order, the first being the source's own name; a note must contain the text.
    func differences(from lead: Lead) -> [String] {
      var differences: [String] = []
      func differ(_ field: String, _ expected: String?, _ got: String?) {
        differences.append("\(field): expected \(expected ?? "none"), got \(got ?? "none")")
      }
      if name != lead.name { differ("name", name, lead.name) }
      if email?.lowercased() != lead.email?.lowercased() { differ("email", email, lead.email) }
      if !hasPhone(of: lead) { differ("phone", phone, lead.phone.map { (lead.dialCode ?? "") + $0 }) }
      if !tags.allSatisfy(lead.tags.contains) || lead.tags.filter(tags.contains) != tags {
        differ("tags", tags.description, lead.tags.description)
      }
      if let notes, !lead.notes.contains(where: { $0.description.contains(notes) }) {
        differ("notes", notes, lead.notes.map(\.description).description)
      }
      return differences
    }

    private func hasPhone(of lead: Lead) -> Bool {
      guard let phone else { return lead.phone == nil }
      var digits = Self.digits(of: phone)
      if let dialCode = lead.dialCode, let national = lead.phone {
        if phone.hasPrefix("00") { digits = String(digits.dropFirst(2)) }
        let isInternational = phone.hasPrefix("+") || phone.hasPrefix("00")
        return digits == (isInternational ? Self.digits(of: dialCode) : "") + national
      }
      let kept = lead.attributes.first { $0.key == "phone (unverified)" }?.value
      return kept.map { Self.digits(of: $0).contains(digits) } ?? false
    }

    private static func digits(of text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }
  }
}
