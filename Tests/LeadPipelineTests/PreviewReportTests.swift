import Foundation
import LeadDelivery
import LeadMapping
import LeadModel
import LeadPipeline
import LeadReaders
import TestSupport
import Testing

/// What a preview says of an input as a whole.
struct PreviewReportTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func plan(_ mapping: String, _ inputs: [(name: String, text: String)]) throws -> PushPlan {
    let parsed = try Mapping(parsing: Array(mapping.replacing("'", with: "\"").utf8), file: "m.json")
    var run = MappingRun()
    run.detailsWarnings = true
    return PushPlan(
      inputs: try inputs.map { .file(path: try folder.write($0.text, to: $0.name)) }, reading: ReaderOptions(),
      mapping: parsed, run: run, destination: nil, delivery: DeliveryOptions(), deadLetters: "", stateFolder: "")
  }

  private func preview(_ plan: PushPlan) async throws -> (report: PreviewReport, end: Preview.End) {
    var report = PreviewReport()
    let end = try await Preview(plan).run { report.take($0) }
    return (report, end)
  }

  private static let mapping = """
    {'version': 1, 'lead': {'name': '{Name}', 'email': '{Email}', 'tags': '{Tag}',
    'attributes': {'city': '{City}', '*': {'except': ['Created']}}},
    'skip': [{'when': {'field': 'Stage', 'equals': 'won'}, 'reason': 'won'}]}
    """

  @Test func countsWhatTheLeadsHave() async throws {
    let text = "Name,Email,Tag,City,Zip\nAnn,a@x.org,,Ulm,1\nBob,b@x.org,t,,\n,c@x.org,,Ulm,2\nDan,d@,,,\n"
    let (report, _) = try await preview(plan(Self.mapping, [("a.csv", text)]))
    #expect(report.coverage.leads == 3)
    let counts = Dictionary(uniqueKeysWithValues: report.coverage.fields.map { ($0.name, $0.count) })
    #expect(counts["name"] == 2)
    #expect(counts["email"] == 3)
    #expect(counts["phone"] == 0)
    #expect(counts["tags"] == 1)
    #expect(counts["attributes"] == 2)
    #expect(report.coverage.attributes == [.init(name: "Zip", count: 2), .init(name: "city", count: 2)])
  }

  @Test func groupsProblemsAndNamesTheFirstPlaces() async throws {
    let rows = (1...30).map { "P\($0),p\($0)@\n" }.joined()
    let (report, _) = try await preview(plan(Self.mapping, [("a.csv", "Name,Email\n" + rows + "Q,\n")]))
    let groups = report.problems.sorted
    #expect(groups.map(\.finding.code) == ["email.invalid", "identity.missing", "require.missing"])
    let first = try #require(groups.first)
    #expect(first.count == 30)
    #expect(first.places.count == ProblemGroups.namedPlaces)
    #expect(first.places.map(\.line) == Array(2...21))
    #expect(first.finding.column == "Email")
    #expect(first.finding.rule == "check")
  }

  @Test func columnsThatGoNowhereAreNamedWithTheReason() async throws {
    let table = try plan(
      Self.mapping, [("a.csv", "Name,Email,Tag,City,Stage,Created,IP Address,Zip\nA,a@x.org,,,,,,\n")])
    let (_, end) = try await preview(table)
    #expect(
      end.unused == [
        UnusedColumn(name: "Created", reason: .except("Created")),
        UnusedColumn(name: "IP Address", reason: .bookkeeping),
      ])
    let mapping = Self.mapping.replacing("{'except': ['Created']}", with: "false")
    let lines = try plan(
      mapping, [("a.jsonl", "{\"Email\":\"a@x.org\",\"Zip\":1}\n{\"Stage\":\"x\",\"Email\":\"b@x.org\",\"Q\":2}\n")])
    let (_, jsonEnd) = try await preview(lines)
    #expect(jsonEnd.unused.map(\.name) == ["Zip", "Q"])
    #expect(jsonEnd.unused.allSatisfy { $0.reason == .notAsked })
  }

  @Test func leadsOfOneIdentityAreFoundOverAllInputs() async throws {
    let (report, _) = try await preview(
      plan(
        Self.mapping,
        [("a.csv", "Name,Email\nA,a@x.org\nB,b@x.org\nA2,A@x.org\n"), ("b.csv", "Name,Email\nB2,b@x.org\nC,c@x.org\n")])
    )
    #expect(report.shared.count == 2)
    #expect(report.shared.leads == 5)
    #expect(report.shared.pairs.map(\.first) == [.init(input: 0, line: 2), .init(input: 0, line: 3)])
    #expect(report.shared.pairs.map(\.next) == [.init(input: 0, line: 4), .init(input: 1, line: 2)])
  }

  @Test func identitiesAreLookedForInBoundedMemory() {
    var shared = SharedIdentities(maxSlots: 1 << 12)
    for number in 0..<10_000 {
      shared.take(.key("\(number % 3000)"), input: 0, line: number + 2)
    }
    #expect(shared.count == 7000)
    #expect(shared.isComplete)
    #expect(shared.pairs.first?.first.line == 2)
    #expect(shared.pairs.first?.next.line == 3002)
    #expect(shared.pairs.count == SharedIdentities.namedPairs)
    for number in 0..<10_000 { shared.take(.email("\(number)"), input: 1, line: number) }
    #expect(!shared.isComplete)
    #expect(shared.leads == 10_000 + (1 << 12) * 7 / 8 - 3000)
  }
}

