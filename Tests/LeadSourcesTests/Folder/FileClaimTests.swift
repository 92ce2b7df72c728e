import Foundation
import Glibc
import LeadConfig
import LeadModel
import TestSupport
import Testing

@testable import LeadSources

struct FileClaimTests {
  private let stage: FolderStage

  init() throws { stage = try FolderStage() }

  @Test func oneOfTwoHasAFile() throws {
    try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    var claim = try FileClaim.taken(file)
    #expect(claim?.isUnchanged == true)
    #expect(claim?.warning == nil)
    #expect(try FileClaim.taken(file) == nil)
    claim = nil
    #expect(try FileClaim.taken(file) != nil)
  }

  @Test func whatIsGoneIsNotClaimed() throws {
    try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    try FileManager.default.removeItem(atPath: file.path)
    #expect(try FileClaim.taken(file) == nil)
  }

  @Test func aFileThatHasGrownSinceTheLookIsNotClaimed() throws {
    try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    try stage.drop("xy", as: "a.csv")
    #expect(try FileClaim.taken(file) == nil)
    #expect(try FileClaim.taken(stage.file()) != nil)
  }

  @Test func aPipeOrLinkThatCameIntoItsPlaceIsNotClaimed() throws {
    try stage.drop("x", as: "a.csv")
    try stage.drop("x", as: "other")
    let file = try stage.file()
    unlink(file.path)
    guard mkfifo(file.path, 0o600) == 0 else { throw StageError.last() }
    #expect(try FileClaim.taken(file) == nil)
    unlink(file.path)
    symlink("other", file.path)
    #expect(try FileClaim.taken(file) == nil)
  }

  @Test func whoWaitedForAFileThatWasMovedHasNothing() throws {
    try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    // As if it had been opened before the other instance moved it, and locked after.
    mkdir(stage.folder.path("done"), 0o700)
    #expect(rename(file.path, stage.folder.path("done/a.csv")) == 0)
    link(stage.folder.path("done/a.csv"), stage.folder.path("b.csv"))
    #expect(try FileClaim.taken(file) == nil)
    try stage.drop("x", as: "a.csv")
    #expect(try FileClaim.taken(file) == nil)
  }

  @Test func aFileThatBecameUnreadableSaysSo() throws {
    try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    chmod(file.path, 0)
    let refused = #expect(throws: Diagnostic.self) { try asStranger { try FileClaim.taken(file) } }
    #expect(refused?.code == "folder.unreadable")
    #expect(refused?.position?.file == file.path)
  }

