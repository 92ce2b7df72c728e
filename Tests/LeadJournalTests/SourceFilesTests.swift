import GRDB
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct SourceFilesTests {
  private let folder: TemporaryFolder
  private let journal: Journal
  private let key = SourceKey(name: "nightly", destinationKey: "d")

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(folder: folder.path)
  }

  @Test(arguments: RememberedFile.Standing.allCases)
  func allOfAFileIsKept(_ standing: RememberedFile.Standing) throws {
    var file = Samples.file("späte.csv", standing: standing)
    file.version.inode = .max
    file.records = 12
    file.summary = Array("{}".utf8)
    file.rejects = "/state/rejects.csv"
    file.place = "done/späte-2.csv"
    try journal.remember([file, Samples.file("b.csv")], of: key)
    let again = try Journal(folder: folder.path)
    #expect(try again.rememberedFiles(of: key) == ["späte.csv": file, "b.csv": Samples.file("b.csv")])
  }

  @Test func whatIsSaidLastCounts() throws {
    var file = Samples.file("a.csv", standing: .begun)
    try journal.remember([file], of: key)
    file.standing = .done
    file.isAtRest = true
    var end = SourceRunEnd()
    end.files = [file]
    try journal.sourceEnded(key, end, now: file.at)
    #expect(try journal.rememberedFiles(of: key) == ["a.csv": file])
  }

  @Test func filesBelongToTheirSource() throws {
    let other = SourceKey(name: "weekly", destinationKey: "d")
    try journal.remember([Samples.file("a.csv"), Samples.file("b.csv")], of: key)
    try journal.remember([Samples.file("a.csv")], of: other)
    try journal.forgetFiles(["a.csv", "missing.csv"], of: key)
    #expect(try journal.rememberedFiles(of: key).keys.sorted() == ["b.csv"])
    try journal.forgetSource(key)
    #expect(try journal.rememberedFiles(of: key).isEmpty)
    #expect(try journal.rememberedFiles(of: other).count == 1)
  }

  @Test func aSummaryIsKeptUpToItsLimit() throws {
    var file = Samples.file("a.csv")
    file.summary = Array(repeating: 0x20, count: RememberedFile.maxSummaryBytes + 1)
    try journal.remember([file], of: key)
    #expect(try journal.rememberedFiles(of: key)["a.csv"]?.summary.count == RememberedFile.maxSummaryBytes)
  }

  @Test func aRowOfAStrangersHandIsDamage() throws {
    try journal.remember([Samples.file("a.csv")], of: key)
    try journal.write { db in try db.execute(sql: "UPDATE source_file SET standing = 9") }
    let error = #expect(throws: JournalError.self) { try journal.rememberedFiles(of: key) }
    #expect(error?.diagnostic.code == "journal.damaged")
  }
}

extension Samples {
  /// A file that was taken at a time of its own.
  static func file(_ name: String, standing: RememberedFile.Standing = .done) -> RememberedFile {
    RememberedFile(
      name: name, version: FileVersion(size: 30, modifiedNanoseconds: 1_700_000_000_000_000_001, inode: 7),
      content: FileContent(size: 30, headDigest: [1, 2], digest: [3, 4]), standing: standing,
      at: Timestamp(millisecondsSince1970: 5))
  }
}
