import Foundation
import Glibc
import LeadConfig
import LeadModel
import TestSupport
import Testing

@testable import LeadSources

struct FolderSourceTests {
  @Test func whatMatchesIsTaken() throws {
    let stage = try FolderStage()
    try stage.drop("x", as: "b.csv", secondsAgo: 10)
    try stage.drop("xy", as: "a.csv", secondsAgo: 5)
    try stage.drop("x", as: ".hidden.csv")
    try stage.drop("x", as: "notes.txt")
    try stage.drop("x", as: "done/c.csv")
    try stage.drop("x", as: "failed/d.csv")
    try stage.drop("x", as: "inner.csv/e.csv")
    guard mkfifo(stage.folder.path("pipe.csv"), 0o600) == 0 else { throw StageError.last() }
    let listing = try stage.look()
    #expect(listing.taken.map(\.name) == ["b.csv", "a.csv"])
    #expect(listing.taken.map(\.path) == [stage.folder.path("b.csv"), stage.folder.path("a.csv")])
    #expect(listing.taken.map(\.version.size) == [1, 2])
    #expect(listing.problems.isEmpty)
    #expect(listing.waitsUntil == nil)
  }

  @Test func aSlashAtThePathsEndIsNothing() throws {
    var stage = try FolderStage()
    try stage.drop("x", as: "a.csv")
    stage.settings.path += "/"
    #expect(try stage.look().taken.map(\.path) == [stage.folder.path("a.csv")])
  }

  @Test func whatIsSettledIsNotTakenAgainUntilItChanges() throws {
    var stage = try FolderStage()
    stage.settings.afterwards = .leave
    try stage.drop("x", as: "a.csv", secondsAgo: 9)
    stage.remembered["a.csv"] = FolderStage.remembered(try stage.file())
    #expect(try stage.look().taken.isEmpty)
    try stage.drop("xy", as: "a.csv", secondsAgo: 8)
    #expect(try stage.look().taken.count == 1)
  }

  @Test func aSlowCopyIsWaitedForOverLooks() throws {
    let stage = try FolderStage(.stable(.seconds(5)))
    var source = FolderSource(stage.settings)
    func look(after seconds: Int) throws -> FolderListing {
      try source.ready(now: stage.now + .seconds(seconds), remembered: [:])
    }
    try stage.drop("Email\n", as: "a.csv")
    #expect(try look(after: 0).waitsUntil == stage.now + .seconds(5))
    try stage.drop("Email\na@example.com\n", as: "a.csv", secondsAgo: -4)
    let listing = try look(after: 5)
    #expect(listing.taken.isEmpty)
    #expect(listing.waitsUntil == stage.now + .seconds(10))
    #expect(try look(after: 10).taken.map(\.version.size) == [20])
  }

  // MARK: What is in the way

  @Test func aFolderThatIsGoneMayComeBack() throws {
    var stage = try FolderStage()
    stage.settings.path = stage.folder.path("drop")
    var source = FolderSource(stage.settings)
    func look() throws -> FolderListing { try source.ready(now: stage.now, remembered: [:]) }
    let gone = #expect(throws: Diagnostic.self) { try look() }
    #expect(gone?.code == "folder.gone")
    try stage.drop("x", as: "drop/a.csv")
    #expect(try look().taken.count == 1)
  }

  @Test func aFileInThePlaceOfTheFolderIsNone() throws {
    var stage = try FolderStage()
    stage.settings.path = try stage.folder.write("x", to: "drop")
    let gone = #expect(throws: Diagnostic.self) { try stage.look() }
    #expect(gone?.code == "folder.gone")
  }

  @Test func aFolderThatCannotBeListedSaysSo() throws {
    let stage = try FolderStage()
    chmod(stage.folder.path, 0o300)
    let refused = #expect(throws: Diagnostic.self) { try asStranger { try stage.look() } }
    #expect(refused?.code == "folder.unreadable")
    chmod(stage.folder.path, 0o700)
  }

  @Test func aFileThatCannotBeReadKeepsNoOtherFromBeingTaken() throws {
    let stage = try FolderStage()
    try stage.drop("x", as: "closed.csv", secondsAgo: 9)
    try stage.drop("x", as: "open.csv")
    chmod(stage.folder.path("closed.csv"), 0)
    let listing = try asStranger { try stage.look() }
    #expect(listing.taken.map(\.name) == ["open.csv"])
    #expect(listing.problems.map(\.code) == ["folder.unreadable"])
    #expect(listing.problems.first?.position?.file == stage.folder.path("closed.csv"))
  }