/// `mapping diff`.
struct MappingDiffTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func diff(_ one: String, _ other: String, _ text: String) async throws -> (
    items: [MappingDiff.Item], end: MappingDiff.End
  ) {
    let path = try folder.write(text, to: "a.csv")
    let plans = try [one, other].map { lead in
      let mapping = try Mapping(
        parsing: Array("{'version': 1, \(lead)}".replacing("'", with: "\"").utf8), file: "m.json")
      return PushPlan(
        inputs: [.file(path: path)], reading: ReaderOptions(), mapping: mapping, run: MappingRun(), destination: nil,
        delivery: DeliveryOptions(), deadLetters: "", stateFolder: "")
    }
    var items: [MappingDiff.Item] = []
    let end = try await MappingDiff(plans[0], plans[1]).run { items.append($0) }
    return (items, end)
  }

  @Test func namesWhatChangesAndHow() async throws {
    let text = "Name,Email,Work,City\nAnn,a@x.org,,Ulm\nBob,,b@x.org,\nCem,c@,,Bonn\nDan,,,\nEve,e@x.org,,\n"
    let (items, end) = try await diff(
      "'lead': {'name': '{Name}', 'email': '{Email}', 'attributes': {'city': '{City}'}}",
      "'lead': {'name': '{Name}', 'email': {'from': ['Email', 'Work'], 'invalid': 'omit'}, 'tags': '{City}'}", text)
    #expect(items.map(\.line) == [2, 3, 4])
    #expect(items.map(\.change) == [.changed, .onlyB, .leftOut])
    #expect(
      items[0].fields == [
        FieldDifference("tags", nil, "[\"Ulm\"]"), FieldDifference("attributes.city", "Ulm", nil),
      ])
    #expect(items[1].one.codes.contains("require.missing"))
    #expect(items[2].one.codes == ["email.invalid"])
    #expect(items[2].other.codes.contains("require.missing"))
    #expect(end.read == 5)
    #expect(end.same == 2)
    #expect(end.fields == ["tags": 1, "attributes.city": 1])
    #expect(!end.isSame)
  }

  @Test func anotherIdentityIsADifference() async throws {
    let (items, _) = try await diff(
      "'lead': {'email': '{Email}'}", "'identity': '{Email}', 'lead': {'email': '{Email}'}", "Email\na@x.org\n")
    #expect(items.map(\.fields) == [[FieldDifference("identity", "email:a@x.org", "key:a@x.org")]])
  }

  @Test func aMappingIsTheSameAsItself() async throws {
    let lead = "'lead': {'email': '{Email}', 'attributes': {'*': true}}"
    let (items, end) = try await diff(lead, lead, "Email,X\na@x.org,1\nb@,2\n")
    #expect(items.isEmpty)
    #expect(end.isSame)
    #expect(end.same == 2)
  }
}

