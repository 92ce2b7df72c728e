import Foundation
import LeadModel
import LeadReaders
import TestSupport
import Testing

@testable import LeadPipeline

/// What the words on a command line name, and the bytes behind them.
struct InputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func noWordIsStandardInput() throws {
    #expect(try Input.resolve([]) == [.standardInput])
    #expect(try Input.resolve(["-"]) == [.standardInput])
  }

  @Test func globsComeSortedAndFilesOnce() throws {
    let b = try folder.write("b", to: "b.csv")
    let a = try folder.write("a", to: "a.csv")
    let inputs = try Input.resolve([folder.path("*.csv"), a])
    #expect(inputs == [.file(path: a), .file(path: b)])
  }

  @Test func everythingThatCannotBeReadIsSaidAtOnce() throws {
    _ = try folder.write("a", to: "contacts.csv")
    do {
      _ = try Input.resolve([folder.path("contcts.csv"), folder.path, folder.path("*.xlsx")])
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.all.map(\.code) == ["input.missing", "input.directory", "input.glob.empty"])
      #expect(error.all.first?.hint?.contains("contacts.csv") == true)
    }
  }

  @Test(
    arguments: [
      ("3", [3...3]), ("1,4-6", [1...1, 4...6]), ("0", nil), ("6-4", nil), ("a", nil), ("", nil), ("1-2-3", nil),
    ] as [(String, [ClosedRange<Int>]?)])
  func recordRangesAreRead(_ text: String, _ ranges: [ClosedRange<Int>]?) {
    #expect(RecordSelection.ranges(text) == ranges)
  }

  @Test func gzipIsUnpackedAlsoInSeveralMembers() async throws {
    let text = GeneratedLeads(500).csv
    let half = text.utf8.count / 2
    let members = try gzip(Array(text.utf8.prefix(half))) + gzip(Array(text.utf8.dropFirst(half)))
    let path = try folder.write(members, to: "leads.csv.gz")
    #expect(try await records(of: path).count == 500)
  }

  @Test func gzipThatEndsTooEarlyIsAnError() async throws {
    let packed = try gzip(Array(GeneratedLeads(500).csv.utf8))
    let path = try folder.write(packed.dropLast(20), to: "cut.csv.gz")
    await #expect(throws: Diagnostic.self) { try await records(of: path) }
  }

  @Test func damagedGzipIsAnError() async throws {
    var packed = try gzip(Array(GeneratedLeads(500).csv.utf8))
    for index in 40..<60 { packed[index] ^= 0xFF }
    let path = try folder.write(packed, to: "bad.csv.gz")
    await #expect(throws: Diagnostic.self) { try await records(of: path) }
  }

  private func records(of path: String) async throws -> [Record] {
    let records = try InputRecords(.file(path: path), options: ReaderOptions())
    var all: [Record] = []
    while let batch = try await records.next() { all += batch }
    return all
  }

  /// Packs with the system's gzip.
  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let plain = try folder.write(bytes, to: "plain-\(bytes.count)")
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-c", plain]
    process.standardOutput = output
    try process.run()
    let packed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(packed)
  }
}
