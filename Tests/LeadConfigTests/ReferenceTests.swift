import Foundation
import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadConfig

/// `docs/configuration.md`: its tables are those of the declarations, and its examples are right.
struct ReferenceTests {
  private let file = RecordedFile("docs/configuration.md")

  /// With `RECORD=1` in the environment the tables are written anew, and the test fails.
  @Test func theTablesAreOfTheDeclarations() throws {
    var text = try file.text
    let start = try #require(text.firstRange(of: "<!-- reference: keys -->\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "<!-- end -->"))
    text.replaceSubrange(start.upperBound..<end.lowerBound, with: "\n\(ConfigurationReference.keys)\n")
    try file.compare(text)
  }

  /// What senders.md says of a signature by settings are the keys that there are.
  @Test func aSignaturesKeysAreThoseOfTheSendersPage() throws {
    let text = try RecordedFile("docs/senders.md").text
    let start = try #require(text.firstRange(of: "| key of `hmac` |"))
    let rows = text[start.upperBound...].prefix { $0 != "#" }.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let names = rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    let keys = ConfigurationKey.keys(at: .hmac)
    #expect(names.sorted() == keys.map(\.name).sorted())
    for key in keys {
      guard case .word(let words) = key.kind, let row = rows.first(where: { $0.hasPrefix("| `\(key.name)`") }) else {
        continue
      }
      for word in words { #expect(row.contains("`\(word)`"), "\(key.name): \(word)") }
    }
  }

  /// Whole files, and keys of one: all are taken, without a word.
  @Test func theExamplesAreTaken() throws {
    let blocks = try file.text.components(separatedBy: "```json").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count >= 6)
    let schema = SchemaCheck(schema: try JSONDocument(parsing: ConfigurationSchema.text).root)
    for block in blocks {
      let isWhole = block.contains("\"version\"")
      let text = isWhole ? block : WrittenConfiguration.text(block)
      let root = try JSONDocument(parsing: WrittenConfiguration.quoted(text)).root
      let mistakes = try schema.mistakes(in: root)
      #expect(mistakes.isEmpty, "\(block)")
      do throws(Diagnostics) {
        let configuration = try WrittenConfiguration.read(text, references: .optional)
        #expect(configuration.warnings.isEmpty && (!isWhole || configuration.doubts.isEmpty), "\(configuration.doubts)")
      } catch {
        Issue.record("\(error)\n\(block)")
      }
    }
  }

  /// Every code that a message of this room has is in the document, and the other way round.
  @Test func everyCodeIsInTheDocument() throws {
    let sources = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/LeadConfig")
    var codes: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: sources.path()) where name.hasPrefix("Config") {
      guard name.hasSuffix(".swift"), !name.hasPrefix("ConfigurationFile") else { continue }
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      for match in text.matches(of: /note\(\s*"([a-zA-Z.]+)"/) { codes.insert("config.\(match.1)") }
      for match in text.matches(of: /"(config\.[a-zA-Z.]+)"/) { codes.insert(String(match.1)) }
    }
    codes.formUnion(ConfigurationKey.all.map { "config.\($0.kind.code)" })
    let said = try file.text.components(separatedBy: "## What is said")[1]
    let listed = Set(said.matches(of: /`(config\.[a-zA-Z.]+)`/).map { String($0.1) })
    #expect(codes.count > 25 && codes.isSubset(of: listed), "\(codes.subtracting(listed))")
    #expect(listed.subtracting(codes).subtracting(["config.unreadable"]).isEmpty, "\(listed.subtracting(codes))")
  }
}
