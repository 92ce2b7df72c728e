import Foundation
import LeadConfig
import LeadJSON
import LeadMapping
import LeadModel
import LeadReaders
import TestSupport
import Testing

@testable import LeadSources

/// The rows themselves: that each can be used, that the document has them, and that its mapping says what its webhook says.
struct ReadySourceTests {
  @Test func everyRowIsFoundByItsName() {
    #expect(ReadySource.all.count == 8)
    for source in ReadySource.all {
      #expect(ReadySource.named(source.name)?.title == source.title)
      #expect(source.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") }, "\(source.name)")
    }
    #expect(ReadySource.named("Typeform") == nil)
  }

  @Test func everyRowsMappingIsReady() throws {
    for source in ReadySource.all {
      guard let name = source.mapping else { continue }
      #expect(try Mapping.ready(named: name) != nil, "\(name)")
    }
  }

  @Test func everyRowCompilesWithWhatItAsksFor() throws {
    for source in ReadySource.all {
      let needs = Dictionary(uniqueKeysWithValues: source.secrets.map { ($0.name, "x") })
      let isOwn = source.fetch.url == nil
      let plan = try FetchPlan.of(url: isOwn ? "https://example.com/x?output=csv" : nil, secrets: needs) { settings in
        settings.from = source.name
        for value in source.values where value.standard == nil { settings.values[value.name] = "1" }
      }
      #expect(plan.warnings.isEmpty, "\(source.name): \(plan.warnings)")
      guard !source.secrets.isEmpty else { continue }
      let error = #expect(throws: Diagnostics.self) {
        try FetchPlan.of(url: nil) { $0.from = source.name }
      }
      let codes = Set(error?.all.map(\.code) ?? [])
      #expect(
        codes == (source.values.contains { $0.standard == nil } ? ["fetch.secret", "fetch.value"] : ["fetch.secret"]))
    }
  }

  @Test func cursorOfOnesOwnCountsKeyByKey() throws {
    func rule(_ change: (inout FetchSettings.Cursor) -> Void) throws -> CursorRule {
      let plan = try FetchPlan.of(url: nil, secrets: ["token": "t"]) {
        $0.from = "hubspot"
        var cursor = FetchSettings.Cursor()
        change(&cursor)
        $0.cursor = cursor
      }
      return try #require(plan.cursor)
    }
    let later = try rule { $0.start = "1769853600000" }
    #expect(later.path.text == "updatedAt" && later.kind == .time && later.form == .milliseconds)
    #expect(later.overlap == .seconds(300) && later.order == .ascending && later.start == "1769853600000")
    #expect(try rule { $0.overlap = .seconds(3_600) }.overlap == .seconds(3_600))
    // What is written for times means nothing for numbers.
    let numbered = try rule { $0.kind = .number }
    #expect(numbered.kind == .number && numbered.form == .iso && numbered.start == nil)
  }

  /// With `RECORD=1` in the environment the tables are written anew, and the test fails.
  @Test(arguments: [("sources", SourceReference.sources), ("codes", SourceReference.codes)])
  func theDocumentsTablesAreOfTheRows(_ part: String, _ text: String) throws {
    try RecordedFile("docs/sources.md").compare(part: part, with: text)
  }

  // MARK: One lead by both ways

  /// A webhook's sample and the same answers as the source gives them.
  private static func leads(_ mapping: String, _ records: [Record]) throws -> [Mapped.Outcome] {
    let run = MappingRun(botId: "63d9ffa77a8d152facbe2f2f", customerId: "631aa793bcfa100487d13d0d")
    var mapper = try Mapper(#require(try Mapping.ready(named: mapping)), run: run)
    return records.map { mapper.map($0).outcome }
  }

  private static func lines(_ sample: String) throws -> [Record] {
    let text = try RecordedFile("samples/\(sample)/input.jsonl").text
    return text.split(separator: "\n").enumerated().compactMap { number, line in
      guard let document = try? JSONDocument(parsing: String(line)) else { return nil }
      return Record(ordinal: number + 1, line: number + 1, content: .json(document.root), rawBytes: document.bytes[...])
    }
  }

  /// What the source gives is asked for by the id that both know.
  @Test(arguments: [("typeform-webhook", "typeform-responses-api", 4), ("tally-webhook", "tally-submissions", 3)])
  func leadFromTheSourceIsTheLeadFromTheWebhook(_ webhook: String, _ source: String, _ count: Int) throws {
    let byWebhook = try Self.leads(webhook, Self.lines(webhook))
    let bySource = try Self.leads(source, Self.lines(source))
    var same = 0
    for case .lead(let lead, let identity, let uuid) in bySource
    where byWebhook.contains(.lead(lead, identity, uuid: uuid)) {
      #expect(uuid != nil)
      same += 1
    }
    // The others of Tally's have a grid of questions, or a question without a title.
    #expect(same == count)
  }

  @Test func submissionOfJotformIsTheLeadOfItsWebhook() throws {
    let post = try Array(RecordedFile("samples/jotform-webhook/input.multipart").text.utf8)
    let byWebhook = try Self.leads("jotform-webhook", [MultipartReader.record(of: post[...], contentType: nil)])
    let bySource = try Self.leads("jotform-submissions-api", Array(Self.lines("jotform-submissions-api").prefix(1)))
    #expect(byWebhook == bySource)
    guard case .lead(_, _, let uuid) = bySource[0] else {
      Issue.record("no lead")
      return
    }
    #expect(uuid != nil)
  }
}