  @Test func problemsOfManyFilesAreNotAllTold() throws {
    let stage = try FolderStage()
    for number in 0...FolderSource.maxProblems {
      try stage.drop("x", as: "closed\(number).csv")
      chmod(stage.folder.path("closed\(number).csv"), 0)
      symlink("elsewhere", stage.folder.path("link\(number).csv"))
    }
    let listing = try asStranger { try stage.look() }
    #expect(listing.problems.filter { $0.code == "folder.unreadable" }.count == FolderSource.maxProblems)
    #expect(listing.problems.filter { $0.code == "folder.link" }.count == FolderSource.maxProblems)
  }

  @Test func aLinkIsToldAndNotFollowed() throws {
    let stage = try FolderStage()
    let outside = try TemporaryFolder()
    symlink(try outside.write("x", to: "secret.csv"), stage.folder.path("a.csv"))
    let listing = try stage.look()
    #expect(listing.taken.isEmpty)
    #expect(listing.problems.map(\.code) == ["folder.link"])
    #expect(listing.problems.first?.severity == .warning)
  }

  @Test(arguments: [
    Array("a\u{7}.csv".utf8), Array("a\n.csv".utf8), [0x61, 0xE9, 0x2E, 0x63, 0x73, 0x76],
    Array((String(repeating: "n", count: FolderScan.maxNameBytes - 3) + ".csv").utf8),
  ])
  func aNameThatCannotBeWorkedWithIsCountedAndNotShown(_ name: [UInt8]) throws {
    let stage = try FolderStage()
    let path = (Array("\(stage.folder.path)/".utf8) + name + [0]).map(CChar.init(bitPattern:))
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    #expect(file >= 0)
    close(file)
    let listing = try stage.look()
    #expect(listing.taken.isEmpty)
    #expect(listing.problems.map(\.code) == ["folder.name"])
    #expect(listing.problems.first?.message.hasPrefix("a file is passed over") == true)
  }

  @Test func theLongestNameIsTaken() throws {
    let stage = try FolderStage()
    try stage.drop("x", as: String(repeating: "n", count: FolderScan.maxNameBytes - 4) + ".csv")
    #expect(try stage.look().taken.count == 1)
  }

  @Test func whatLastsIsToldOnce() throws {
    let stage = try FolderStage()
    symlink("elsewhere", stage.folder.path("a.csv"))
    var source = FolderSource(stage.settings)
    var told: [String] = []
    for _ in 1...3 {
      for problem in try source.ready(now: stage.now, remembered: [:]).problems where source.isNews(problem) {
        told.append(problem.code)
      }
    }
    #expect(told == ["folder.link"])
  }

  @Test func aRehearsalTakesEachFileOnceAndEnds() throws {
    let stage = try FolderStage()
    for number in 0...FolderScan.maxFiles { try stage.drop("x", as: "f\(number).csv") }
    var source = FolderSource(stage.settings)
    func look() throws -> FolderListing { try source.ready(now: stage.now, remembered: [:], isRehearsal: true) }
    let first = try look()
    #expect(first.taken.count == FolderScan.maxFiles && first.waitsUntil == stage.now)
    let second = try look()
    #expect(second.taken.count == 1 && second.waitsUntil == nil)
    #expect(Set(first.taken + second.taken).count == FolderScan.maxFiles + 1)
    #expect(try look().taken.isEmpty)
    try stage.drop("xy", as: "f0.csv")
    #expect(try look().taken.map(\.name) == ["f0.csv"])
  }

  // MARK: Many

  @Test(.timeLimit(.minutes(1)))
  func aThousandFilesAtOnceAreTakenInOneLookAndTheRestInTheNext() throws {
    var stage = try FolderStage()
    let total = FolderScan.maxFiles + 200
    for number in 0..<total {
      try stage.drop("x", as: "f\(number).csv", secondsAgo: total - number)
    }
    let start = ContinuousClock.now
    let listing = try stage.look()
    let took = ContinuousClock.now - start
    #expect(listing.taken.map(\.name) == (0..<FolderScan.maxFiles).map { "f\($0).csv" })
    #expect(listing.waitsUntil == stage.now)
    // It takes some milliseconds; this is for a busy machine, and far below one system call too many for each pair.
    #expect(took < .seconds(2))
    for file in listing.taken { stage.remembered[file.name] = FolderStage.remembered(file) }
    stage.settings.afterwards = .leave
    let rest = try stage.look()
    #expect(rest.taken.map(\.name) == (FolderScan.maxFiles..<total).map { "f\($0).csv" })
    #expect(rest.waitsUntil == nil)
  }
}
