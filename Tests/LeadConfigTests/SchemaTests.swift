import Foundation
import LeadJSON
import LeadModel
import Testing

@testable import LeadConfig

/// The schema is written by hand, for editors; what it lists is what the parser knows.
struct SchemaTests {
  private let root: JSONValue

  init() throws {
    let file = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "docs/leadbridge.schema.json")
    root = try JSONDocument(parsing: Array(try Data(contentsOf: file))).root
  }

  @Test func isOfTheDraftThatEditorsKnow() {
    #expect(root["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test func listsTheParsersKeys() {
    #expect(keys(root) == Set(ConfigurationCheck.keys))
    #expect(keys(root["$defs"]?["destination"]) == Set(ConfigurationCheck.destinationKeys))
    #expect(keys(root["$defs"]?["secret"]) == Set(ConfigurationCheck.secretKeys))
  }

  @Test func refusesOtherKeys() {
    for object in [root, root["$defs"]?["destination"], root["$defs"]?["secret"]] {
      #expect(object?["additionalProperties"]?.boolean == false)
    }
  }

  @Test func demandsWhatTheParserDemands() throws {
    for (object, schema) in [
      (#"{}"#, root), (#"{"version": 1, "destinations": {"a": {}}}"#, try #require(root["$defs"]?["destination"])),
    ] {
      let error = #expect(throws: Diagnostics.self) { try Configuration(parsing: Array(object.utf8), file: "c.json") }
      let missing = Set(error?.all.compactMap { $0.message.split(separator: "'").first.map(String.init) } ?? [])
      #expect(missing == Set(strings(schema["required"])))
    }
  }

  @Test func namesTheSameBrandsAndRanges() {
    let destination = root["$defs"]?["destination"]?["properties"]
    #expect(strings(destination?["brand"]?["enum"]) == Brand.all.map(\.name))
    let count = destination?["concurrency"]?["anyOf"]?[1]
    #expect(count?["minimum"]?.integer == DestinationSettings.concurrencyRange.lowerBound)
    #expect(count?["maximum"]?.integer == DestinationSettings.concurrencyRange.upperBound)
    #expect(strings(destination?["matchInbox"]?["items"]?["enum"]) == ContactKind.allCases.map(\.rawValue))
    #expect(root["properties"]?["version"]?["const"]?.integer == Configuration.version)
  }

  private func keys(_ object: JSONValue?) -> Set<String> {
    // `$comment` may stand anywhere, so it is in no list of the parser's.
    Set((object?["properties"]?.members.map(\.key) ?? []).filter { $0 != "$comment" })
  }

  private func strings(_ list: JSONValue?) -> [String] { list?.elements.compactMap(\.string) ?? [] }
}
