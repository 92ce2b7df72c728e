import Foundation
import Glibc
import LeadConfig
import LeadModel
import TestSupport
import Testing

@testable import LeadSources

/// Uploads that stall for longer than a file must rest, where the system does not tell who writes.
struct ContinuedFileTests {
  private var stage: FolderStage
  private let text = "Email\na@example.com\n"

  init() throws { stage = try FolderStage() }

  /// A file that was read and moved, as its run remembers it.
  private mutating func moved(_ name: String = "a.csv") throws -> RememberedFile {
    try stage.drop(text, as: name, secondsAgo: 9)
    let claim = try #require(try FileClaim.taken(stage.file()))
    var memory = FolderStage.remembered(claim.file, try claim.compare(with: nil).content)
    guard case .moved(let path) = try claim.finish(.done, summary: [], rejects: nil) else {
      throw StageError(description: "it was not moved")
    }
    memory.isAtRest = true
    memory.place = String(path.dropFirst(stage.folder.path.count + 1))
    memory.at = stage.now
    stage.remembered[name] = memory
    return memory
  }

  private func append(_ more: String, to name: String) throws { try Writer(of: stage.folder.path(name)).write(more) }

  @Test func whatWasMovedAndIsAsItWasIsNotTouched() throws {
    var other = self
    _ = try other.moved()
    #expect(try other.stage.look().continued.isEmpty)
  }

  @Test func aFileThatIsWrittenToBehindItsMoveIsBroughtBack() throws {
    var other = self
    let memory = try other.moved()
    try append("b@example.com\n", to: "done/a.csv")
    let file = try #require(try other.stage.look().continued.first)
    #expect(file.name == "a.csv")
    #expect(try file.hasChanged(since: memory.content))
    #expect(try file.bringBack()?.code == "folder.continued")
    #expect(try stage.folder.text(of: "a.csv") == text + "b@example.com\n")
    #expect(try stage.names(in: "done") == ["a.csv.summary.json"])
    #expect(try other.stage.look().taken.map(\.name) == ["a.csv"])
    #expect(try file.bringBack() == nil)
  }

  @Test func whatHasComeUnderItsNameMeanwhileStays() throws {
    var other = self
    _ = try other.moved()
    try append("b@example.com\n", to: "done/a.csv")
    try stage.drop("new", as: "a.csv")
    let file = try #require(try other.stage.look().continued.first)
    #expect(try file.bringBack()?.position?.file == stage.folder.path("a-2.csv"))
    #expect(try stage.folder.text(of: "a.csv") == "new")
    #expect(try stage.folder.text(of: "a-2.csv") == text + "b@example.com\n")
  }

  @Test(arguments: ["Email\na@example.com\n", "Email\nb@example.com\n", "Email\na@example.com\n\n"])
  func itsBytesCountAndNotItsTime(_ written: String) throws {
    var other = self
    let memory = try other.moved()
    let place = stage.folder.path("done/a.csv")
    let file = open(place, O_WRONLY)
    let bytes = Array(written.utf8)
    #expect(pwrite(file, bytes, bytes.count, 0) == bytes.count)
    close(file)
    #expect(utimensat(AT_FDCWD, place, [timespec(tv_sec: 5, tv_nsec: 0), timespec(tv_sec: 5, tv_nsec: 0)], 0) == 0)
    let found = try #require(try other.stage.look().continued.first)
    #expect(try found.hasChanged(since: memory.content) == (written != text))
  }

  @Test func anotherFileOfItsNameIsNotIt() throws {
    var other = self
    _ = try other.moved()
    // The old one stays on the disk, so that the new one has another inode.
    #expect(link(stage.folder.path("done/a.csv"), stage.folder.path("kept")) == 0)
    unlink(stage.folder.path("done/a.csv"))
    try stage.folder.write("somebody's", to: "done/a.csv")
    #expect(try other.stage.look().continued.isEmpty)
  }

  @Test func itIsLookedAtForADay() throws {
    var other = self
    _ = try other.moved()
    try append("b@example.com\n", to: "done/a.csv")
    other.stage.now = other.stage.now + ContinuedFile.memory
    #expect(try other.stage.look().continued.isEmpty)
  }

  @Test func withAMarkerItsSenderHasSaidThatItWasWhole() throws {
    var other = self
    _ = try other.moved()
    try append("b@example.com\n", to: "done/a.csv")
    other.stage.settings.readiness = .marker(".done")
    #expect(try other.stage.look().continued.isEmpty)
  }

  @Test func ofManyThoseAreLookedAtThatWereMovedLast() {
    var remembered: [String: RememberedFile] = [:]
    let now = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    for number in 0..<(ContinuedFile.maxFiles + 5) {
      var file = RememberedFile(
        name: "\(number)", version: FileVersion(size: 1, modifiedNanoseconds: 1, inode: 1),
        content: FileContent(size: 1, headDigest: [], digest: []), standing: .done,
        at: Timestamp(millisecondsSince1970: now.millisecondsSince1970 - Int64(number)))
      file.isAtRest = true
      file.place = "done/\(number)"
      remembered[file.name] = file
    }
    let watched = ContinuedFile.watched(remembered, now: now)
    #expect(watched.count == ContinuedFile.maxFiles)
    #expect(!watched.contains { $0.name == "\(ContinuedFile.maxFiles)" })
  }
}
