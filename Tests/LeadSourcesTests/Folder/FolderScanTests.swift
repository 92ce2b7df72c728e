import LeadConfig
import LeadModel
import Testing

@testable import LeadSources

struct FolderScanTests {
  private let now = Timestamp(millisecondsSince1970: 100_000_000_000)

  private func entry(_ name: String, changed: Int64 = 1, kind: FolderEntry.Kind = .file) -> FolderEntry {
    FolderEntry(
      name: name, kind: kind, version: FileVersion(size: 1, modifiedNanoseconds: changed, inode: 1))
  }

  private func settings(
    _ readiness: FolderSettings.Readiness = .renamed, _ afterwards: FolderSettings.Afterwards = .move
  ) -> FolderSettings {
    var settings = FolderSettings(path: "/srv/drop")
    settings.readiness = readiness
    settings.afterwards = afterwards
    return settings
  }

  private func remembered(
    _ entry: FolderEntry, _ standing: RememberedFile.Standing = .done, isAtRest: Bool = true, daysAgo: Int64 = 0
  ) -> RememberedFile {
    var file = RememberedFile(
      name: entry.name, version: entry.version, content: FileContent(size: 1, headDigest: [], digest: []),
      standing: standing, at: Timestamp(millisecondsSince1970: now.millisecondsSince1970 - daysAgo * 86_400_000))
    file.isAtRest = isAtRest
    return file
  }

  private func decide(
    _ settings: FolderSettings, _ entries: [FolderEntry], _ remembered: [RememberedFile] = [], isCut: Bool = false
  ) -> FolderScan.Decision {
    var readiness = FileReadiness(settings.readiness)
    let byName = Dictionary(uniqueKeysWithValues: remembered.map { ($0.name, $0) })
    return FolderScan(settings).decide(
      FolderSnapshot(entries: entries, isCut: isCut), remembered: byName, readiness: &readiness, now: now)
  }

  // MARK: Which names

  @Test(arguments: [
    ("a.csv", true), ("A.CSV", true), ("a.jsonl", true), ("a.ndjson", true), ("a.xlsx", true), ("a.json.gz", true),
    ("a.txt", false), ("done", false), (".a.csv", false), ("a.csv.part", false), ("a.csv.filepart", false),
  ])
  func tablesAreWantedAndHiddenFilesAreNot(name: String, isWanted: Bool) {
    #expect(FolderScan(settings()).isWanted(name) == isWanted)
  }

  @Test func givenGlobsCountInPlaceOfTheUsualOnes() {
    var settings = settings()
    settings.match = ["crm-*", "*.txt"]
    let scan = FolderScan(settings)
    #expect(scan.isWanted("crm-1"))
    #expect(scan.isWanted("x.txt"))
    #expect(!scan.isWanted("a.csv"))
    #expect(!scan.isWanted(".crm-1"))
  }

  @Test func aMarkerIsSeenAndNeverRead() {
    var settings = settings(.marker(".done"))
    settings.match = ["*"]
    #expect(FolderScan(settings).isWanted("a.csv.done"))
    let decision = decide(settings, [entry("a.csv"), entry("a.csv.done"), entry("b.csv")])
    #expect(decision.whole.map(\.name) == ["a.csv"])
    #expect(decision.waitsUntil == nil)
  }

  @Test func aFolderIsNoMarker() {
    #expect(decide(settings(.marker(".done")), [entry("a.csv"), entry("a.csv.done", kind: .other)]).whole.isEmpty)
  }

  // MARK: Which files

  @Test func theOldestComeFirstAndThenByName() {
    let entries = [entry("b", changed: 2), entry("c", changed: 1), entry("a", changed: 2)]
    #expect(decide(settings(), entries).whole.map(\.name) == ["c", "a", "b"])
  }

  @Test func linksAndFoldersAreNotTaken() {
    let decision = decide(
      settings(), [entry("b.csv", kind: .link), entry("a.csv", kind: .link), entry("d.csv", kind: .other)])
    #expect(decision.whole.isEmpty)
    #expect(decision.links == ["a.csv", "b.csv"])
  }

