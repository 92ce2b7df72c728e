import LeadDelivery
import LeadMapping
import LeadModel
import LeadSandbox
import TestSupport
import Testing

@testable import LeadPipeline

/// People are met on the chats that they have.
@Suite(.timeLimit(.minutes(3)))
struct InboxMatchingTests {
  private static let mapping = #"""
    {
      "version": 1, "name": "people", "source": { "format": "csv" },
      "lead": {
        "name": "{Name}", "email": "{Email}", "phone": { "from": "Phone", "region": "GB" },
        "notes": [{ "title": "Note", "description": "{Note}" }]
      }
    }
    """#
  private static let visitor = "7e88d192-9b20-4035-9b68-d4ac3d58a34f"
  private static let another = "8e88d192-9b20-4035-9b68-d4ac3d58a340"

  private let bed: PushTestbed

  init() async throws { bed = try await PushTestbed() }

  private func visit(_ uuid: String, _ lead: Lead) async throws {
    try await bed.server.inbox.put(
      lead, uuid: uuid, botId: bed.server.botId, customerId: bed.server.customerId)
  }

  private func plan(
    _ rows: String, mapping: String = InboxMatchingTests.mapping, by kinds: [ContactKind] = ContactKind.allCases
  ) throws -> PushPlan {
    var plan = try bed.plan(
      [bed.folder.write("Name,Email,Phone,Note,Key\n" + rows, to: "people.csv")], mapping: mapping)
    plan.destination?.matchInbox = kinds
    plan.restart = true
    return plan
  }

  private func push(
    _ rows: String, mapping: String = InboxMatchingTests.mapping, by kinds: [ContactKind] = ContactKind.allCases
  ) async throws -> Summary {
    let end = try await PushRun(plan(rows, mapping: mapping, by: kinds)).run()
    #expect(end.stop == nil && end.failure == nil)
    return end.summary
  }

  private func names() async throws -> [String: String] {
    Dictionary(
      try await bed.chats().map { ($0.uuid ?? "", $0.name ?? "") }, uniquingKeysWith: { "\($0), \($1)" })
  }

  @Test func aVisitorWithTheAddressOrTheNumberIsMet() async throws {
    try await visit(Self.visitor, Lead(email: "Ann@Example.com"))
    try await visit(Self.another, Lead(phone: "2079460902", dialCode: "44"))
    let summary = try await push(
      "Ann,ann@example.com,,,\nBob,bob@example.com,020 7946 0902,,\nCid,cid@example.com,,,\n")
    #expect(summary.delivered == 3 && summary.warnings.isEmpty)
    let names = try await names()
    #expect(names.count == 3)
    #expect(names[Self.visitor] == "Ann" && names[Self.another] == "Bob")
    await bed.server.stop()
  }

  @Test func withoutBeingAskedForNobodyIsMet() async throws {
    try await visit(Self.visitor, Lead(email: "ann@example.com"))
    _ = try await push("Ann,ann@example.com,,,\n", by: [])
    #expect(try await names().count == 2)
    await bed.server.stop()
  }

  @Test func whereALeadWentItGoesWhateverTheInboxSaysLater() async throws {
    try await visit(Self.visitor, Lead(email: "ann@example.com"))
    _ = try await push("Ann,ann@example.com,,,\n")
    try await visit(Self.another, Lead(email: "ann@example.com"))
    #expect(try await push("Anna,ann@example.com,,,\n").warnings.isEmpty)
    // Also by runs that do not ask for it.
    #expect(try await push("Ann Lee,ann@example.com,,,\n", by: []).delivered == 1)
    #expect(try await push("Ann Lee,ann@example.com,,,\n").unchanged == 1)
    let names = try await names()
    #expect(names.count == 2 && names[Self.visitor] == "Ann Lee")
    await bed.server.stop()
  }

  @Test func twoChatsAreAmbiguous() async throws {
    try await visit(Self.visitor, Lead(email: "ann@example.com"))
    try await visit(Self.another, Lead(phone: "2079460902", dialCode: "44"))
    let summary = try await push("Ann,ann@example.com,020 7946 0902,,\n")
    #expect(summary.warnings == ["identity.ambiguous": 1] && summary.delivered == 1)
    #expect(try await names().count == 3)
    await bed.server.stop()
  }

  @Test func rowsOfOnePersonAreJoinedWithinAndAcrossRuns() async throws {
    _ = try await push("Ann,ann@example.com,020 7946 0902,,\nAnn L,,020 7946 0902,,\n")
    #expect(try await names().values.sorted() == ["Ann L"])
    _ = try await push("Ann Lee,lee@example.com,020 7946 0902,,\n")
    _ = try await push("Ann M Lee,lee@example.com,,,\n")
    #expect(try await names().values.sorted() == ["Ann M Lee"])
    await bed.server.stop()
  }

  @Test func givenAndKeyedLeadsKeepTheirUUIDs() async throws {
    try await visit(Self.visitor, Lead(email: "ann@example.com"))
    let keyed = Self.mapping.replacing("\"source\"", with: "\"identity\": [\"crm:{Key}\"], \"source\"")
    _ = try await push("Ann,ann@example.com,,,1\n", mapping: keyed)
    #expect(try await names().count == 2)
    let given = Self.mapping.replacing("\"name\": \"{Name}\"", with: "\"uuid\": \"{Key}\", \"name\": \"{Name}\"")
    _ = try await push("Bob,ann@example.com,,,\(Self.another)\n", mapping: given)
    #expect(try await names()[Self.another] == "Bob")
    await bed.server.stop()
  }

  @Test func laterRunsReadWhatIsNew() async throws {
    for number in 0..<90 {
      try await visit("7e88d192-9b20-4035-9b68-d4ac3d5\(10_000 + number)", Lead(email: "v\(number)@example.com"))
    }
    _ = try await push("A,v3@example.com,,,\n")
    try await visit(Self.visitor, Lead(email: "ann@example.com"))
    _ = try await push("Ann,ann@example.com,,,\nB,v4@example.com,,,\n")
    let names = try await names()
    #expect(names.count == 91 && names[Self.visitor] == "Ann")
    #expect(Set(names.values).isSuperset(of: ["A", "B"]))
    await bed.server.stop()
  }

  @Test func anInboxThatCannotBeReadSendsNothing() async throws {
    var plan = try plan("Ann,ann@example.com,,,\n")
    plan.destination?.listToken = Secret("wrong")
    let end = try await PushRun(plan).run()
    #expect(end.failure?.code == "token.refused")
    #expect(end.summary.read == 0 && end.summary.attempts == 0)
    #expect(try await names().isEmpty)
    // Nothing holds the input: the same run goes on.
    #expect(try await push("Ann,ann@example.com,,,\n").delivered == 1)
    await bed.server.stop()
  }

  @Test func aReplayGoesWhereThePersonIs() async throws {
    try await visit(Self.visitor, Lead(phone: "2079460902", dialCode: "44"))
    let refusing = Self.mapping.replacing("\"source\"", with: "\"require\": [[\"picture\"]], \"source\"")
    #expect(try await push("Ann,ann@example.com,020 7946 0902,,\n", mapping: refusing).rejected == 1)
    var destination = bed.destination
    destination.matchInbox = ContactKind.allCases
    let plan = ReplayRun.Plan(
      deadLetters: bed.deadLetters, stateFolder: bed.folder.path + "/state",
      mapping: try Mapping(parsing: Array(Self.mapping.utf8), file: "people.json"),
      run: MappingRun(botId: destination.botId, customerId: destination.customerId), destination: destination,
      delivery: DeliveryOptions())
    #expect(try await ReplayRun(plan).run().summary.delivered == 1)
    #expect(try await names() == [Self.visitor: "Ann"])
    await bed.server.stop()
  }

  @Test func aComparisonLooksWhereThePersonIs() async throws {
    try await visit(Self.visitor, Lead(email: "ann@example.com"))
    let rows = "Ann,ann@example.com,,hello,\n"
    _ = try await push(rows)
    let report = try await VerifyRun(
      VerifyRun.Plan(
        push: plan(rows), destination: bed.destination, delivery: DeliveryOptions(),
        stateFolder: bed.folder.path + "/state")
    ).run().report
    #expect(report.same == 1 && report.listed == 1)
    await bed.server.stop()
  }

  @Test func aPreviewSaysWhatIsNewKnownUnchangedAndTwice() async throws {
    try await visit(Self.visitor, Lead(email: "vic@example.com"))
    _ = try await push("Ann,ann@example.com,,,\nBob,bob@example.com,,,\n")
    let rows = """
      Ann,ann@example.com,,,
      Bobby,bob@example.com,,,
      Vic,vic@example.com,,,
      New,new@example.com,,,
      New again,new@example.com,,,

      """
    var uuids: [String] = []
    let end = try await Preview(plan(rows)).run { uuids.append($0.uuid ?? "") }
    #expect(end.standing == LeadStanding(new: 2, known: 2, unchanged: 1, repeated: 1))
    #expect(uuids[2] == Self.visitor)
    #expect(try await names().count == 3, "a preview sends nothing")
    await bed.server.stop()
  }
}
