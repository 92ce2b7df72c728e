import Foundation
import TestSupport
import Testing

/// What is shown on a terminal of forty columns: values are cut, sentences go on in the next line.
@Suite(.timeLimit(.minutes(5)))
struct NarrowTerminalTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(
      """
      {
        "version": 1,
        "lead": {
          "name": { "from": ["Full Name", "Contact Name", "Your Name", "Name"] },
          "email": { "all": ["Email", "Work"] },
          "phone": { "from": "Phone", "region": "DE", "invalid": "omit" }
        }
      }
      """, to: "m.json")
    _ = try folder.write(
      "Name,Email,Work,Phone\nZoë Groß,zoe.gross.of.somewhere.far.away@example.com,zoe@,123456789012345678901234\n",
      to: "a.csv")
  }

  private func run(_ words: [String], columns: Int = 40) async throws -> Program.Result {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = Program.environment(home: folder.path).merging(["COLUMNS": "\(columns)"]) { $1 }
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return await Program.Running(process, output: output, errors: errors).result()
  }

  @Test(arguments: [30, 40, 60, 80]) func explanationsLoseNoWord(columns: Int) async throws {
    let result = try await run(["preview", "a.csv", "--mapping", "m.json", "--explain", "1"], columns: columns)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.outputLines.allSatisfy { $0.count <= columns }, "\(result.output)")
    let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for sentence in [
      "left out: the value has too few or too many digits for its country [phone.invalid]",
      "left out, as it is no email address: \"zoe@\"", "none of 3 names:", "an email address:",
      "check a country: \"DE\" (the same for all records)",
    ] {
      #expect(words.contains(sentence), "\(sentence) is not in \(result.output)")
    }
  }

  @Test func tablesLeaveTheirLastColumnsOut() async throws {
    let result = try await run(["preview", "a.csv", "--mapping", "m.json"])
    #expect(result.status == 0, "\(result.errors)")
    let table = result.outputLines.prefix(3)
    #expect(table.allSatisfy { $0.count <= 40 }, "\(result.output)")
    #expect(table.first?.split(separator: " ").map(String.init) == ["line", "name", "email", "phone"])
    let wide = try await run(["preview", "a.csv", "--mapping", "m.json"], columns: 80)
    #expect(wide.outputLines.first?.hasSuffix("tags") == true)
  }
}
