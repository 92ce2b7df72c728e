import LeadConfig
import LeadJSON
import LeadModel
import LeadReaders
import Testing

@testable import LeadSources

/// What is read of a webhook's posts that name ids alone.
struct AnnouncementTests {
  private static func plan(_ change: (inout FetchSettings) -> Void = { _ in }) throws -> FetchPlan {
    try FetchPlan.of(url: nil, secrets: ["token": "s3cr3t"]) {
      $0.from = "meta"
      $0.values = ["form": "9"]
      change(&$0)
    }
  }

  private static func record(_ json: String) throws -> Record {
    let value = try JSONDocument(parsing: Array(json.utf8)).root
    return Record(ordinal: 1, line: 1, content: .json(value), rawBytes: [])
  }

  @Test(
    arguments: [
      (#"{"field": "leadgen", "value": {"leadgen_id": 123}}"#, .id("123")),
      (#"{"field": "leadgen", "value": {"leadgen_id": "123"}}"#, .id("123")),
      // Beyond what a floating-point number holds.
      (#"{"field": "leadgen", "value": {"leadgen_id": 9007199254740993123}}"#, .id("9007199254740993123")),
      (#"{"value": {"leadgen_id": 1}}"#, .id("1")),
      (#"{"field": "feed", "value": {"leadgen_id": 1}}"#, .other),
      (#"{"field": "leadgen", "value": {}}"#, .nothing), (#"{"field": "leadgen"}"#, .nothing),
      (#"{"field": "leadgen", "value": {"leadgen_id": null}}"#, .nothing),
      (#"{"field": "leadgen", "value": {"leadgen_id": ""}}"#, .nothing),
      (#"{"field": "leadgen", "value": {"leadgen_id": "../me"}}"#, .nothing),
      (#"{"field": "leadgen", "value": {"leadgen_id": "1?fields=x"}}"#, .nothing),
      (#"{"field": "leadgen", "value": {"leadgen_id": 1.5}}"#, .nothing),
      (
        #"{"field": "leadgen", "value": {"leadgen_id": "\#(String(repeating: "1", count: 64))"}}"#,
        .id(String(repeating: "1", count: 64))
      ),
      (#"{"field": "leadgen", "value": {"leadgen_id": "\#(String(repeating: "1", count: 65))"}}"#, .nothing),
    ] as [(String, Announcement.Reading)])
  func anIdIsKeptAsItIsWrittenOrIsNone(_ json: String, _ reading: Announcement.Reading) throws {
    let announcement = try #require(try Self.plan().announcement)
    #expect(announcement.reading(of: try Self.record(json)) == reading)
  }

  @Test func whatIsNoJSONNamesNothing() throws {
    let announcement = try #require(try Self.plan().announcement)
    let form = Record(
      ordinal: 1, line: 1, content: .form([FormField(name: "value.leadgen_id", value: "1")]), rawBytes: [])
    #expect(announcement.reading(of: form) == .nothing)
  }

  /// So a run never asks for more at once than it may fetch.
  @Test(arguments: [(nil, nil, 100), (7, nil, 7), (nil, 3, 3), (100_000, nil, 100)] as [(Int?, Int?, Int)])
  func stepsKeepToTheSourcesLimits(_ pages: Int?, _ records: Int?, _ step: Int) throws {
    let plan = try Self.plan {
      $0.maxPages = pages
      $0.maxRecords = records
    }
    #expect(plan.announcedAtOnce == step)
    let ids = (1...step).map { "\($0)" }
    let run = Dialogue(try #require(plan.announced(ids))) { _, number in
      .json(#"{"id":"\#(number)","created_time":"2026-01-31T10:00:00+0000"}"#)
    }
    #expect(run.result?.counts.records == step, "\(run.code ?? "")")
  }

  @Test func everySourceThatFetchesByIdsSaysWhereTheyAre() throws {
    #expect(ReadySource.announcing == ["meta"])
    #expect(try FetchPlan.of(url: "https://a.example").announcement == nil)
  }
}
