import LeadJSON
import LeadMapping
import LeadModel
import Testing

/// The mappings that come with the product, and how one is recognised.
struct ReadyMappingTests {
  @Test func thereIsOneForContactsOfAnyKind() {
    #expect(Mapping.readyNames.contains("generic-contacts"))
    #expect(Mapping.readyNames == Mapping.readyNames.sorted())
  }

  @Test(arguments: Mapping.readyNames)
  func isCleanAndPassesItsTests(name: String) throws {
    let mapping = try #require(try Mapping.ready(named: name))
    #expect(mapping.name == name)
    #expect(mapping.warnings.isEmpty)
    #expect(mapping.description != nil)
    #expect(mapping.testCount > 0)
    let text = try #require(Mapping.readyText(named: name))
    #expect(text.hasSuffix("}\n"))
    for result in mapping.runTests() { #expect(result.passed, "\(result.name): \(result.differences)") }
  }

  @Test func noOtherNameIsKnown() throws {
    #expect(try Mapping.ready(named: "none") == nil)
    #expect(Mapping.readyText(named: "none") == nil)
  }

  private static let mappings: [Mapping] = {
    [
      "'name': 'a', 'source': {'headers': ['X', ['Y', 'Z']]}", "'name': 'b', 'source': {'headers': ['X']}",
      "'name': 'c', 'source': {'headers': ['X', 'V']}", "'name': 'never'",
    ]
    .compactMap { try? Fixtures.mapping("\($0), 'lead': {}") }
  }()

  @Test(arguments: [
    (["x", "Z"], "a"), (["X"], "b"), (["X", "Y", "V"], "tie a c"), (["Q"], "none "), (["V"], "none c"), ([], "none "),
  ])
  func theMostColumnsWin(names: [String], expected: String) {
    #expect(Self.mappings.count == 4)
    let found =
      switch Mapping.recognised(for: Header(names), among: Self.mappings) {
      case .one(let mapping): mapping.name
      case .tie(let names): "tie " + names.joined(separator: " ")
      case .none(let nearest): "none " + nearest.joined(separator: " ")
      }
    #expect(found == expected)
  }

  @Test func contactsAreRecognised() throws {
    let recognised = try Mapping.recognised(for: Header(["First Name", "Last Name", "E-mail", "Mobile"]))
    guard case .one(let mapping) = recognised else {
      Issue.record("got \(recognised)")
      return
    }
    #expect(mapping.name == "generic-contacts")
  }

  @Test func aRecordsKeysAreRecognisedToo() throws {
    let mapping = try Fixtures.mapping("'source': {'headers': ['id', ['mail', 'email']]}, 'lead': {}")
    #expect(mapping.score(record: try Fixtures.json("{'Email': 1, 'ID': 2, 'x': 3}")) == 2)
    #expect(mapping.score(record: try Fixtures.json("{'Email': 1}")) == nil)
  }
}
