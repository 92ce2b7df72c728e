import Crypto
import LeadConfig
import LeadModel
import TestSupport
import Testing

@testable import LeadSources

struct GrownFileTests {
  private let stage: FolderStage

  init() throws {
    var stage = try FolderStage()
    stage.settings.afterwards = .leave
    self.stage = stage
  }

  private static let row = "someone@example.com,Someone,+442079460902\n"
  /// Somewhat more than ``GrownFile/minBytes``.
  private static let rows = GrownFile.minBytes / row.utf8.count + 10
  private static let table = String(repeating: row, count: rows)

  private func compare(with earlier: RememberedFile? = nil) throws -> GrownFile {
    let claim = try #require(try FileClaim.taken(stage.file()))
    return try claim.compare(with: earlier)
  }

  /// A run over a table has ended.
  private func run(
    _ table: String, records: Int = rows, standing: RememberedFile.Standing = .done
  ) throws -> RememberedFile {
    try stage.drop(table, as: "a.csv", secondsAgo: 60)
    var remembered = FolderStage.remembered(try stage.file(), try compare().content, records: records)
    remembered.standing = standing
    return remembered
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var before = table
    var records = rows
    var standing = RememberedFile.Standing.done
    var now: String
    var isContinued: Bool
    var passable: Int
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "rows at the end", now: table + row, isContinued: true, passable: rows - 1),
    Case(name: "nothing new", now: table, isContinued: true, passable: rows - 1),
    Case(
      name: "an unfinished last line", before: String(table.dropLast(9)), now: table + row, isContinued: true,
      passable: rows - 1),
    Case(name: "one byte less", now: String(table.dropLast()), isContinued: false, passable: 0),
    Case(
      name: "a row in the middle", now: String(repeating: row, count: 5_000) + "new\n" + table, isContinued: false,
      passable: 0),
    Case(name: "another last byte, and more", now: table.dropLast() + " \n" + row, isContinued: false, passable: 0),
    Case(name: "another head", now: "x" + table.dropFirst() + row, isContinued: false, passable: 0),
    Case(name: "nothing left", now: "", isContinued: false, passable: 0),
    Case(name: "a small file", before: row, records: 1, now: row + row, isContinued: true, passable: 0),
    Case(name: "an empty file", before: "", records: 0, now: row, isContinued: true, passable: 0),
    Case(name: "its run was killed", standing: .begun, now: table + row, isContinued: true, passable: 0),
    Case(name: "it failed", standing: .failed, now: table + row, isContinued: true, passable: 0),
    Case(name: "it was written to meanwhile", records: 0, now: table + row, isContinued: true, passable: 0),
  ])
  func recordsArePassedOverWhereEveryByteIsAsItWas(_ row: Case) throws {
    let earlier = try run(row.before, records: row.records, standing: row.standing)
    try stage.drop(row.now, as: "a.csv")
    let grown = try compare(with: earlier)
    #expect(grown.isContinued == row.isContinued)
    #expect(grown.passableRecords == row.passable)
    #expect(grown.content.size == row.now.utf8.count)
  }

  @Test func aNewFileContinuesNothing() throws {
    try stage.drop(Self.table, as: "a.csv")
    let grown = try compare()
    #expect(!grown.isContinued)
    #expect(grown.passableRecords == 0)
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 1 << 20, (1 << 20) + 1])
  func digestsAreOfHeadAndAll(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try stage.folder.write(bytes, to: "a.csv")
    let content = try compare().content
    #expect(content.size == size)
    #expect(content.digest == Array(SHA256.hash(data: bytes)))
    #expect(content.headDigest == Array(SHA256.hash(data: bytes.prefix(65_536))))
  }
}
