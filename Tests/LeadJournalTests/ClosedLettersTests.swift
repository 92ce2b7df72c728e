import Foundation
import LeadJournal
import LeadModel
import TestSupport
import Testing

struct ClosedLettersTests {
  private let folder: TemporaryFolder
  private let file: DeadLetterFile

  init() throws {
    folder = try TemporaryFolder()
    file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append(["a", "b", "c"].map { Samples.letter($0) })
  }

  private var later: Timestamp { Timestamp(millisecondsSince1970: Samples.at.millisecondsSince1970 + 1) }
  private var isPending: Bool { FileManager.default.fileExists(atPath: folder.path("dead.jsonl.closed")) }

  private func ids() throws -> [String] {
    var reader = try file.reader()
    var ids: [String] = []
    while case .letter(let letter, _) = try reader.next() { ids.append(letter.id) }
    return ids
  }

  @Test func whatIsClosedIsTakenOutOnceItIsApplied() throws {
    try ClosedLetters.add(["b", "unknown"], at: later, beside: file)
    try ClosedLetters.add(["c"], at: later, beside: file)
    #expect(try ids() == ["a", "b", "c"])
    #expect(isPending)
    #expect(try ClosedLetters.apply(to: file) == 2)
    #expect(try ids() == ["a"])
    #expect(!isPending)
    #expect(try ClosedLetters.apply(to: file) == 0)
  }

  @Test func aRecordThatDiedAnewStays() throws {
    try ClosedLetters.add(["a"], at: later, beside: file)
    var anew = Samples.letter("a")
    anew.at = Timestamp(millisecondsSince1970: later.millisecondsSince1970 + 1)
    try file.append([anew])
    #expect(try ClosedLetters.apply(to: file) == 1)
    #expect(try ids() == ["b", "c", "a"])
  }

  /// A process may die after any byte of its line: nobody was told that the letter is closed, and the next line is whole.
  @Test func aTornLineClosesNothing() throws {
    let line = "b \(later)\n"
    for count in 1..<line.utf8.count {
      try ClosedLetters.add(["unknown"], at: later, beside: file)
      let whole = try folder.bytes(of: "dead.jsonl.closed")
      _ = try folder.write(whole + line.utf8.prefix(count), to: "dead.jsonl.closed")
      try ClosedLetters.add(["other"], at: later, beside: file)
      #expect(try folder.bytes(of: "dead.jsonl.closed") == whole + Array("other \(later)\n".utf8))
      _ = try folder.write(whole + line.utf8.prefix(count), to: "dead.jsonl.closed")
      #expect(try ClosedLetters.apply(to: file) == 0)
    }
    #expect(try ids() == ["a", "b", "c"])
  }

  @Test func nothingIsWrittenBesideADevice() throws {
    try ClosedLetters.add(["a"], at: later, beside: DeadLetterFile("/dev/null"))
    #expect(!FileManager.default.fileExists(atPath: "/dev/null.closed"))
  }
}
