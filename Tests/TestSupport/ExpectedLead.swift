package import LeadJSON
package import LeadModel

/// A lead as the shared data expects it: a proposal, compared field by field.
package struct ExpectedLead: Sendable {
  private let value: JSONValue

  package init(_ value: JSONValue) { self.value = value }

  /// One field of the proposal beside ours.
  package struct Field: Sendable {
    /// `email`, `attributes.company`.
    package let name: String
    package let isRight: Bool
    /// `nil`: there is none.
    package let ours: String?
  }

  /// The names under which our leads have what the proposal calls otherwise.
  private static let renamed = ["submissionID": "jotform id", "id": "shopify id", "postal": "postal code"]

  /// Each field of the proposal, in its order; `nil` in place of one that means nothing to us.
  package func fields(of lead: Lead) -> [Field?] {
    value.members.flatMap { member -> [Field?] in
      let text = member.value.scalarText ?? ""
      switch member.key {
      case "name": return [Field(name: "name", isRight: lead.name == text, ours: lead.name)]
      case "email":
        let isRight = lead.email.map(Self.address) == Self.address(text)
        return [Field(name: "email", isRight: isRight, ours: lead.email)]
      case "phone": return [Field(name: "phone", isRight: lead.hasPhone(text), ours: lead.phone)]
      case "notes":
        let isRight = lead.notes.contains { $0.description.contains(text) }
        return [Field(name: "notes", isRight: isRight, ours: lead.notes.first?.description)]
      case "tags":
        let wanted = member.value.elements.compactMap(\.scalarText)
        let isRight = wanted.allSatisfy(lead.tags.contains)
        return [Field(name: "tags", isRight: isRight, ours: lead.tags.joined(separator: "; "))]
      case "attributes":
        return member.value.members.map { attribute in
          let ours = lead.attribute(Self.renamed[attribute.key] ?? attribute.key)
          return Field(
            name: "attributes.\(attribute.key)", isRight: ours == attribute.value.scalarText, ours: ours)
        }
      default: return [nil]
      }
    }
  }

  /// An address as two are compared: the domain's case says nothing.
  private static func address(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    return text[..<at] + text[at...].lowercased()
  }
}

extension Lead {
  /// Whether the number is the lead's: by E.164, else by the digits that are kept of it.
  fileprivate func hasPhone(_ text: String) -> Bool {
    let wanted = Self.digits(text)
    let international = Self.digits((dialCode ?? "") + (phone ?? ""))
    if text.hasPrefix("+") { return wanted == international }
    return [international, Self.digits(attribute("phone (unverified)") ?? ""), Self.digits(phone ?? "")].contains(
      wanted)
  }

  /// The attribute of that key, whatever its case and punctuation.
  fileprivate func attribute(_ key: String) -> String? {
    attributes.first { Self.letters($0.key) == Self.letters(key) }?.value
  }

  private static func digits(_ text: String) -> String { text.filter(\.isWholeNumber) }
  private static func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
