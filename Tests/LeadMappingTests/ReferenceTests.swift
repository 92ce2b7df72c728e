import Foundation
import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadMapping

/// `docs/mapping.md`: its tables are those of the declarations, and its examples run.
struct ReferenceTests {
  private let file = RecordedFile("docs/mapping.md")

  /// With `RECORD=1` in the environment the tables are written anew, and the test fails.
  @Test func theTablesAreOfTheDeclarations() throws {
    var text = try file.text
    for part in MappingReference.parts {
      let start = try #require(text.firstRange(of: "<!-- reference: \(part.name) -->\n"), "\(part.name)")
      let end = try #require(text[start.upperBound...].firstRange(of: "<!-- end -->"), "\(part.name)")
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: "\n\(part.text)\n")
    }
    try file.compare(text)
  }

  @Test(arguments: TransformDeclaration.all.map(\.name))
  func aTransformsExampleIsTrue(name: String) throws {
    let declaration = try #require(TransformDeclaration.all.first { $0.name == name })
    let example = declaration.example
    let text = """
      {"version": 1, "identity": "{A}", "require": [], "lead": {"name": {"from": "A", "transform": \(example.written)}}}
      """
    let mapping = try Mapping(parsing: Array(text.utf8), file: "m.json")
    var mapper = try Mapper(mapping, run: MappingRun())
    #expect(mapper.map(Fixtures.row(["A": example.text])).lead?.name == example.result)
  }

  @Test func transformsWithAnArgumentAreKeys() {
    #expect(Transform.keyedNames == MappingKey.keys(at: .transform).map(\.name))
  }

  /// No letter of a date is missing in the table, and none is in it that is not read.
  @Test func theLettersOfADateAreThose() {
    let listed = Set(DatePattern.letters.flatMap(\.letters))
    for scalar in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
      for count in 1...9 {
        let letters = String(repeating: scalar, count: count)
        // A date is whole: what is tried stands beside what is needed.
        let whole = ["yyyy MM dd HH:mm:ss ", "yyyy MM dd hh:mm:ss a ", "MM dd ", "yyyy dd ", "yyyy MM ", "yyyy MM dd "]
        let rests = ["", " mm", " a", " mm a", ":ss"]
        let isRead = (whole.flatMap { start in rests.map { start + letters + $0 } })
          .contains { (try? DatePattern($0, index: 0)) != nil }
        let isListed = listed.contains(letters) || scalar == "S" && count > 3
        #expect(isRead == isListed, "\(letters)")
      }
    }
  }

  /// An example of the document: what stands between ```` ```json WORD ```` and ```` ``` ````.
  private struct Example {
    let word: String
    let text: String
    let line: Int
  }

  private func examples() throws -> [Example] {
    var found: [Example] = []
    var current: (word: String, line: Int, text: String)?
    for (index, line) in try file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let example = current {
        if line == "```" {
          found.append(Example(word: example.word, text: example.text, line: example.line))
          current = nil
        } else {
          current?.text += line + "\n"
        }
      } else if line.hasPrefix("```json") {
        current = (line.dropFirst(7).trimmingCharacters(in: .whitespaces), index + 1, "")
      }
    }
    return found
  }

  /// Whole mappings are checked and run their tests; pieces are checked where they belong; records and leads are JSON.
  @Test func everyExampleRuns() throws {
    var tests = 0
    let examples = try examples()
    #expect(examples.count > 12)
    for example in examples {
      let place = Comment("docs/mapping.md:\(example.line)")
      let root = try JSONDocument(parsing: example.text).root
      let text: String
      switch example.word {
      case "mapping": text = example.text
      case "lead": text = "{\"version\": 1, \"lead\": \(example.text)}"
      case "keys": text = "{\"version\": 1, \"lead\": {}, \(example.text.dropFirst())"
      case "record": continue
      default:
        Issue.record("an example says what it is: mapping, lead, keys or record, not '\(example.word)'")
        continue
      }
      #expect(root.kind == .object, place)
      do throws(Diagnostics) {
        let mapping = try Mapping(parsing: Array(text.utf8), file: "docs/mapping.md") { path in
          path == "docs/crm.json" ? Array(Self.base.utf8) : nil
        }
        #expect(mapping.warnings.isEmpty, place)
        for result in mapping.runTests() {
          tests += 1
          #expect(result.passed, "line \(example.line), \(result.name): \(result.differences)")
        }
      } catch {
        Issue.record("line \(example.line): \(error)")
      }
    }
    #expect(tests > 15)
  }

  /// What an example extends.
  private static let base = """
    {"version": 1, "lead": {"name": "{Name}", "email": "{Email}", "tags": ["crm"]}, "once": ["status"]}
    """

  @Test func everyCodeOfAMappingIsInTheDocument() throws {
    let text = try file.text
    for code in MappingCode.allCases { #expect(text.contains("`\(code.rawValue)`"), "\(code.rawValue)") }
  }
}
