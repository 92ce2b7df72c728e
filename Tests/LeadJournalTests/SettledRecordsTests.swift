import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct SettledRecordsTests {
  private let folder: TemporaryFolder
  private let salt = SettledRecord.Salt(mappingDigest: "m", columns: ["Name", "Email"])

  init() throws { folder = try TemporaryFolder() }

  private func memory(_ text: String, salt: SettledRecord.Salt? = nil) -> SettledRecord {
    let bytes = Array(text.utf8)
    return SettledRecord(
      Record(ordinal: 1, line: 1, content: .unreadable(Finding("a.b", "m")), rawBytes: bytes[...]),
      salt: salt ?? self.salt)
  }

  private func written(_ memories: [SettledRecord]) throws -> SettledRecords {
    var records = SettledRecords()
    memories.forEach { records.add($0) }
    try records.write(to: folder.path("settled"))
    return SettledRecords(reading: folder.path("settled"))
  }

  @Test func whatWasSettledIsKnownAndHow() throws {
    let records = try written((0..<1_000).map { memory("row \($0)") } + [memory("refused").dead])
    for number in 0..<1_000 { #expect(records.known(memory("row \(number)"))?.isDead == false) }
    #expect(records.known(memory("refused"))?.isDead == true)
    #expect(records.known(memory("row 1000")) == nil)
    #expect(records.known(memory("row 1", salt: .init(mappingDigest: "n", columns: ["Name", "Email"]))) == nil)
    #expect(records.known(memory("row 1", salt: .init(mappingDigest: "m", columns: ["NameEmail"]))) == nil)
  }

  @Test func aNewRunsFileTakesTheOldOnesPlace() throws {
    _ = try written([memory("old")])
    let records = try written([memory("new")])
    #expect(records.known(memory("old")) == nil)
    #expect(records.known(memory("new")) != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["settled"])
  }

  @Test(arguments: ["missing", "cut", "other", "empty"])
  func aFileThatIsNoneOfOursIsAnEmptyOne(_ damage: String) throws {
    _ = try written([memory("a"), memory("b")])
    let path = folder.path("settled")
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    switch damage {
    case "cut": bytes.removeLast()
    case "other": bytes[0] = 0
    case "empty": bytes = []
    default: break
    }
    if damage == "missing" {
      try FileManager.default.removeItem(atPath: path)
    } else {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    #expect(SettledRecords(reading: path).isEmpty)
  }
}
