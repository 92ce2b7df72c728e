import Foundation
import LeadJournal
import LeadModel
import TestSupport
import Testing

/// Several processes at one dead-letter file.
///
/// Two openings of a file in one process lock each other out as two processes' do, so handles stand for processes here.
@Suite(.timeLimit(.minutes(5)))
struct DeadLetterFileSharingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func appendsOfSeveralProcessesDoNotMix() async throws {
    let path = folder.path("dead.jsonl")
    try await withThrowingTaskGroup { group in
      for process in 0..<4 {
        group.addTask {
          let file = try DeadLetterFile(path)
          for batch in 0..<25 {
            try file.append((0..<4).map { Samples.letter("\(process)-\(batch)-\($0)") })
          }
        }
      }
      try await group.waitForAll()
    }
    let file = try DeadLetterFile(path)
    let ids = try ids(file)
    #expect(ids.count == 400)
    #expect(Set(ids).count == 400)
    for process in 0..<4 {
      #expect(ids.filter { $0.hasPrefix("\(process)-") } == (0..<100).map { "\(process)-\($0 / 4)-\($0 % 4)" })
    }
  }

  @Test func whatIsAppendedDuringAReplayStays() async throws {
    let path = folder.path("dead.jsonl")
    let old = (0..<200).map { "old-\($0)" }
    try DeadLetterFile(path).append(old.map { Samples.letter($0) })
    try await withThrowingTaskGroup { group in
      for process in 0..<2 {
        group.addTask {
          let file = try DeadLetterFile(path)
          for number in 0..<60 { try file.append([Samples.letter("new-\(process)-\(number)")]) }
        }
      }
      group.addTask {
        let file = try DeadLetterFile(path)
        for start in stride(from: 0, to: 200, by: 10) {
          let delivered = Set(old[start..<start + 10])
          let counts = try file.rewrite(keeping: { !delivered.contains($0.id) })
          #expect(counts.removed == 10)
        }
      }
      try await group.waitForAll()
    }
    let ids = try ids(DeadLetterFile(path))
    #expect(ids.count == 120)
    #expect(Set(ids).count == 120)
    #expect(ids.allSatisfy { $0.hasPrefix("new-") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["dead.jsonl"])
  }

  @Test func aRewritingLeavesReplacedLettersInTheirPlaces() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append(["a", "b", "c"].map { Samples.letter($0) })
    var again = Samples.letter("b")
    again.delivery = .init(attempts: 9, firstAt: nil, lastAt: nil, status: 400, body: nil)
    let counts = try file.rewrite { [again] letter in
      switch letter.id {
      case "a": .remove
      case "b": .replace(again)
      default: .keep
      }
    }
    #expect(counts == .init(kept: 1, removed: 1, replaced: 1))
    #expect(try ids(file) == ["b", "c"])
    let lines = try folder.text(of: "dead.jsonl").split(separator: "\n")
    #expect(lines[0].contains(#""attempts":9"#))
    #expect(lines[1] == String(decoding: Samples.letter("c").line, as: UTF8.self))
  }

  @Test func aRewritingThatKeepsAllChangesNothing() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append([Samples.letter("a")])
    let before = try inode("dead.jsonl")
    try file.rewrite(keeping: { _ in true })
    #expect(try inode("dead.jsonl") == before)
  }

  /// A process that dies while it rewrites leaves the file as it was, and half a successor beside it.
  @Test func whatADeadRewritingLeftDoesNoHarm() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append([Samples.letter("a"), Samples.letter("b")])
    try folder.write(Samples.letter("a").line.dropLast(5), to: "dead.jsonl.new")
    #expect(try ids(DeadLetterFile(file.path)) == ["a", "b"])
    try file.rewrite(keeping: { $0.id == "b" })
    #expect(try ids(file) == ["b"])
    #expect(!FileManager.default.fileExists(atPath: folder.path("dead.jsonl.new")))
  }

  @Test func aFileThatWasRemovedIsMadeAnew() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append([Samples.letter("a")])
    try FileManager.default.removeItem(atPath: file.path)
    try file.append([Samples.letter("b")])
    #expect(try ids(file) == ["b"])
  }

  @Test func aLinkStaysALink() throws {
    let target = try folder.write("", to: "real.jsonl")
    let link = folder.path("dead.jsonl")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    let file = try DeadLetterFile(link)
    try file.append([Samples.letter("a"), Samples.letter("b")])
    try file.rewrite(keeping: { $0.id == "b" })
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(try ids(DeadLetterFile(target)) == ["b"])
    #expect(file.name == link)
  }

  // MARK: -

  private func ids(_ file: DeadLetterFile) throws -> [String] {
    var ids: [String] = []
    var reader = try file.reader()
    while case .letter(let letter, _) = try reader.next() { ids.append(letter.id) }
    return ids
  }

  private func inode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder.path(name))[.systemFileNumber] as? Int
  }
}
