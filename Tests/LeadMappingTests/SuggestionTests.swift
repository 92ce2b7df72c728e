import LeadJSON
import LeadModel
import Testing

@testable import LeadMapping

/// Decisions of suggestions beyond single columns, and what they write.
struct SuggestionTests {
  private func table(_ header: [String], _ rows: [[String]]) -> SuggestionCase {
    SuggestionCase(name: "t", header: header, rows: rows, expected: [:])
  }

  private func meaning(_ column: String, _ suggestion: Suggestion) -> ColumnMeaning? {
    suggestion.columns.first { $0.name == column }?.meaning
  }

  /// The lead of the first of JSON records, by the mapping that was suggested for all of them.
  private func lead(_ records: [String]) throws -> Lead? {
    let read = try records.map { try Fixtures.json($0) }
    let suggestion = Suggestion(Sample(records: read, format: .jsonl), inputName: "x.jsonl")
    let mapping = try Mapping(parsing: Array(suggestion.text.utf8), file: "m.json")
    #expect(mapping.runTests().map(\.differences) == [[]])
    var mapper = try Mapper(mapping, run: MappingRun())
    return mapper.map(read[0]).lead
  }

  @Test func nameWithoutItsContentIsNotBelieved() {
    let suggestion = table(["Email", "Phone", "Reach"], [["yes", "blue", "ann@example.com"]]).suggestion
    #expect(meaning("Email", suggestion) == .other)
    #expect(meaning("Phone", suggestion) == .other)
    #expect(meaning("Reach", suggestion) == .email)
  }

  @Test func ownersAddressIsNotTheLeads() {
    let suggestion = table(["Contact owner", "E-Mail"], [["sam@example.org", "ann@example.com"]]).suggestion
    #expect(meaning("Contact owner", suggestion) == .owner)
  }

  @Test func titleIsOfThePersonOrTheJobByItsContent() {
    #expect(meaning("Title", table(["Title", "First Name"], [["Dr.", "Ann"]]).suggestion) == .namePrefix)
    #expect(meaning("Title", table(["Title", "First Name"], [["CTO", "Ann"]]).suggestion) == .jobTitle)
  }

  @Test func countryCodeIsACountryOrADialCodeByItsContent() {
    #expect(meaning("Country code", table(["Country code", "Phone"], [["DE", "030 1"]]).suggestion) == .country)
    #expect(meaning("Country code", table(["Country code", "Phone"], [["+49", "030 1"]]).suggestion) == .dialCode)
  }

  @Test func nameBesideAFirstNameIsTheLast() {
    #expect(meaning("Name", table(["Name", "Vorname"], [["Weiß", "Jule"]]).suggestion) == .lastName)
    #expect(meaning("Name", table(["Name", "Vorname"], [["Jule Weiß", "Jule"]]).suggestion) == .fullName)
  }

  @Test func eastAsianFamilyNamesComeFirst() throws {
    let row = table(["First Name", "Last Name", "Email"], [["翼", "愛川", "a@example.jp"]])
    let one = SuggestionCase(name: "t", header: row.header, rows: row.rows, expected: ["name": "愛川 翼"])
    #expect(try one.differences() == [])
  }

  @Test func unreadableMobileGivesWayToANumberThatIsOne() throws {
    let one = SuggestionCase(
      name: "t", header: ["Name", "Mobile", "Office phone", "Home phone"],
      rows: [["Ann", "555-0123", "+1 201 555 0123", "+44 20 7946 0902"]],
      expected: ["phone": "+12015550123", "phone (unverified)": "555-0123", "phone 2": "+442079460902"])
    #expect(try one.differences() == [])
  }

  @Test func severalAddressesAreOneLeads() throws {
    let rows = [["ann@", "ann@example.com", "a.lee@example.org"]]
    let header = ["Email", "Work email", "Other email"]
    let one = SuggestionCase(
      name: "t", header: header, rows: rows + [["b@example.com", "", ""]],
      expected: ["email": "ann@example.com", "email 2": "a.lee@example.org"])
    #expect(try one.differences() == [])
    #expect(one.suggestion.text.contains("\"all\": [\"Email\", \"Work email\", \"Other email\"]"))
  }

