import LeadMapping
import LeadModel
import Testing

/// `reject`: records that cannot be leads, with the reason; and `revision`.
struct RejectTests {
  private static let rules = """
    'lead': {'email': '{email}'}, 'skip': [{'when': {'field': 'test', 'equals': 'yes'}, 'reason': 'a test'}],
    'reject': [{'when': {'field': 'email', 'absent': true}, 'reason': 'ids alone: fetch /leads/ID'}]
    """

  @Test(arguments: [
    ("{'id': 7}", ["mapping.rejected"]), ("{'id': 7, 'test': 'yes'}", ["skip.rule"]),
    ("{'id': 7, 'email': 'a@example.com'}", []), ("{'id': ''}", ["row.empty"]), ("{'email': 'no'}", ["email.invalid"]),
  ])
  func itIsJudgedBehindSkipAndBeforeChecks(record: String, codes: [String]) throws {
    #expect(try Fixtures.map(Self.rules, Fixtures.json(record)).codes == codes)
  }

  @Test func theReasonIsTheMessage() throws {
    let mapped = try Fixtures.map(Self.rules, Fixtures.json("{'id': 7}"))
    guard case .rejected(let findings) = mapped.outcome else {
      Issue.record("it is not rejected")
      return
    }
    #expect(findings.map(\.code) == ["mapping.rejected"])
    #expect(findings.map(\.message) == ["ids alone: fetch /leads/ID"])
    #expect(findings.map(\.rule) == ["reject 1"])
  }

  @Test func aTestInsideExpectsIt() throws {
    let mapping = try Fixtures.mapping(
      Self.rules + ", 'tests': [{'name': 'thin', 'record': {'id': 1}, 'rejected': ['mapping.rejected']}]")
    #expect(mapping.runTests().map(\.passed) == [true])
  }

  @Test(arguments: [
    ("'reject': [{'reason': 'x'}]", "mapping.key.missing"),
    ("'reject': [{'when': {'field': 'a', 'present': true}, 'reason': '{a}'}]", "mapping.template.constant"),
    ("'reject': 'x'", "mapping.type"), ("'revision': 0", "mapping.type"), ("'revision': 1.5", "mapping.type"),
    ("'revision': '1'", "mapping.type"),
  ])
  func whatCannotBeIsReported(members: String, code: String) {
    #expect(Fixtures.diagnostics("\(members), 'lead': {}").map(\.code) == [code])
  }

  @Test(arguments: [
    ("a@1", "a", 1), ("a@12", "a", 12), ("a", "a", nil), ("a@", "a@", nil), ("a@0", "a@0", nil), ("@1", "@1", nil),
    ("a@b", "a@b", nil), ("a@-1", "a@-1", nil), ("a@1@2", "a@1", 2),
    ("a@99999999999999999999", "a@99999999999999999999", nil),
  ])
  func aNameMaySayItsRevision(word: String, name: String, revision: Int?) {
    #expect(MappingName(word) == MappingName(name: name, revision: revision))
    #expect(MappingName(name: name, revision: revision).description == word)
  }

  @Test func aReadyMappingIsTakenAtItsRevision() throws {
    let present = try #require(try Mapping.ready(named: "generic-contacts"))
    #expect(try Mapping.ready(named: present.fullName.description)?.name == "generic-contacts")
    do throws(Diagnostics) {
      _ = try Mapping.ready(named: "generic-contacts@999")
      Issue.record("it was taken")
    } catch {
      #expect(error.all.map(\.code) == ["mapping.revision"])
      #expect(error.all[0].hint?.contains("'\(present.fullName)'") == true)
    }
    #expect(try Mapping.ready(named: "none@1") == nil)
  }
}
