import LeadJournal
import LeadModel
import TestSupport
import Testing

struct DeadLetterIDTests {
  private static let destination = "http://127.0.0.1:8787\u{1F}bot\u{1F}customer"

  /// Made by another implementation of the documented layout: these ids are in people's files.
  @Test func vectors() throws {
    let folder = try TemporaryFolder()
    let small = try folder.write("Email,Name\njane@,Jürgen\n", to: "small.csv")
    let large = try folder.write(Array(repeating: UInt8(ascii: "x"), count: 65_536) + Array("tail".utf8), to: "large")
    let first = DeadLetterID(
      destinationKey: Self.destination, origin: .init(try InputFingerprint(path: small)))
    #expect(first.text(ordinal: 1, rawBytes: Array("jane@,Jürgen".utf8)) == "rke2v3nwg4wvohb7gpcitkvie2")
    let piped = DeadLetterID(destinationKey: Self.destination, origin: .init(id: "run-1"))
    #expect(piped.text(ordinal: 213, rawBytes: []) == "fwdy4ts7njcua7fqsidym4peu3")
    let second = DeadLetterID(
      destinationKey: Self.destination, origin: .init(try InputFingerprint(path: large)))
    #expect(second.text(ordinal: 1, rawBytes: Array("x".utf8)) == "djlvghwiz6kvl3gjpelbpgd4cq")
  }

  @Test func aRowsBytesAreThoseItWasReadFrom() {
    let ids = DeadLetterID(destinationKey: Self.destination, origin: .init(id: "run-1"))
    let row = Samples.row(Header(["a", "b"]), ["1", "2"])
    let escaped = Row(header: row.header, bytes: row.bytes + [0x35], rawCount: row.rawCount, cells: row.cells)
    let record = Record(ordinal: 3, line: 4, content: .row(escaped), rawBytes: [])
    #expect(ids.text(of: record) == ids.text(ordinal: 3, rawBytes: Array("1,2".utf8)))
  }

  @Test func everyPartCounts() {
    let ids = [
      ("d", "r", 1, "raw"), ("e", "r", 1, "raw"), ("d", "s", 1, "raw"), ("d", "r", 2, "raw"), ("d", "r", 1, "row"),
    ].map { destination, run, ordinal, raw in
      DeadLetterID(destinationKey: destination, origin: .init(id: run)).text(
        ordinal: ordinal, rawBytes: Array(raw.utf8))
    }
    #expect(Set(ids).count == 5)
    #expect(ids.allSatisfy { $0.count == 26 && $0.allSatisfy { "abcdefghijklmnopqrstuvwxyz234567".contains($0) } })
  }
}
