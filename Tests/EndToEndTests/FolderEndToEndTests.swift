import Foundation
import Glibc
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// Drop folders as their users meet them: what comes in oddly, and where it goes.
@Suite(.timeLimit(.minutes(5)))
struct FolderEndToEndTests {
  private let scene: SyncStage

  init() async throws { scene = try await SyncStage() }

  private func drop(_ text: String, as name: String = "a.csv") throws -> String {
    try scene.stage.folder.write(text, to: "in/\(name)")
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scene.stage.folder.path(folder)).sorted()
  }

  private func summary(_ path: String) throws -> JSONValue {
    try JSONDocument(parsing: scene.stage.folder.bytes(of: path)).root
  }

  /// Writes behind a file's end.
  private func append(_ text: String, to file: Int32) {
    let bytes = Array(text.utf8)
    #expect(write(file, bytes, bytes.count) == bytes.count)
  }

  @Test func anUploadThatStallsIsTakenWhenItsWriterIsDone() async throws {
    try scene.write(sources: "[\(SyncStage.drop())]")
    let path = try drop("First Name,Email\nA,a@example.com\n")
    let writer = open(path, O_WRONLY | O_APPEND)
    let early = try await scene.sync("--once")
    #expect(early.status == 0, "\(early.errors)")
    #expect(early.errors.contains("[folder.writing]"))
    #expect(try names(in: "in") == ["a.csv"])
    append("B,b@example.com\n", to: writer)
    close(writer)
    let late = try await scene.sync("--once")
    #expect(try SyncStage.line(late, "drop")?["delivered"] == 2, "\(late.errors)")
    #expect(try names(in: "in/done") == ["a.csv", "a.csv.summary.json"])
    await scene.end()
  }

  @Test func whatIsWrittenToAFileThatWasMovedIsReadToo() async throws {
    try scene.write(sources: "[\(SyncStage.drop())]")
    _ = try drop("First Name,Email\nA,a@example.com\n")
    let first = try await scene.sync("--once")
    #expect(try SyncStage.line(first, "drop")?["delivered"] == 1, "\(first.errors)")
    // As by a writer that the system did not tell of.
    let writer = open(scene.stage.folder.path("in/done/a.csv"), O_WRONLY | O_APPEND)
    append("B,b@example.com\n", to: writer)
    close(writer)
    let second = try await scene.sync("--once")
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.errors.contains("[folder.continued]"))
    #expect(try SyncStage.line(second, "drop")?["delivered"] == 1)
    #expect(try SyncStage.line(second, "drop")?["unchanged"] == 1)
    #expect(try names(in: "in") == ["done"])
    #expect(try names(in: "in/done") == ["a-2.csv", "a-2.csv.summary.json", "a.csv.summary.json"])
    let third = try await scene.sync("--once")
    #expect(!third.errors.contains("folder."), "\(third.errors)")
    #expect(scene.stage.server.requests == 2)
    await scene.end()
  }

  @Test func aFileOfOtherColumnsHasFailed() async throws {
    try scene.write(sources: "[\(SyncStage.drop())]")
    _ = try drop("Colour,Weight\n" + String(repeating: "red,5\n", count: 500))
    _ = try drop(Stage.table(3), as: "b.csv")
    let result = try await scene.sync("--once")
    #expect(result.status == 3)
    #expect(try SyncStage.line(result, "drop")?.value["error"]?.string == "mapping.nothing")
    #expect(try SyncStage.line(result, "drop")?["delivered"] == 3)
    #expect(try names(in: "in/failed") == ["a.csv", "a.csv.summary.json"])
    #expect(try names(in: "in/done") == ["b.csv", "b.csv.summary.json"])
    let written = try summary("in/failed/a.csv.summary.json")
    #expect(written["skipped"]?.integer == 500)
    #expect(written["problems"]?[0]?["code"]?.string == "mapping.nothing")
    await scene.end()
  }

  @Test func aFilesErrorIsSaidOnceAndNamesItInTheStatus() async throws {
    try scene.write(sources: "[\(SyncStage.drop())]")
    _ = try drop("PK\u{3}\u{4} no archive", as: "bad.xlsx")
    _ = try drop("PK\u{3}\u{4} none either", as: "worse.xlsx")
    let result = try await scene.sync("--once")
    #expect(result.errors.components(separatedBy: "bad.xlsx: error:").count == 2, "\(result.errors)")
    #expect(result.errors.components(separatedBy: "worse.xlsx: error:").count == 2, "\(result.errors)")
    let listed = try await scene.sync("--list")
    let standing = try JSONDocument(parsing: Array(listed.output.utf8)).root
    #expect(standing["errorMessage"]?.string?.hasPrefix("bad.xlsx: ") == true)
    #expect(
      try summary("in/failed/bad.xlsx.summary.json")["problems"]?[0]?["code"]?.string == "xlsx.malformed")
    await scene.end()
  }

  @Test func aGrownFileIsNoUnfinishedRun() async throws {
    try scene.write(sources: "[\(SyncStage.drop())]")
    let filler = String(repeating: "x", count: 3_000)
    func table(_ count: Int) -> String {
      "First Name,Email,Message\n" + (1...count).map { "P \($0),p\($0)@example.com,\(filler)\n" }.joined()
    }
    _ = try drop(table(400))
    let first = try await scene.sync("--once")
    #expect(try SyncStage.line(first, "drop")?["delivered"] == 400, "\(first.errors)")
    _ = try drop(table(402))
    let second = try await scene.sync("--once")
    #expect(try SyncStage.line(second, "drop")?["delivered"] == 2, "\(second.errors)")
    #expect(try SyncStage.line(second, "drop")?["unchanged"] == 1)
    #expect(!second.errors.contains("unfinished"), "\(second.errors)")
    #expect(try summary("in/done/a-2.csv.summary.json")["inputs"]?[0]?["resumedAt"]?.integer == 399)
    await scene.end()
  }

  @Test func theSummaryNamesTheTableBesideIt() async throws {
    try scene.write(sources: "[\(SyncStage.drop())]")
    for _ in 1...2 {
      _ = try drop(Stage.table(2))
      _ = try await scene.sync("--once")
    }
    _ = try drop(Stage.table(4, invalidEvery: 2))
    let result = try await scene.sync("--once")
    #expect(result.status == 1, "\(result.errors)")
    #expect(try summary("in/done/a-3.csv.summary.json")["rejects"]?.string == "a-3.csv.rejects.csv")
    #expect(try names(in: "in/done").contains("a-3.csv.rejects.csv"))
    await scene.end()
  }

  @Test func ofAFileThatIsLeftNoTableIsKept() async throws {
    try scene.write(sources: "[\(SyncStage.drop(more: #""then": "leave","#))]")
    _ = try drop(Stage.table(4, invalidEvery: 2))
    let result = try await scene.sync("--once")
    #expect(try SyncStage.line(result, "drop")?["rejected"] == 2, "\(result.errors)")
    let state = scene.stage.folder.path("state")
    let files = FileManager.default.enumerator(atPath: state)?.compactMap { $0 as? String } ?? []
    #expect(!files.isEmpty && !files.contains { $0.hasSuffix(".rejects.csv") }, "\(files)")
    #expect(try scene.stage.deadLetters().count == 2)
    await scene.end()
  }

  @Test func aDryRunCountsEachFileOnce() async throws {
    let drop = SyncStage.drop().replacingOccurrences(of: #""ready": "renamed""#, with: #""ready": { "stable": "1s" }"#)
    try scene.write(sources: "[\(drop)]")
    let old = try self.drop(Stage.table(3))
    let past = timespec(tv_sec: 1_700_000_000, tv_nsec: 0)
    #expect(utimensat(AT_FDCWD, old, [past, past], 0) == 0)
    _ = try self.drop("First Name,Email\nLate,late@example.com\n", as: "b.csv")
    let result = try await scene.sync("--once", "--dry-run")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try SyncStage.line(result, "drop")?["delivered"] == 4)
    #expect(try names(in: "in") == ["a.csv", "b.csv"])
    await scene.end()
  }
}
