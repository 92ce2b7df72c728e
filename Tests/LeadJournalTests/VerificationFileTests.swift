import Foundation
import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct VerificationFileTests {
  private let folder: TemporaryFolder
  private let file: VerificationFile

  init() throws {
    folder = try TemporaryFolder()
    file = try VerificationFile(in: folder.path)
  }

  private static func uuid(_ number: Int) -> String { LeadKey(high: 7, low: UInt64(number)).uuid }

  private static func record(_ lead: Int, _ record: Int) -> ExpectedRecord {
    var writer = JSONWriter()
    writer.string("\(record)")
    let entry = LedgerEntry(
      key: LeadKey(high: 7, low: UInt64(lead)), digest: LeadDigest(of: writer),
      notes: [NoteDigest(title: "", description: "\(record)")],
      readAt: Timestamp(millisecondsSince1970: 1_790_000_000_000), source: 0, record: record)
    return ExpectedRecord(
      uuid: uuid(lead), input: 2, record: record, line: record + 1, once: "status", body: Array("{}".utf8),
      entry: entry)
  }

  private static func listed(_ lead: Int, _ finding: ListedChat.Finding, at time: String = "1") -> ListedChat {
    ListedChat(
      uuid: uuid(lead), updatedAt: time, finding: finding, differences: Array("[\(lead)]".utf8),
      news: Array("news \(lead)".utf8))
  }

  @Test func nothingOfItStaysInTheFolder() throws {
    try file.expect((1...500).map { Self.record($0, $0) })
    _ = try file.list([Self.listed(1, .same)])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func recordsComeBackInTheirOrder() throws {
    try file.expect([Self.record(2, 1), Self.record(1, 2)])
    try file.expect([Self.record(2, 3)])
    let found = try file.expected(for: [Self.uuid(1), Self.uuid(2), Self.uuid(3)])
    #expect(found == [Self.uuid(1): [Self.record(1, 2)], Self.uuid(2): [Self.record(2, 1), Self.record(2, 3)]])
    #expect(try file.expectedCount() == 2)
  }

  @Test func whatIsNewIsWhatWasNeverMetOrWasWrittenSince() throws {
    #expect(try file.list([Self.listed(1, .same), Self.listed(2, .unknown), Self.listed(1, .same)]) == 2)
    #expect(try file.list([Self.listed(1, .same)]) == 0)
    #expect(try file.list([Self.listed(1, .different, at: "2"), Self.listed(2, .unknown)]) == 1)
    #expect(try file.counts() == [.different: 1, .unknown: 1], "what is said last counts")
    #expect(try file.isListed(Self.uuid(2)))
    #expect(try !file.isListed(Self.uuid(3)))
  }

  @Test func whatIsNotListedIsMissing() throws {
    try file.expect([Self.record(3, 1), Self.record(1, 2), Self.record(3, 3), Self.record(2, 4)])
    _ = try file.list([Self.listed(1, .same)])
    #expect(try file.missingCount() == 2)
    #expect(try file.missing(limit: 9) == [Self.record(3, 1), Self.record(2, 4)], "in the order of the input")
    #expect(try file.missing(limit: 1) == [Self.record(3, 1)])
  }

  @Test func differentOnesAreNamedByTheirLastRecord() throws {
    try file.expect([Self.record(1, 1), Self.record(2, 2), Self.record(1, 3)])
    _ = try file.list([Self.listed(1, .different), Self.listed(2, .same), Self.listed(4, .different)])
    let different = try file.different(limit: 9)
    #expect(different.map(\.record) == [Self.record(1, 3)])
    #expect(different.map(\.differences) == [Array("[1]".utf8)])
  }

  @Test func whatIsUnsettledComesInParts() throws {
    try file.expect((1...5).map { Self.record($0, $0) } + [Self.record(2, 6)])
    _ = try file.list([Self.listed(1, .same), Self.listed(3, .different)])
    let first = try file.unsettled(behind: "", limit: 2)
    #expect(first.map(\.uuid) == [Self.uuid(2), Self.uuid(3)])
    #expect(first.map(\.news) == [nil, Array("news 3".utf8)])
    #expect(try file.unsettled(behind: Self.uuid(3), limit: 9).map(\.uuid) == [Self.uuid(4), Self.uuid(5)])
  }
}
