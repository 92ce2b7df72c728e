import Foundation
import LeadJSON
import TestSupport
import Testing

/// `mapping suggest`, as it is typed.
@Suite(.timeLimit(.minutes(5)))
struct SuggestEndToEndTests {
  let folder: TemporaryFolder
  private static let unknown = "Vorname;Zuname;Mailadresse;Handynr.\nJule;Weiß;jule@example.de;+49 171 3920012\n"
  private static let hubspot = "Record ID,First Name,Last Name,Email\n1,Ann,Lee,ann@example.com\n"

  init() throws { folder = try TemporaryFolder() }

  private func suggest(_ words: String...) async throws -> Program.Result {
    try await Program.run(["mapping", "suggest"] + words, in: folder.path, token: nil)
  }

  private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(name)) }

  @Test func writtenMappingIsCheckedTestedAndMaps() async throws {
    _ = try folder.write(Self.unknown, to: "Kontakte.csv")
    let result = try await suggest("Kontakte.csv", "-o", "m.json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("leadbridge preview Kontakte.csv --mapping m.json"))
    #expect(result.errors.split(separator: "\n").allSatisfy { !$0.contains("jule@") && !$0.contains("Weiß") })
    for words in [["mapping", "check", "m.json"], ["mapping", "test", "m.json"]] {
      let status = try await Program.run(words, in: folder.path, token: nil).status
      #expect(status == 0)
    }
    let preview = try await Program.run(
      ["preview", "Kontakte.csv", "--mapping", "m.json", "--json"], in: folder.path, token: nil)
    #expect(preview.output.contains("Jule Weiß"))
    #expect(preview.output.contains("1713920012"))
  }

  @Test func fileThatIsThereIsNotOverwritten() async throws {
    _ = try folder.write(Self.unknown, to: "a.csv")
    _ = try folder.write("mine", to: "m.json")
    let refused = try await suggest("a.csv", "-o", "m.json")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("[output.exists]"))
    #expect(try folder.bytes(of: "m.json") == Array("mine".utf8))
    let forced = try await suggest("a.csv", "-o", "m.json", "--force")
    #expect(forced.status == 0)
    #expect(try folder.bytes(of: "m.json").first == UInt8(ascii: "{"))
  }

  @Test func readyMappingIsNamedOrCopied() async throws {
    _ = try folder.write(Self.hubspot, to: "a.csv")
    let named = try await suggest("a.csv")
    #expect(named.status == 0)
    #expect(named.output.isEmpty)
    #expect(named.errors.contains("hubspot-contacts"))
    _ = try await suggest("a.csv", "-o", "m.json")
    #expect(exists("m.json"))
    let written = try await suggest("a.csv", "--no-ready")
    #expect(written.output.contains("\"name\": \"a\""))
  }

  @Test func jsonHoldsColumnsAndMapping() async throws {
    _ = try folder.write(Self.unknown, to: "a.csv")
    let result = try await suggest("a.csv", "--json")
    let root = try JSONDocument(parsing: Array(result.output.utf8)).root
    #expect(root["ready"]?.isNull == true)
    #expect(root["columns"]?.elements.map { $0["meaning"]?.string } == ["first name", "last name", "email", "phone"])
    #expect(root["columns"]?[0]?["language"]?.string == "de")
    #expect(root["mapping"]?["lead"]?["phone"] != nil)
  }
}