  /// Whoever looks at the mapping alone must see which of its words is a guess.
  @Test func theWrittenRegionSaysThatItIsAGuess() {
    let rows = [["(201) 555-0123"], ["201-555-0124"]]
    let guessed = table(["Phone"], rows).suggestion
    #expect(guessed.text.contains("\"region\": \"US\""))
    #expect(guessed.text.contains("; guess of the region: national numbers have North America's shape"))
    #expect(!table(["Phone"], [["+1 201 555 0123"]]).suggestion.text.contains("guess of the region"))
    let coded = table(["Phone", "Dial code"], [["201 555 0123", "+1"], ["201 555 0124", "+1"]]).suggestion
    #expect(!coded.text.contains("guess of the region"))
  }

  @Test(
    arguments: [
      (["33639981234", "442079460902"], true), (["13912345678", "13812345678"], false), (["11961234567"], false),
      (["03023125123"], false), (["2015550123"], false),
    ])
  func plusIsMissedOnlyWhereItMakesNumbers(_ cells: [String], _ isMissed: Bool) {
    #expect(RegionGuess(cells: cells, language: nil).lacksPlus == isMissed)
  }

  @Test func dialCodesWithoutPlusAreRead() throws {
    let rows = [["lea@example.fr", "33639981234"], ["max@example.fr", "33639981235"]]
    let one = SuggestionCase(name: "t", header: ["EMAIL", "SMS"], rows: rows, expected: ["phone": "+33639981234"])
    #expect(try one.differences() == [])
  }

  @Test(
    arguments: [
      (["(201) 555-0123", "201-555-0124"], HeaderLanguage?.none, "US"),
      (["+49 30 23125123", "030 23125124"], nil, nil),
      (
        ["+49 30 23125120", "+49 30 23125121", "+49 30 23125122", "030 23125123", "030 23125124", "0171 3920012"], nil,
        "DE"
      ),
      (["030 23125123", "555-0123"], .de, nil),
      (["512 345 678", "512 345 679", "22 234 56 78"], .pl, "PL"), ([], .de, nil),
    ] as [([String], HeaderLanguage?, String?)])
  func regionIsGuessedOnlyWithProof(_ cells: [String], _ language: HeaderLanguage?, _ region: String?) {
    #expect(RegionGuess(cells: cells, language: language).region == region)
  }

  @Test func optedOutAndTestLeadsAreSkipped() throws {
    let one = table(
      ["Email", "Email Opt Out", "Test Lead"],
      [["a@example.com", "true", "FALSE"], ["b@example.com", "false", "TRUE"], ["c@example.com", "false", "FALSE"]])
    var mapper = try Mapper(Mapping(parsing: Array(one.suggestion.text.utf8), file: "m.json"), run: MappingRun())
    #expect(one.records.map { mapper.map($0).codes.count } == [1, 1, 0])
    #expect(mapper.map(one.records[0]).codes == ["opted-out"])
  }

  /// A column by which people agreed, with its words for no: who says no is left out.
  @Test(
    arguments: [
      ("Email Opt In", "yes", "no"), ("Consent", "TRUE", "FALSE"), ("Subscribed", "1", "0"),
      ("Marketing Consent", "y", "n"), ("Newsletter-Einwilligung", "ja", "nein"), ("Werbung erlaubt?", "Ja", "Nein"),
      ("Consentement marketing", "oui", "non"), ("Acepta publicidad", "sí", "no"),
      ("Consentimento de marketing", "sim", "não"), ("Consenso marketing", "sì", "no"),
      ("Toestemming nieuwsbrief", "ja", "nee"), ("Zgoda marketingowa", "tak", "nie"),
    ])
  func whoDidNotAgreeIsSkipped(_ column: String, _ yes: String, _ no: String) throws {
    let one = table(["Email", column], [["a@example.com", no], ["b@example.com", yes], ["c@example.com", ""]])
    let suggestion = one.suggestion
    #expect(meaning(column, suggestion) == .optIn)
    #expect(suggestion.remarks.contains { $0.contains("say no in '\(column)'") })
    var mapper = try Mapper(Mapping(parsing: Array(suggestion.text.utf8), file: "m.json"), run: MappingRun())
    #expect(one.records.map { mapper.map($0).codes } == [["opted-out"], [], []])
  }

  /// `yes` of one column and `no` of the other mean the same.
  @Test func anOptOutAndAConsentAreToldApart() throws {
    let one = table(
      ["Email", "Unsubscribed", "Consent"],
      [["a@example.com", "yes", ""], ["b@example.com", "no", "no"], ["c@example.com", "no", "yes"]])
    var mapper = try Mapper(Mapping(parsing: Array(one.suggestion.text.utf8), file: "m.json"), run: MappingRun())
    #expect(one.records.map { mapper.map($0).codes } == [["opted-out"], ["skip.rule"], []])
  }

