import Foundation
import Glibc
import LeadConfig
import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadSources

struct FileDisposalTests {
  private let stage: FolderStage
  private static let summary = #"{"read":1}"#
  private static let table = "Email,_error\nx,email.invalid\n"

  init() throws { stage = try FolderStage() }

  /// A file that is settled, and its rejects in a place of their own.
  private func settled(_ name: String = "a.csv", in stage: FolderStage? = nil) throws -> (FileClaim, String) {
    let stage = stage ?? self.stage
    try stage.drop("Email\nx\n", as: name, secondsAgo: 9)
    let rejects = try stage.folder.write(Self.table, to: "state/rejects")
    return (try #require(try FileClaim.taken(stage.file())), rejects)
  }

  private func finish(_ claim: FileClaim, _ end: FileDisposal.End = .done, rejects: String?) throws -> FileClaim.Ending
  {
    try claim.finish(end, summary: Array(Self.summary.utf8), rejects: rejects)
  }

  private func expectAll(_ name: String, in folder: String = "done") throws {
    #expect(try stage.folder.text(of: "\(folder)/\(name)") == "Email\nx\n")
    #expect(try stage.folder.text(of: "\(folder)/\(name).summary.json") == Self.summary)
    #expect(try stage.folder.text(of: "\(folder)/\(name).rejects.csv") == Self.table)
  }

  // MARK: Where it goes

  @Test(arguments: FileDisposal.End.allCases)
  func aFileGoesWithItsSummaryAndRejects(_ end: FileDisposal.End) throws {
    let (claim, rejects) = try settled()
    let path = stage.folder.path("\(end.rawValue)/a.csv")
    #expect(try finish(claim, end, rejects: rejects) == .moved(path: path))
    try expectAll("a.csv", in: end.rawValue)
    #expect(try stage.names() == [end.rawValue, "state"].sorted())
    #expect(try stage.names(in: end.rawValue) == ["a.csv", "a.csv.rejects.csv", "a.csv.summary.json"])
    #expect(try stage.names(in: "state").isEmpty)
    var status = stat()
    #expect(stat("\(path).summary.json", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try stage.look().taken.isEmpty)
  }

  @Test func withoutRejectsThereIsNoTable() throws {
    let (claim, rejects) = try settled()
    unlink(rejects)
    _ = try finish(claim, rejects: rejects)
    #expect(try stage.names(in: "done") == ["a.csv", "a.csv.summary.json"])
  }

  @Test func anEarlierFileOfTheNameStays() throws {
    for name in ["a.csv", "a-2.csv", "a-3.csv"] {
      let (claim, rejects) = try settled()
      #expect(try finish(claim, rejects: rejects) == .moved(path: stage.folder.path("done/\(name)")))
      try expectAll(name)
    }
  }

  @Test func theMarkerGoesWithItsFile() throws {
    var stage = stage
    stage.settings.readiness = .marker(".done")
    try stage.drop("", as: "a.csv.done")
    let (claim, rejects) = try settled(in: stage)
    _ = try finish(claim, rejects: rejects)
    #expect(try stage.names() == ["done", "state"])
  }

  @Test func theFoldersModeIsThatOfTheFolderAroundIt() throws {
    chmod(stage.folder.path, 0o750)
    let (claim, rejects) = try settled()
    _ = try finish(claim, rejects: rejects)
    var status = stat()
    #expect(stat(stage.folder.path("done"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o750 & ~currentMask())
  }

  private func currentMask() -> mode_t {
    let mask = umask(0o022)
    umask(mask)
    return mask
  }

  // MARK: Dying in between

  @Test(arguments: FileDisposal.Step.allCases, [true, false])
  func aProcessMayDieBehindEveryStep(step: FileDisposal.Step, hasRejects: Bool) throws {
    var stage = stage
    stage.settings.readiness = .marker(".done")
    try stage.drop("", as: "a.csv.done")
    let (file, rejects) = try {
      let (claim, rejects) = try settled(in: stage)
      return (claim.file, rejects)
    }()
    let given = hasRejects ? rejects : nil
    stage.remembered["a.csv"] = FolderStage.remembered(file)
    let descriptor = open(file.path, O_RDONLY)
    defer { close(descriptor) }
    var disposal = FileDisposal(
      file, end: .done, summary: Array(Self.summary.utf8), rejects: given, descriptor: descriptor)
    for taken in FileDisposal.Step.allCases.prefix(through: FileDisposal.Step.allCases.firstIndex(of: step) ?? 0) {
      try disposal.take(taken)
    }
    // The next look finds what is settled and not moved, and it is moved without being read.
    let listing = try stage.look()
    #expect(listing.taken.isEmpty)
    let isThere = step != .file && step != .names
    #expect(listing.unmoved.map(\.name) == (isThere ? ["a.csv"] : []))
    for unmoved in listing.unmoved {
      let again = try #require(try FileClaim.taken(unmoved))
      #expect(try finish(again, rejects: given) == .moved(path: stage.folder.path("done/a.csv")))
    }
    #expect(try stage.names() == ["done", "state"])
    let all = ["a.csv", "a.csv.rejects.csv", "a.csv.summary.json"]
    #expect(try stage.names(in: "done") == (hasRejects ? all : [all[0], all[2]]))
    #expect(try stage.folder.text(of: "done/a.csv.summary.json") == Self.summary)
  }

  /// What somebody has left in the other folder.
  @Test(arguments: [
    ["a.csv"], ["a.csv.rejects.csv"], ["a.csv.summary.json"], ["a.csv.rejects.csv", "a.csv.summary.json"],
  ])
  func whatIsThereIsNeverReplaced(_ there: [String]) throws {
    for name in there { try stage.folder.write("old", to: "done/\(name)") }
    let (claim, rejects) = try settled()
    #expect(try finish(claim, rejects: rejects) == .moved(path: stage.folder.path("done/a-2.csv")))
    try expectAll("a-2.csv")
    for name in there { #expect(try stage.folder.text(of: "done/\(name)") == "old") }
    #expect(try stage.names(in: "done").count == there.count + 3)
  }

  @Test func aFileWhoseNameIsThatOfATableIsNotTakenForOne() throws {
    try stage.drop("somebody's", as: "a.csv.rejects.csv", secondsAgo: 20)
    let (claim, _) = try { (try #require(try FileClaim.taken(stage.file())), "") }()
    _ = try finish(claim, rejects: nil)
    let (other, _) = try settled()
    _ = try finish(other, rejects: nil)
    #expect(try stage.folder.text(of: "done/a.csv.rejects.csv") == "somebody's")
    #expect(try stage.folder.text(of: "done/a-2.csv") == "Email\nx\n")
  }

  @Test func theSummaryNamesTheTableWhereItLies() throws {
    try stage.folder.write("old", to: "done/a.csv")
    let (claim, rejects) = try settled()
    var written = JSONWriter()
    written.beginObject()
    written.member("rejects", rejects)
    written.member("read", 1)
    written.endObject()
    _ = try claim.finish(.done, summary: written.bytes, rejects: rejects)
    #expect(try stage.folder.text(of: "done/a-2.csv.summary.json") == #"{"rejects":"a-2.csv.rejects.csv","read":1}"#)
  }

  /// What comes between the last look at a file and its renaming.
  enum Intruder: CaseIterable {
    case anotherFile, moreBytes
  }

  @Test(arguments: Intruder.allCases)
  func whatWasNotReadIsPutBack(_ intruder: Intruder) throws {
    let (claim, _) = try settled()
    let path = claim.file.path
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var disposal = FileDisposal(claim.file, end: .done, summary: [], rejects: nil, descriptor: descriptor)
    for step in FileDisposal.Step.allCases {
      if step == .file {
        switch intruder {
        case .anotherFile:
          try stage.folder.write("new", to: "new")
          #expect(rename(stage.folder.path("new"), path) == 0)
        case .moreBytes: try stage.drop("Email\nx\nnew", as: "a.csv")
        }
      }
      try disposal.take(step)
    }
    #expect(try stage.folder.text(of: "a.csv").hasSuffix("new"))
    #expect(try !stage.names(in: "done").contains("a.csv"))
    #expect(try stage.look().taken.map(\.name) == ["a.csv"])
  }

  // MARK: What is in the way

  private func expectUnmoved(_ claim: FileClaim, rejects: String) throws {
    let refused = #expect(throws: Diagnostic.self) { try asStranger { try finish(claim, rejects: rejects) } }
    #expect(refused?.code == "folder.move")
    #expect(refused?.position?.file == claim.file.path)
    #expect(try stage.folder.text(of: "a.csv") == "Email\nx\n")
    #expect(FileManager.default.fileExists(atPath: rejects))
  }

  @Test func aFolderThatMayNotBeWrittenKeepsItsFile() throws {
    chmod(stage.folder.path, 0o755)
    let (claim, rejects) = try settled()
    chmod(stage.folder.path, 0o555)
    try expectUnmoved(claim, rejects: rejects)
    chmod(stage.folder.path, 0o755)
    #expect(try finish(claim, rejects: rejects) == .moved(path: stage.folder.path("done/a.csv")))
    try expectAll("a.csv")
  }

  @Test func aFileInThePlaceOfDoneKeepsItsFile() throws {
    try stage.folder.write("x", to: "done")
    let (claim, rejects) = try settled()
    try expectUnmoved(claim, rejects: rejects)
  }

  @Test func aLinkInThePlaceOfDoneIsNotFollowed() throws {
    let outside = try TemporaryFolder()
    symlink(outside.path, stage.folder.path("done"))
    let (claim, rejects) = try settled()
    let refused = #expect(throws: Diagnostic.self) { try finish(claim, rejects: rejects) }
    #expect(refused?.code == "folder.move")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
  }

  // MARK: Disks

  /// A process may die between the copy of a table and its removal, or behind it; and there may be no room for it.
  @Test(.enabled(if: SmallDisk.isToBeHad, "a disk is mounted by root alone"), arguments: [true, false])
  func toAnotherDiskATableIsCopiedOnce(_ isCopied: Bool) throws {
    mkdir(stage.folder.path("done"), 0o755)
    let disk = try SmallDisk(over: stage.folder.path("done"), kilobytes: 64)
    let (claim, rejects) = try settled()
    var disposal = FileDisposal(
      claim.file, end: .done, summary: Array(Self.summary.utf8), rejects: rejects, descriptor: claim.descriptor)
    for step in [FileDisposal.Step.place, .summary, .rejects] { try disposal.take(step) }
    if !isCopied { try stage.folder.write(Self.table, to: "state/rejects") }
    #expect(try finish(claim, rejects: rejects) == .moved(path: stage.folder.path("done/a.csv")))
    try expectAll("a.csv")
    #expect(try stage.names(in: "state").isEmpty)
    withExtendedLifetime(disk) {}
  }

  @Test(.enabled(if: SmallDisk.isToBeHad, "a disk is mounted by root alone"))
  func toAFullOtherDiskATableGoesOnceThereIsRoom() throws {
    mkdir(stage.folder.path("done"), 0o755)
    let disk = try SmallDisk(over: stage.folder.path("done"), kilobytes: 32)
    let (claim, _) = try settled()
    let rejects = try stage.folder.write(String(repeating: "x,email.invalid\n", count: 1_000), to: "state/rejects")
    let filler = try stage.folder.write([UInt8](repeating: 0, count: 16 << 10), to: "done/filler")
    for _ in 1...2 {
      let refused = #expect(throws: Diagnostic.self) { try finish(claim, rejects: rejects) }
      #expect(refused?.code == "folder.move")
    }
    unlink(filler)
    #expect(try finish(claim, rejects: rejects) == .moved(path: stage.folder.path("done/a.csv")))
    #expect(try stage.names(in: "done") == ["a.csv", "a.csv.rejects.csv", "a.csv.summary.json"])
    #expect(try stage.names(in: "state").isEmpty)
    withExtendedLifetime(disk) {}
  }

  @Test(.enabled(if: SmallDisk.isToBeHad, "a disk is mounted by root alone"))
  func toAnotherDiskAFileIsCopied() throws {
    mkdir(stage.folder.path("done"), 0o755)
    let disk = try SmallDisk(over: stage.folder.path("done"), kilobytes: 64)
    let (claim, rejects) = try settled()
    chmod(claim.file.path, 0o640)
    #expect(try finish(claim, rejects: rejects) == .moved(path: stage.folder.path("done/a.csv")))
    try expectAll("a.csv")
    #expect(try stage.names() == ["done", "state"])
    #expect(try stage.names(in: "state").isEmpty)
    var status = stat()
    #expect(stat(stage.folder.path("done/a.csv"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
    #expect(FileVersion(status).modifiedNanoseconds == claim.file.version.modifiedNanoseconds)
    withExtendedLifetime(disk) {}
  }

  @Test(.enabled(if: SmallDisk.isToBeHad, "a disk is mounted by root alone"))
  func toAFullOtherDiskNothingGoes() throws {
    mkdir(stage.folder.path("done"), 0o755)
    let disk = try SmallDisk(over: stage.folder.path("done"), kilobytes: 16)
    let text = String(repeating: "someone@example.com\n", count: 2_000)
    try stage.drop(text, as: "a.csv", secondsAgo: 9)
    let claim = try #require(try FileClaim.taken(stage.file()))
    let refused = #expect(throws: Diagnostic.self) { try finish(claim, rejects: nil) }
    #expect(refused?.code == "folder.move")
    #expect(refused?.hint?.contains("free some space") == true)
    #expect(try stage.folder.text(of: "a.csv") == text)
    #expect(try stage.names(in: "done") == ["a.csv.summary.json"])
    withExtendedLifetime(disk) {}
  }

  @Test(.enabled(if: SmallDisk.isToBeHad, "a disk is mounted by root alone"))
  func onAFullDiskAFileStaysUntilThereIsRoom() throws {
    let disk = try SmallDisk(over: stage.folder.path, kilobytes: 64)
    try stage.drop("Email\nx\n", as: "a.csv", secondsAgo: 9)
    mkdir(stage.folder.path("done"), 0o755)
    let filler = open(stage.folder.path("filler"), O_WRONLY | O_CREAT, 0o600)
    let page = [UInt8](repeating: 0, count: 4096)
    while write(filler, page, page.count) > 0 {}
    close(filler)
    let claim = try #require(try FileClaim.taken(stage.file()))
    let refused = #expect(throws: Diagnostic.self) { try finish(claim, rejects: nil) }
    #expect(refused?.code == "folder.move")
    #expect(try stage.names(in: "done").isEmpty)
    #expect(claim.isUnchanged)
    unlink(stage.folder.path("filler"))
    #expect(try finish(claim, rejects: nil) == .moved(path: stage.folder.path("done/a.csv")))
    withExtendedLifetime(disk) {}
  }
}
