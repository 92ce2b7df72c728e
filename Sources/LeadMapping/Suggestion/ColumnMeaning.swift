/// What a column of an unknown input is about.
///
/// The raw value is what the user reads, and what `--json` says.
package enum ColumnMeaning: String, Sendable, Hashable, CaseIterable {
  case fullName = "full name"
  case firstName = "first name"
  case middleName = "middle name"
  case lastName = "last name"
  case namePrefix = "form of address"
  case nameSuffix = "name suffix"
  case email
  case phone
  case dialCode = "dial code"
  case country
  case status
  case tags
  case notes
  case company
  case jobTitle = "job title"
  case address
  case picture
  case optOut = "opt-out"
  case optIn = "opt-in"
  case sourceID = "source id"
  case testMark = "test mark"
  case owner
  case bookkeeping
  /// Nothing that a lead has a field for.
  case other

  /// Where in the lead a column of this meaning goes.
  package var target: String {
    switch self {
    case .fullName, .firstName, .middleName, .lastName, .namePrefix, .nameSuffix: "name"
    case .email: "email"
    case .phone: "phone"
    case .dialCode: "phone.dialCode"
    case .country: "phone.region"
    case .status: "status"
    case .tags: "tags"
    case .notes: "notes"
    case .company, .jobTitle, .sourceID: "attributes"
    case .picture: "picture"
    case .optOut, .optIn: "optOut"
    case .testMark: "skip"
    case .bookkeeping: "left out"
    case .address, .owner, .other: "attributes.*"
    }
  }
}