  @Test(
    arguments: [
      ("Consent", "by mail", true), ("Consent", "2026-01-02", true), ("Accepts SMS Marketing", "no", true),
      ("Opt-in time", "", false), ("OPTIN_IP", "", false), ("Consent source", "fair", false),
    ])
  func aConsentThatDecidesNothingIsAskedAbout(_ column: String, _ value: String, _ isAsked: Bool) throws {
    let one = table(["Email", column], [["a@example.com", value]])
    let asked = "column '\(column)' may say who agreed: decide, and add it to \"optOut\""
    #expect(one.suggestion.remarks.contains(asked) == isAsked, "\(one.suggestion.remarks)")
    #expect(one.suggestion.remarks.contains("no column says who opted out") != isAsked)
    var mapper = try Mapper(Mapping(parsing: Array(one.suggestion.text.utf8), file: "m.json"), run: MappingRun())
    #expect(mapper.map(one.records[0]).lead != nil)
  }

  /// One value shows nothing, and what stands in a list is of one of several things.
  @Test(
    arguments: [
      ["{'id': '7', 'name': 'Ann Lee'}"], ["{'name': 'Ann Lee', 'items': [{'id': 'q1'}, {'id': 'q2'}]}"],
      ["{'name': 'Ann Lee', 'items': [{'id': 'q1'}]}", "{'name': 'Bob Ray', 'items': [{'id': 'q2'}]}"],
    ])
  func whatWasNotSeenToTellRecordsApartIdentifiesNobody(_ records: [String]) throws {
    let read = try records.map { try Fixtures.json($0) }
    let suggestion = Suggestion(Sample(records: read, format: .jsonl), inputName: "x.jsonl")
    #expect(!suggestion.text.contains("\"identity\""))
    #expect(suggestion.remarks.contains { $0.contains("such records are no leads") })
    #expect(
      suggestion.remarks.contains(
        "'id' may be the source's id, which one record does not show: if it is, add "
          + "\"identity\": \"{id}\"") == records[0].hasPrefix("{'id'"))
  }

  @Test func sourcesIdIdentifiesWhereNothingElseDoes() throws {
    let one = table(["Customer ID", "Name"], [["7", "Ann Lee"], ["8", "Bob Ray"]])
    var mapper = try Mapper(Mapping(parsing: Array(one.suggestion.text.utf8), file: "m.json"), run: MappingRun())
    #expect(mapper.map(one.records[0]).identity?.label == "key:7")
    let reachable = table(["Customer ID", "Name", "Email"], [["7", "Ann Lee", "ann@example.com"]])
    #expect(!reachable.suggestion.text.contains("\"identity\""))
  }

  @Test func nestedRecordsAreRead() throws {
    let lead = try lead([
      "{'id': 'x1', 'contact': {'name': {'first': 'Ann', 'last': 'Lee'},"
        + "'emails': [{'value': 'ann@example.com', 'type': 'work'}]},"
        + "'phone_number': '+12015550123', 'tags': ['a', 'b'],"
        + "'created_at': '2026-01-02T10:00:00Z', 'company': {'name': 'Acme'}}"
    ])
    #expect(lead?.name == "Ann Lee")
    #expect(lead?.email == "ann@example.com")
    #expect(lead?.phone == "2015550123")
    #expect(lead?.tags == ["a", "b"])
    #expect(lead?.attributes.contains(Lead.Attribute(key: "company", value: "Acme")) == true)
    #expect(lead?.attributes.contains { $0.key == "created_at" } == false)
  }

  @Test func listsOfAnswersBecomeColumns() throws {
    let lead = try lead([
      "{'form': 'f', 'data': {'answers': [{'label': 'Your name', 'value': 'Ann Lee'},"
        + "{'label': 'E-mail', 'value': 'ann@example.com'},"
        + "{'label': 'Message', 'value': 'Please call me back tomorrow'}]}}"
    ])
    #expect(lead?.name == "Ann Lee")
    #expect(lead?.email == "ann@example.com")
    #expect(lead?.notes.first?.description == "Please call me back tomorrow")
  }

  /// Scores and definitions are lists as well; answers are those that hold somebody's address or number.
  @Test func ofSeveralListsTheAnswersAreTaken() throws {
    let lead = try lead([
      "{'response': {'variables': [{'key': 'score', 'number': 4}, {'key': 'name', 'text': 'Quiz'}, {'key': 'x', 'text': 'y'}],"
        + "'definition': {'fields': [{'id': 'f1', 'title': 'Name?'}, {'id': 'f2', 'title': 'Mail?'}]},"
        + "'answers': [{'text': 'Ann Lee', 'field': {'id': 'f1', 'ref': 'full_name'}},"
        + "{'email': 'ann@example.com', 'field': {'id': 'f2', 'ref': 'mail'}}]}}"
    ])
    #expect(lead?.name == "Ann Lee")
    #expect(lead?.email == "ann@example.com")
  }

  @Test func aQuestionMayBeAskedTwice() throws {
    let lead = try lead([
      "{'data': {'fields': [{'key': 'question_a1', 'label': 'Name', 'value': 'Ann Lee'},"
        + "{'key': 'question_a2', 'label': 'E-mail', 'value': 'ann@example.com'},"
        + "{'key': 'question_a3', 'label': 'Message', 'value': 'Please call me back tomorrow'},"
        + "{'key': 'question_a4', 'label': 'Message', 'value': 'And the day after, if you can'}]}}"
    ])
    #expect(lead?.name == "Ann Lee")
    #expect(lead?.notes.map(\.description) == ["Please call me back tomorrow", "And the day after, if you can"])
  }

  /// A definition's labels are nobody's name; a form's name is not that of the person whose names stand beside it.
  @Test func labelsAreNoNames() throws {
    let lead = try lead([
      "{'payload': {'name': 'Contact Form', 'schema': [{'fieldName': 'First Name', 'id': '1'}, {'fieldName': 'Mail', 'id': '2'}],"
        + "'data': {'First Name': 'Ann', 'Last Name': 'Lee', 'email': 'ann@example.com'}}}"
    ])
    #expect(lead?.name == "Ann Lee")
    #expect(lead?.email == "ann@example.com")
    let named = try self.lead([
      "{'payload': {'email': 'ann@example.com', 'first_name': null, 'last_name': null, 'name': 'Ann Lee',"
        + "'questions': [{'question': 'Company', 'answer': 'Acme'}, {'question': 'Phone', 'answer': '+12015550123'}]}}"
    ])
    #expect(named?.name == "Ann Lee")
    #expect(named?.phone == "2015550123")
  }

  @Test func recordsInADocumentAreFound() throws {
    let record = try Fixtures.json(
      "{'count': 2, 'result': {'contacts': [{'email': 'ann@example.com'}, {'email': 'bob@example.com'}]}}")
    let suggestion = Suggestion(Sample(records: [record], format: .json), inputName: "x.json")
    let mapping = try Mapping(parsing: Array(suggestion.text.utf8), file: "m.json")
    #expect(mapping.recordsPath?.text == "result.contacts")
    #expect(mapping.runTests().map(\.differences) == [[]])
  }

  @Test func formsAreRead() throws {
    let record = Fixtures.form(["your-name": "Ann Lee", "fields[email]": "ann@example.com", "_token": "x"])
    let suggestion = Suggestion(Sample(records: [record], format: .form), inputName: "-")
    var mapper = try Mapper(Mapping(parsing: Array(suggestion.text.utf8), file: "m.json"), run: MappingRun())
    #expect(mapper.map(record).lead?.name == "Ann Lee")
    #expect(mapper.map(record).lead?.email == "ann@example.com")
  }

  @Test func noValueOfTheInputIsWrittenDown() {
    let row = [
      "Quentina Zzyzx", "quentina@zzyzx.example", "+1 201 555 0199", "secret plan", "Zzyzxland", "weird state",
    ]
    let suggestion = table(["Name", "Email", "Phone", "Notes", "Company", "Status"], [row]).suggestion
    for value in row { #expect(!suggestion.text.contains(value)) }
    for column in suggestion.columns { #expect(!row.contains { column.reason.contains($0) }) }
  }

  @Test(
    arguments: [
      ("Kontakte Mai.csv", "kontakte-mai"), ("/tmp/a/Export.CSV.gz", "export"), ("<stdin>", "stdin"), ("ß.xlsx", "ss"),
      ("---", "suggested"),
    ])
  func mappingIsCalledAfterTheFile(_ file: String, _ name: String) {
    #expect(Suggestion.mappingName(for: file) == name)
  }
}