/// Golden folders, as `mapping test` finds and runs them.
struct GoldenFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let text = """
    {"version": 1, "name": "mine", "lead": {"name": "{Name}", "email": "{Email}", "attributes": {"file": "{@source.name}"}}}
    """

  private func mapping() throws -> Mapping {
    try Mapping(parsing: Array(Self.text.utf8), file: try folder.write(Self.text, to: "mine.json"))
  }

  private func write(_ text: String, _ path: String) throws {
    let url = URL(filePath: folder.path).appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private static let input = "Name,Email\nAnn,a@x.org\nBob,b@x.org\nCem,c@\n"

  @Test func recordsWhatIsMissingAndThenIsEqual() async throws {
    let mapping = try mapping()
    try write(Self.input, "mine/input.csv")
    let found = try #require(GoldenFolder.folders(ofMapping: folder.path + "/mine.json", samples: nil).first)
    let files = try await found.run(mapping)
    #expect(files.map(\.isEqual) == [false, false])
    #expect(try GoldenFolder.record(files).count == 2)
    #expect(
      try folder.text(of: "mine/rejected.jsonl")
        == "{\"line\":4,\"outcome\":\"rejected\",\"codes\":[\"email.invalid\"]}\n")
    #expect(try folder.text(of: "mine/leads.jsonl").contains("{\"key\":\"file\",\"value\":\"input.csv\"}"))
    let again = try await found.run(mapping)
    #expect(again.allSatisfy { $0.isEqual && $0.differences.isEmpty })
    #expect(try GoldenFolder.record(again).isEmpty)
  }

  @Test func differencesAreNamedFieldByField() async throws {
    let mapping = try mapping()
    try write(Self.input, "mine/input.csv")
    let found = try #require(GoldenFolder.folders(ofMapping: folder.path + "/mine.json", samples: nil).first)
    _ = try GoldenFolder.record(try await found.run(mapping))
    let leads = try folder.text(of: "mine/leads.jsonl")
    let first = try #require(leads.split(separator: "\n").first)
    try write(first.replacing("Ann", with: "Anna") + "\n{\"email\":\"z@x.org\"}\n", "mine/leads.jsonl")
    try write("{\"line\":4,\"outcome\":\"skipped\",\"codes\":[\"row.empty\"]}\n", "mine/rejected.jsonl")
    let files = try await found.run(mapping)
    #expect(files[0].differences.contains("line 1: name: expected Anna, got Ann"), "\(files[0].differences)")
    #expect(files[0].differences.contains("line 2: email: expected z@x.org, got b@x.org"), "\(files[0].differences)")
    #expect(files[0].differences.allSatisfy { $0.hasPrefix("line ") })
    #expect(
      files[1].differences == [
        "line 1: outcome of the input's line 4: expected skipped, got rejected",
        "line 1: codes of the input's line 4: expected row.empty, got email.invalid",
      ])
  }

  @Test func liesBesideTheMappingOrWhereItIsSaid() throws {
    _ = try mapping()
    try write(Self.input, "mine/first/input.csv")
    try write("{}", "mine/second/input.jsonl")
    try write(Self.input, "golden/mine/input.csv")
    let beside = GoldenFolder.folders(ofMapping: folder.path + "/mine.json", samples: nil)
    #expect(beside.map { $0.path.dropFirst(folder.path.count + 1) } == ["mine/first", "mine/second"])
    let named = GoldenFolder.folders(ofMapping: folder.path + "/mine.json", samples: folder.path + "/golden")
    #expect(named.map { $0.path.dropFirst(folder.path.count + 1) } == ["golden/mine"])
    #expect(GoldenFolder.folders(ofMapping: folder.path + "/other.json", samples: nil).isEmpty)
  }
}