  @Test(.timeLimit(.minutes(1)))
  func ofManyInstancesEachFileHasOneTaker() async throws {
    let count = 60
    for number in 0..<count { try stage.drop("\(number)", as: "f\(number).csv", secondsAgo: number) }
    let settings = stage.settings
    let now = stage.now
    let taken = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var source = FolderSource(settings)
          var own: [String] = []
          while true {
            let listing = try source.ready(now: now, remembered: [:])
            if listing.taken.isEmpty { return own }
            for file in listing.taken {
              guard let claim = try FileClaim.taken(file) else { continue }
              own.append(file.name)
              _ = try claim.finish(.done, summary: [], rejects: nil)
            }
            await Task.yield()
          }
        }
      }
      return try await group.reduce([], +)
    }
    #expect(taken.sorted() == (0..<count).map { "f\($0).csv" }.sorted())
    #expect(try stage.names(in: "done").filter { $0.hasSuffix("0.csv") }.count == 6)
  }

  // MARK: Writers

  @Test func aFileThatSomebodyHasOpenForWritingIsNotClaimedUntilTheyAreDone() throws {
    let path = try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    var writer: Writer? = try Writer(of: path)
    guard case .written(let warning) = try FileClaim.attempt(file) else {
      Issue.record("it was claimed")
      return
    }
    #expect(warning.code == "folder.writing")
    #expect(warning.severity == .warning)
    #expect(warning.position?.file == path)
    withExtendedLifetime(writer) {}
    writer = nil
    #expect(try FileClaim.taken(file) != nil)
  }

  @Test func aFileWithAWritersLeaseIsNotClaimed() throws {
    let path = try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    let writer = open(path, O_RDWR)
    // As in `OpenWriters`: a signal that does nothing, and the lease of one who writes.
    #expect(fcntl(writer, 10, SIGURG) == 0)
    #expect(fcntl(writer, 1024, Int32(F_WRLCK)) == 0)
    guard case .written = try FileClaim.attempt(file) else {
      Issue.record("it was claimed")
      return
    }
    close(writer)
    #expect(try FileClaim.taken(file) != nil)
  }

  @Test func aFileThatSomebodyOpenedMeanwhileStaysUntilTheyAreDone() throws {
    let path = try stage.drop("x", as: "a.csv")
    let claim = try #require(try FileClaim.taken(stage.file()))
    var writer: Writer? = try Writer(of: path)
    #expect(try claim.finish(.done, summary: [], rejects: nil) == .written)
    #expect(try stage.names() == ["a.csv"])
    withExtendedLifetime(writer) {}
    writer = nil
    #expect(try claim.finish(.done, summary: [], rejects: nil) == .moved(path: stage.folder.path("done/a.csv")))
  }

  @Test(
    arguments: [(0x801, "ext4"), (0x10, "tmpfs"), (0x2F, "nfs4"), (0xFE00, "btrfs"), (0x33, nil)]
      as [(UInt64, String?)])
  func theFileSystemOfADeviceIsFoundAmongTheMounts(_ device: UInt64, _ kind: String?) {
    let mounts = """
      22 27 0:16 / /run rw,relatime shared:5 - tmpfs tmpfs rw
      36 35 8:1 / / rw,noatime master:1 - ext4 /dev/root rw
      40 36 0:47 / /mnt/a\\040-\\040b rw,relatime shared:9 - nfs4 server:/x rw
      41 36 254:0 / /srv rw - btrfs /dev/vda rw
      """
    #expect(OpenWriters.kind(of: device, in: mounts) == kind)
  }

  // MARK: The end

  @Test func aFileThatIsLeftStaysWithNothingBesideIt() throws {
    var stage = stage
    stage.settings.afterwards = .leave
    try stage.drop("x", as: "a.csv")
    let claim = try #require(try FileClaim.taken(stage.file()))
    let rejects = try stage.folder.write("y", to: "state/rejects")
    #expect(try claim.finish(.done, summary: Array("{}".utf8), rejects: rejects) == .left)
    #expect(try stage.names() == ["a.csv", "state"])
    #expect(try stage.names(in: "state") == ["rejects"])
  }

  @Test(arguments: FolderSettings.Afterwards.allCases)
  func whatWasWrittenMeanwhileIsNotPutAway(_ afterwards: FolderSettings.Afterwards) throws {
    var stage = stage
    stage.settings.afterwards = afterwards
    try stage.drop("x", as: "a.csv", secondsAgo: 9)
    let claim = try #require(try FileClaim.taken(stage.file()))
    try stage.drop("xy", as: "a.csv", secondsAgo: 8)
    #expect(!claim.isUnchanged)
    #expect(try claim.finish(.done, summary: [], rejects: nil) == .changed)
    #expect(try stage.names() == ["a.csv"])
  }

  @Test func anotherFileInItsPlaceIsNotPutAway() throws {
    try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    let claim = try #require(try FileClaim.taken(file))
    try stage.drop("x", as: "new")
    #expect(rename(stage.folder.path("new"), file.path) == 0)
    #expect(try claim.finish(.done, summary: [], rejects: nil) == .changed)
    #expect(try stage.names() == ["a.csv"])
  }

  @Test func aFileThatSomebodyTookAwayIsGone() throws {
    try stage.drop("x", as: "a.csv")
    let file = try stage.file()
    let claim = try #require(try FileClaim.taken(file))
    unlink(file.path)
    #expect(try claim.finish(.failed, summary: [], rejects: nil) == .gone)
    #expect(try stage.names().isEmpty)
  }
}
