import LeadConfig
import LeadModel
import Testing

@testable import LeadSources

struct FileReadinessTests {
  /// What is seen at one time, and what it is taken for.
  struct Look: Sendable {
    var second: Int
    /// `nil`: it is not there.
    var size: Int?
    /// When it was changed; by default long ago, but for the clock's sake not long enough.
    var changed: Int = 0
    var inode: UInt64 = 1
    var verdict: FileReadiness.Verdict?

    static func waits(until second: Int) -> FileReadiness.Verdict {
      .waits(until: Timestamp(millisecondsSince1970: Int64(second) * 1000))
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var looks: [Look]
    var testDescription: String { name }
  }

  private func entry(_ name: String, size: Int, changed: Int, inode: UInt64 = 1) -> FolderEntry {
    FolderEntry(
      name: name, kind: .file,
      version: FileVersion(size: size, modifiedNanoseconds: Int64(changed) * 1_000_000_000, inode: inode))
  }

  private func time(_ second: Int) -> Timestamp { Timestamp(millisecondsSince1970: Int64(second) * 1000) }

  @Test(arguments: [
    Case(
      name: "a slow copy is whole five seconds after its last bytes",
      looks: [
        Look(second: 100, size: 10, changed: 100, verdict: Look.waits(until: 105)),
        Look(second: 104, size: 20, changed: 104, verdict: Look.waits(until: 109)),
        Look(second: 108, size: 30, changed: 107, verdict: Look.waits(until: 113)),
        Look(second: 112, size: 30, changed: 107, verdict: Look.waits(until: 113)),
        Look(second: 113, size: 30, changed: 107, verdict: .ready),
      ]),
    Case(
      name: "a copy into a file of its final size moves its time alone",
      looks: [
        Look(second: 100, size: 30, changed: 100, verdict: Look.waits(until: 105)),
        Look(second: 106, size: 30, changed: 105, verdict: Look.waits(until: 111)),
        Look(second: 111, size: 30, changed: 105, verdict: .ready),
      ]),
    Case(
      name: "what was changed a minute and five seconds ago is whole at the first look",
      looks: [Look(second: 165, size: 1, changed: 100, verdict: .ready)]),
    Case(
      name: "a second less is not",
      looks: [
        Look(second: 164, size: 1, changed: 100, verdict: Look.waits(until: 165)),
        Look(second: 165, size: 1, changed: 100, verdict: .ready),
      ]),
    Case(
      name: "a time of change in the future says nothing",
      looks: [
        Look(second: 100, size: 1, changed: 9_000, verdict: Look.waits(until: 105)),
        Look(second: 105, size: 1, changed: 9_000, verdict: .ready),
      ]),
    Case(
      name: "a server's clock that is half a minute behind does not make a growing file whole",
      looks: [
        Look(second: 100, size: 1, changed: 70, verdict: Look.waits(until: 105)),
        Look(second: 104, size: 2, changed: 74, verdict: Look.waits(until: 109)),
      ]),
    Case(
      name: "a file that is truncated and copied again begins anew",
      looks: [
        Look(second: 100, size: 30, changed: 100, verdict: Look.waits(until: 105)),
        Look(second: 104, size: 5, changed: 104, verdict: Look.waits(until: 109)),
        Look(second: 109, size: 5, changed: 104, verdict: .ready),
      ]),
    Case(
      name: "another file of the same name, size and time begins anew",
      looks: [
        Look(second: 100, size: 30, changed: 100, verdict: Look.waits(until: 105)),
        Look(second: 105, size: 30, changed: 100, inode: 2, verdict: Look.waits(until: 110)),
      ]),
    Case(
      name: "a file that was away begins anew",
      looks: [
        Look(second: 100, size: 30, changed: 100, verdict: Look.waits(until: 105)),
        Look(second: 103),
        Look(second: 105, size: 30, changed: 100, verdict: Look.waits(until: 110)),
      ]),
    Case(
      name: "a clock that is set back makes it wait again",
      looks: [
        Look(second: 5_000, size: 30, changed: 5_000, verdict: Look.waits(until: 5_005)),
        Look(second: 1_400, size: 30, changed: 5_000, verdict: Look.waits(until: 1_405)),
        Look(second: 1_405, size: 30, changed: 5_000, verdict: .ready),
      ]),
    Case(
      name: "a file without bytes is not whole however old it is",
      looks: [Look(second: 100_000, size: 0, changed: 1, verdict: .waitsForMore)]),
  ])
  func aStableFileIsWhole(_ row: Case) {
    var readiness = FileReadiness(.stable(.seconds(5)))
    for look in row.looks {
      let files = look.size.map { [entry("a.csv", size: $0, changed: look.changed, inode: look.inode)] } ?? []
      let verdicts = readiness.judge(files, markers: [:], now: time(look.second))
      #expect(verdicts == (look.verdict.map { [$0] } ?? []), "at \(look.second)")
    }
  }

  @Test func filesAreJudgedEachByItself() {
    var readiness = FileReadiness(.stable(.seconds(5)))
    let old = entry("old.csv", size: 1, changed: 0)
    let new = entry("new.csv", size: 1, changed: 99)
    #expect(readiness.judge([new, old], markers: [:], now: time(100)) == [Look.waits(until: 105), .ready])
    #expect(readiness.judge([old, new], markers: [:], now: time(105)) == [.ready, .ready])
  }

  @Test func noTimeIsAtOnce() {
    var readiness = FileReadiness(.stable(.zero))
    #expect(readiness.judge([entry("a", size: 1, changed: 100)], markers: [:], now: time(100)) == [.ready])
  }

  struct Marked: Sendable, CustomTestStringConvertible {
    var name: String
    var changed: Int
    /// `nil`: there is none.
    var marked: Int?
    var isReady: Bool
    var testDescription: String { name }
  }

  @Test(arguments: [
    Marked(name: "no marker", changed: 50, marked: nil, isReady: false),
    Marked(name: "a marker that came after", changed: 50, marked: 60, isReady: true),
    Marked(name: "a marker of the same moment", changed: 50, marked: 50, isReady: true),
    Marked(name: "a marker of the file before", changed: 50, marked: 49, isReady: false),
    Marked(name: "a file of the future", changed: 500, marked: 60, isReady: true),
  ])
  func aMarkerThatIsNotOlderMakesAFileWhole(_ row: Marked) {
    var readiness = FileReadiness(.marker(".done"))
    let markers = row.marked.map { ["a.csv.done": entry("a.csv.done", size: 0, changed: $0)] } ?? [:]
    let verdicts = readiness.judge([entry("a.csv", size: 0, changed: row.changed)], markers: markers, now: time(100))
    #expect(verdicts == [row.isReady ? .ready : .waitsForMore])
  }

  @Test func whatIsRenamedIntoPlaceIsWholeAtOnce() {
    var readiness = FileReadiness(.renamed)
    let files = [entry("a", size: 0, changed: 0), entry("b", size: 1, changed: 900)]
    #expect(readiness.judge(files, markers: [:], now: time(100)) == [.ready, .ready])
  }
}
