import LeadMapping
import LeadModel
import Testing

/// Email, phone, status, picture: how they are checked, and what comes with them.
struct LeadFieldTests {
  @Test func anAddressIsNormalisedAndFurtherOnesBecomeAttributes() throws {
    let record = Fixtures.row(["Email": " <MAILTO:Jane@Example.COM>; bob@x.org, al@y.org "])
    let mapped = try Fixtures.map("'lead': {'email': '{Email}', 'attributes': {'Email 3': 'mine'}}", record)
    #expect(mapped.lead?.email == "Jane@example.com")
    #expect(mapped.identity == .email("jane@example.com"))
    #expect(
      mapped.lead?.attributes == [
        Lead.Attribute(key: "Email 3", value: "mine"), Lead.Attribute(key: "email 2", value: "bob@x.org"),
      ])
  }

  @Test(arguments: [
    ("reject", ["email.invalid"], nil, []),
    ("omit", [], nil, ["email.invalid"]),
    ("keep", [], "jane@", ["email.invalid"]),
  ])
  func anAddressThatIsNone(policy: String, codes: [String], email: String?, warnings: [String]) throws {
    let record = Fixtures.row(["Email": "jane@", "Phone": "+442079460902"])
    let mapped = try Fixtures.map(
      "'lead': {'email': {'from': 'Email', 'invalid': '\(policy)'}, 'phone': '{Phone}'}", record)
    #expect(mapped.codes == codes)
    #expect(mapped.lead?.email == email)
    #expect(mapped.warnings.map(\.code) == warnings)
    // What is kept by force never identifies.
    #expect(mapped.identity == (codes.isEmpty ? .phone(dialCode: "+44", number: "2079460902") : nil))
  }

  @Test func anAlternativeThatIsOmittedIsPassedOver() throws {
    let record = Fixtures.row(["Email": "jane@", "Work": "jane@work.org"])
    let mapped = try Fixtures.map(
      "'lead': {'email': {'first': [{'from': 'Email', 'invalid': 'omit'}, '{Work}']}}", record)
    #expect(mapped.lead?.email == "jane@work.org")
  }

  @Test(arguments: [
    ("'phone': '{P}'", "+44 20 7946 0902", "", "+44", "2079460902"),
    ("'phone': {'from': 'P', 'region': 'GB'}", "020 7946 0902", "", "+44", "2079460902"),
    ("'phone': {'from': 'P', 'region': '{C}'}", "020 7946 0902", "United Kingdom", "+44", "2079460902"),
    ("'phone': {'from': 'P', 'region': {'from': ['X', 'C']}}", "020 7946 0902", "gb", "+44", "2079460902"),
    ("'phone': {'from': 'P', 'region': '{C}'}", "0044 20 7946 0902", "DE", "+44", "2079460902"),
    ("'phone': {'from': 'P', 'dialCode': '{C}'}", "20 7946 0902", "+44", "+44", "2079460902"),
    ("'phone': {'from': 'P', 'region': 'IT'}", "06 1234 5678", "", "+39", "0612345678"),
  ])
  func aNumberIsReadInItsCountry(lead: String, number: String, country: String, dialCode: String, phone: String) throws
  {
    let mapped = try Fixtures.map("'lead': {\(lead)}", Fixtures.row(["P": number, "C": country]))
    #expect(mapped.lead?.dialCode == dialCode)
    #expect(mapped.lead?.phone == phone)
    #expect(mapped.identity == .phone(dialCode: dialCode, number: phone))
  }

  @Test func theRunsRegionStandsInForTheRecordsAndGoesBeforeTheMappings() throws {
    let row = Fixtures.row(["P": "020 7946 0902", "C": "", "D": "Atlantis"])
    let run = MappingRun(region: "United Kingdom")
    func dialCode(_ phone: String) throws -> String? {
      try Fixtures.map("'require': [], 'identity': '{P}', 'lead': {'phone': \(phone)}", row, run: run).lead?.dialCode
    }
    #expect(try dialCode("'{P}'") == "+44")
    #expect(try dialCode("{'from': 'P', 'region': '{C}'}") == "+44")
    #expect(try dialCode("{'from': 'P', 'region': 'DE'}") == "+44")
    // The record names a country, one that is not known: the run's would be a guess.
    #expect(try dialCode("{'from': 'P', 'region': '{D}', 'invalid': 'omit'}") == nil)
  }

  @Test func furtherNumbersAndExtensionsBecomeAttributes() throws {
    let record = Fixtures.row(["P": "+44 20 7946 0902 ext. 12; +1 201-555-0123"])
    let lead = try Fixtures.map("'lead': {'phone': '{P}'}", record).lead
    #expect(
      lead?.attributes == [
        Lead.Attribute(key: "phone 2", value: "+12015550123"), Lead.Attribute(key: "phone extension", value: "12"),
      ])
  }

  @Test func aNumberLeftOutIsKeptAsAnAttribute() throws {
    let record = Fixtures.row(["P": "call me", "E": "a@x.org"])
    let mapped = try Fixtures.map("'lead': {'email': '{E}', 'phone': {'from': 'P', 'invalid': 'omit'}}", record)
    #expect(mapped.lead?.phone == nil)
    #expect(mapped.lead?.attributes == [Lead.Attribute(key: "phone (unverified)", value: "call me")])
    #expect(mapped.warnings.map(\.code) == ["phone.invalid"])
    #expect(mapped.warnings.allSatisfy { !$0.message.contains("call me") })
  }

  @Test func aNumberKeptByForceHasNoDialCodeAndNeverIdentifies() throws {
    let record = Fixtures.row(["P": "call me"])
    let mapped = try Fixtures.map("'lead': {'phone': {'from': 'P', 'invalid': 'keep'}}", record)
    #expect(mapped.codes == ["identity.missing"])
  }

  @Test func aPossibleNumberThatIsNotValidPassesWithAWarning() throws {
    let mapped = try Fixtures.map("'lead': {'phone': '{P}'}", Fixtures.row(["P": "+1 555 555 0123"]))
    #expect(mapped.lead?.phone == "5555550123")
    #expect(mapped.warnings.map(\.code) == ["phone.unverified"])
  }

  /// `555-0123` is as many numbers as there are areas, and `12` as many as there are networks.
  @Test(arguments: [("555-0123", "US", "+1", "5550123"), ("12", "DE", "+49", "12")])
  func aNumberOfItsAreaIdentifiesNobody(text: String, region: String, dialCode: String, national: String) throws {
    let members = "'lead': {'email': '{E}', 'phone': {'from': 'P', 'region': '\(region)'}}"
    let mapped = try Fixtures.map(members, Fixtures.row(["P": text, "E": "a@x.org"]))
    #expect(mapped.identity == .email("a@x.org"))
    #expect(mapped.lead?.dialCode == dialCode)
    #expect(mapped.lead?.phone == national)
    #expect(mapped.warnings.map(\.code) == ["phone.unverified"])
    #expect(mapped.warnings.first?.message.contains("within its area only") == true)
    let alone = try Fixtures.map(members, Fixtures.row(["P": text, "E": ""]))
    #expect(alone.codes == ["identity.missing"])
    if case .rejected(let errors) = alone.outcome {
      #expect(errors[0].message.contains("its number does not identify"))
    }
  }

  @Test func aCountryThatIsNotKnownIsNoMissingOne() throws {
    let members = "'lead': {'phone': {'from': 'P', 'region': {'from': ['Land', 'Country']}}}"
    func message(_ country: String) throws -> String? {
      let mapped = try Fixtures.map(members, Fixtures.row(["P": "030 23125125", "Land": "", "Country": country]))
      guard case .rejected(let errors) = mapped.outcome else { return nil }
      return errors.first { $0.code == "phone.invalid" }?.message
    }
    #expect(try message("Deutschland") == nil)
    let unknown = try #require(try message("Deutschlnad"))
    #expect(unknown.hasSuffix("the country in 'Country' is not known"))
    #expect(!unknown.contains("Deutschlnad"))
    #expect(try message("")?.hasSuffix("or its region or dial code must be known") == true)
  }

  @Test func aStrictMappingTakesNumbersInUseAlone() throws {
    let record = Fixtures.row(["P": "+1 555 555 0123"])
    let strict = "'lead': {'phone': {'from': 'P', 'strict': true}}"
    #expect(try Fixtures.map(strict, record).codes.contains("phone.invalid"))
    #expect(try Fixtures.map(strict, Fixtures.row(["P": "+1 201-555-0123"])).lead?.phone == "2015550123")
    let several = Fixtures.row(["P": "+1 555 555 0123; +1 201-555-0123"])
    let mapped = try Fixtures.map(strict, several)
    #expect(mapped.lead?.phone == "2015550123")
    #expect(mapped.lead?.attributes == [])
    #expect(mapped.warnings.isEmpty)
    #expect(try Fixtures.map("'lead': {'phone': {'from': 'P', 'strict': false}}", record).lead?.phone == "5555550123")
  }

  @Test(arguments: [("open", LeadStatus.open), (" In Progress ", .inProgress), ("on-hold", .onHold)])
  func aStatusIsFoundWhateverItsSpelling(text: String, status: LeadStatus) throws {
    #expect(try Fixtures.lead("'status': '{S}'", Fixtures.row(["S": text]))?.status == status)
  }

  @Test func aStatusThatIsNone() throws {
    let record = Fixtures.row(["S": "Qualified", "E": "a@x.org"])
    #expect(try Fixtures.map("'lead': {'email': '{E}', 'status': '{S}'}", record).codes == ["status.invalid"])
    let mapped = try Fixtures.map("'lead': {'email': '{E}', 'status': {'from': 'S', 'invalid': 'omit'}}", record)
    #expect(mapped.lead?.status == nil)
    #expect(mapped.warnings.map(\.code) == ["status.invalid"])
  }

  @Test(arguments: [
    ("https://x.org/a.png", true), ("HTTP://x.org/a b.png", false), ("//x.org/a.png", false), ("my-picture", false),
    ("http:///a.png", false),
  ])
  func aPictureIsAURL(text: String, isTaken: Bool) throws {
    let mapped = try Fixtures.map(
      "'lead': {'email': 'a@x.org', 'picture': '{P}'}", Fixtures.row(["P": text]))
    #expect(mapped.codes == (isTaken ? [] : ["picture.invalid"]))
  }

  @Test func everyErrorOfARecordIsListed() throws {
    let record = Fixtures.row(["E": "x@", "P": "12", "S": "?", "U": "no"])
    let mapped = try Fixtures.map(
      "'lead': {'email': '{E}', 'phone': '{P}', 'status': '{S}', 'picture': '{U}'}, 'require': [['email'], ['name']]",
      record)
    #expect(
      mapped.codes == ["email.invalid", "phone.invalid", "status.invalid", "picture.invalid", "require.missing"])
  }
}
