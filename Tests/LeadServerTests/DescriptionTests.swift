import Foundation
import LeadJSON
import LeadModel
import Testing

@testable import LeadServer

/// The description of the daemon's API in docs/openapi.json, beside what the door answers.
struct DescriptionTests {
  private static func description() throws -> JSONValue {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try JSONDocument(parsing: Array(Data(contentsOf: root.appending(path: "docs/openapi.json")))).root
  }

  @Test(arguments: [
    Refusal.closedRoute, .pausedRoute, .forbiddenAddress, .longBody, .longTarget, .unknownCoding, .damagedCoding,
    .unknownType, .emptyBody, .damagedJSON, .deepJSON(most: 64), .damagedForm, .manyFields(most: 9), .longField,
    .unmappedRoute, .busy, .malformedRequest, .longHeader, .slowRequest,
    .method(allow: ""), .tooMany(retryAfterSeconds: 1), .signature("signature.missing"),
  ])
  func aPostsRefusalIsDescribedUnderItsStatus(refusal: Refusal) throws {
    let post = try #require(try Self.description()["paths"]?["/{route}"]?["post"]?["responses"])
    let words = try #require(post["\(refusal.status)"]?["description"]?.string)
    #expect(words.contains("`\(refusal.code)`"))
    let hasRetryAfter = post["\(refusal.status)"]?["headers"]?["retry-after"] != nil
    #expect(hasRetryAfter == (refusal.retryAfterSeconds != nil))
  }

  @Test func aSubmissionsPageHasTheDescribedMembersAndNoOthers() throws {
    let schema = try #require(try Self.description()["components"]?["schemas"]?["Submission"])
    let report = SubmissionReport(
      id: "a", route: "/h", receivedAt: Timestamp(millisecondsSince1970: 0), records: 1)
    let page = try JSONDocument(parsing: report.answer.body).root
    let required = try #require(schema["required"]).elements.compactMap(\.string)
    #expect(page.members.map(\.key) == required)
    #expect(schema["properties"]?.members.map(\.key).sorted() == required.sorted())
    let states = try #require(schema["properties"]?["state"]?["enum"]).elements.compactMap(\.string)
    #expect(states.contains(report.state))
    #expect(states.count == 3 + Outcome.allCases.count)
    let outcomes = try #require(page["outcomes"]).members.map(\.key)
    #expect(outcomes == Outcome.allCases.map { "\($0)" })
    #expect(schema["properties"]?["outcomes"]?["required"]?.elements.compactMap(\.string) == outcomes)
  }
}
