import Foundation
import LeadDelivery
import LeadMapping
import LeadModel
import LeadReaders
import TestSupport
import Testing

@testable import LeadPipeline

/// Which mapping an input takes that was given none, and what is read of it then.
struct MappingSearchTests {
  private static let events = """
    {"version": 1, "name": "events", "source": {"records": "events", "shape": ["id", "mail"]},
     "lead": {"email": "{mail}"}}
    """
  private static let plain = """
    {"version": 1, "name": "plain", "source": {"shape": ["id"]}, "lead": {"email": "{email}"}}
    """
  private static let other = """
    {"version": 1, "name": "other", "source": {"headers": ["id"]}, "lead": {"email": "{email}"}}
    """

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func plan(_ path: String, _ candidates: [String], mapping: String? = nil) throws -> PushPlan {
    func parsed(_ text: String) throws -> Mapping { try Mapping(parsing: Array(text.utf8), file: "m.json") }
    var plan = PushPlan(
      inputs: [.file(path: path)], reading: ReaderOptions(), mapping: try mapping.map(parsed),
      run: MappingRun(now: "2026-01-31T10:00:00.000Z"), destination: nil, delivery: DeliveryOptions(), deadLetters: "",
      stateFolder: "")
    plan.candidates = try candidates.map(parsed)
    return plan
  }

  /// The mapping's name, and of each record its number, line and address or codes.
  private func read(_ text: String, to name: String, _ candidates: [String], mapping: String? = nil) async throws
    -> [String]
  {
    let plan = try plan(try folder.write(text, to: name), candidates, mapping: mapping)
    var found: [String] = []
    let end = try await Preview(plan).run { item in
      found.append("\(item.ordinal) \(item.line) \(item.lead?.email ?? item.errors.map(\.code).joined())")
    }
    return end.mappings + found
  }

  @Test(arguments: ["leads.json", "leads"])
  func recordsInADocumentAreFoundWhereTheMappingSaysTheyAre(name: String) async throws {
    let text = "{\"events\": [\n{\"id\": 1, \"mail\": \"a@example.com\"},\n{\"id\": 2, \"mail\": \"b@example.com\"}]}"
    let expected = ["events", "1 2 a@example.com", "2 3 b@example.com"]
    #expect(try await read(text, to: name, [Self.events, Self.plain]) == expected)
    // As they are where the mapping is named.
    #expect(try await read(text, to: name, [], mapping: Self.events) == expected)
  }

  @Test func linesAreDocumentsToo() async throws {
    let line = "{\"events\": [{\"id\": 1, \"mail\": \"a@example.com\"}, {\"id\": 2, \"mail\": \"b@example.com\"}]}\n"
    let expected = [
      "events", "1 1 a@example.com", "2 1 b@example.com", "3 2 a@example.com", "4 2 b@example.com",
    ]
    #expect(try await read(line + line, to: "a.jsonl", [Self.events]) == expected)
    #expect(try await read(line + line, to: "a.jsonl", [], mapping: Self.events) == expected)
  }

  @Test func theFirstRecordThatOneFitsDecides() async throws {
    let ping = "{\"ping\": true}\n"
    let lead = "{\"id\": 1, \"email\": \"a@example.com\"}\n"
    let broken = "{\"id\": \n"
    let found = try await read(ping + broken + lead, to: "a.jsonl", [Self.plain])
    #expect(found.first == "plain")
    #expect(found.count == 4)
    // But it is not looked for in all of a large input.
    let code = await failure(String(repeating: ping, count: 16) + lead, to: "b.jsonl", [Self.plain])
    #expect(code == "mapping.unrecognised")
  }

  @Test func aFormIsRecognised() async throws {
    #expect(
      try await read("id=1&email=a%40example.com\n", to: "a.urlencoded", [Self.plain, Self.events])
        == ["plain", "1 1 a@example.com"])
  }

  @Test(arguments: [
    ("{\"x\": 1}\n{\"y\": 1}\n", "mapping.unrecognised"), ("{\"id\": 1}", "mapping.ambiguous"),
    ("{\"x\": \n{\"x\": \n", "mapping.missing"),
  ])
  func whatFitsNoneIsSaid(text: String, code: String) async {
    #expect(await failure(text, to: "a.jsonl", [Self.plain, Self.other]) == code)
  }

  private func failure(_ text: String, to name: String, _ candidates: [String]) async -> String? {
    do {
      let found = try await read(text, to: name, candidates)
      return "none: \(found)"
    } catch {
      return (error as? Diagnostic)?.code
    }
  }
}