  @Test func theFirstThatMayBeWholeIsWaitedFor() {
    let time = now.millisecondsSince1970 * 1_000_000
    var readiness = FileReadiness(.stable(.seconds(5)))
    let scan = FolderScan(settings(.stable(.seconds(5))))
    func waits(_ entries: [FolderEntry], secondsLater: Int64) -> Int64? {
      let later = Timestamp(millisecondsSince1970: now.millisecondsSince1970 + secondsLater * 1000)
      let decision = scan.decide(
        FolderSnapshot(entries: entries), remembered: [:], readiness: &readiness, now: later)
      return decision.waitsUntil.map { ($0.millisecondsSince1970 - now.millisecondsSince1970) / 1000 }
    }
    #expect(waits([entry("a", changed: time)], secondsLater: 0) == 5)
    #expect(waits([entry("a", changed: time), entry("b", changed: time)], secondsLater: 2) == 5)
    #expect(waits([entry("a", changed: time), entry("b", changed: time)], secondsLater: 5) == 7)
  }

  struct Known: Sendable, CustomTestStringConvertible {
    var name: String
    var standing: RememberedFile.Standing
    var isAtRest = true
    var isChanged = false
    var afterwards = FolderSettings.Afterwards.move
    var isTaken = false
    var isUnmoved = false
    var testDescription: String { name }
  }

  @Test(arguments: [
    Known(name: "settled and left", standing: .done, afterwards: .leave),
    Known(name: "settled, left, and not said to rest", standing: .done, isAtRest: false, afterwards: .leave),
    Known(name: "failed and left", standing: .failed, afterwards: .leave),
    Known(name: "settled, and could not be moved", standing: .done, isAtRest: false, isUnmoved: true),
    Known(name: "failed, and could not be moved", standing: .failed, isAtRest: false, isUnmoved: true),
    Known(name: "left before files were to be moved", standing: .done),
    Known(name: "its run was killed", standing: .begun, isAtRest: false, isTaken: true),
    Known(name: "changed since it was settled", standing: .done, isChanged: true, isTaken: true),
    Known(name: "changed since it failed", standing: .failed, isChanged: true, afterwards: .leave, isTaken: true),
    Known(name: "changed before it could be moved", standing: .done, isAtRest: false, isChanged: true, isTaken: true),
  ])
  func whatIsRememberedDecides(_ row: Known) {
    let file = remembered(entry("a.csv"), row.standing, isAtRest: row.isAtRest)
    let decision = decide(settings(.renamed, row.afterwards), [entry("a.csv", changed: row.isChanged ? 2 : 1)], [file])
    #expect(decision.whole.map(\.name) == (row.isTaken ? ["a.csv"] : []))
    #expect(decision.unmoved.map(\.name) == (row.isUnmoved ? ["a.csv"] : []))
    #expect(decision.forgotten.isEmpty)
  }

  @Test func everyPartOfAVersionCounts() {
    let known = remembered(entry("a"))
    var changed = [entry("a"), entry("a"), entry("a")]
    changed[0].version.size += 1
    changed[1].version.modifiedNanoseconds -= 1
    changed[2].version.inode += 1
    for entry in changed { #expect(decide(settings(), [entry], [known]).whole == [entry]) }
    #expect(decide(settings(), [entry("a")], [known]).whole.isEmpty)
  }

  // MARK: What is forgotten

  @Test func aFileThatIsGoneIsForgottenThirtyDaysAfterItsRun() {
    let files = [
      remembered(entry("there"), daysAgo: 90), remembered(entry("young"), daysAgo: 29),
      remembered(entry("old"), daysAgo: 30), remembered(entry("older"), daysAgo: 31),
    ]
    let there = [entry("there")]
    #expect(decide(settings(), there, files).forgotten == ["older", "old"])
    #expect(decide(settings(), there, files, isCut: true).forgotten.isEmpty)
  }

  @Test func theOldestThatAreGoneMakeRoom() {
    let count = FolderScan.maxEntries + 3
    let files = (0..<count).map { remembered(entry("f\($0)"), daysAgo: $0 < 10 ? Int64(10 - $0) : 0) }
    let there = [entry("f0"), entry("f2")]
    #expect(decide(settings(), there, files).forgotten == ["f1", "f3", "f4"])
  }
}
