import Foundation
import LeadDelivery
import LeadJournal
import LeadMapping
import LeadModel
import LeadSandbox
import TestSupport
import Testing

@testable import LeadPipeline

/// The table of rejected records, and what comes of it when it is pushed.
@Suite(.timeLimit(.minutes(4)))
struct RejectsTests {
  private static let mapping = """
    {"version": 1, "name": "people", "source": {"format": "csv"},
     "lead": {"name": "{Name}", "email": "{Email}", "phone": "{Phone}", "attributes": {"*": true}}}
    """
  private static let table = #"""
    Name,Phone,Email,Note
    Ann,+44 20 7946 0902,ann at example.com,=1+1
    Bob,+44 20 7946 0903,bob@example.com,fine
    Cid,+44 20 7946 0904,cid at example.com,"a, ""b"""

    """#

  private static func plan(_ bed: PushTestbed, _ path: String, rejects: String? = "rejects.csv") throws -> PushPlan {
    var plan = try bed.plan([path], mapping: mapping)
    plan.rejects = rejects.map(bed.folder.path)
    return plan
  }

  private static func lines(_ bed: PushTestbed, _ name: String = "rejects.csv") throws -> [String] {
    let bytes = try bed.folder.bytes(of: name)
    #expect(bytes.starts(with: TableText.mark))
    return String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func ids(_ bed: PushTestbed) throws -> [String] {
    var reader = try DeadLetterFile(bed.deadLetters, create: false).reader()
    var ids: [String] = []
    while let entry = try reader.next() { if case .letter(let letter, _) = entry { ids.append(letter.id) } }
    return ids
  }

  @Test func theMendedTableIsTheReplay() async throws {
    let bed = try await PushTestbed()
    let first = try await PushRun(Self.plan(bed, bed.folder.write(Self.table, to: "people.csv"))).run()
    #expect(first.summary.rejected == 2 && first.summary.delivered == 1)
    #expect(first.summary.rejects == bed.folder.path("rejects.csv"))
    let lines = try Self.lines(bed)
    let ids = try Self.ids(bed)
    #expect(lines[0] == "Name,Phone,Email,Note,_id,_line,_outcome,_error")
    #expect(lines[1].hasPrefix("Ann,'+44 20 7946 0902,ann at example.com,'=1+1,\(ids[0]),2,rejected,"))
    #expect(lines[2].hasPrefix("Cid,'+44 20 7946 0904,cid at example.com,\"a, \"\"b\"\"\",\(ids[1]),4,rejected,"))
    let mode = try FileManager.default.attributesOfItem(atPath: bed.folder.path("rejects.csv"))[.posixPermissions]
    #expect(mode as? Int == 0o600)

    // One of them is mended.
    let mended = try bed.folder.text(of: "rejects.csv").replacing("ann at", with: "ann@").replacing("@ ", with: "@")
    let second = try await PushRun(
      Self.plan(bed, bed.folder.write(mended, to: "mended.csv"), rejects: "again.csv")
    ).run()
    #expect(second.summary.delivered == 1 && second.summary.rejected == 1)
    // The mended one is closed; the other one has a new letter in place of the old.
    let left = try Self.ids(bed)
    #expect(left.count == 1 && !ids.contains(left[0]))
    let again = try Self.lines(bed, "again.csv")
    #expect(again.count == 2)
    #expect(again[0] == lines[0])
    #expect(again[1].hasPrefix("Cid,'+44 20 7946 0904,cid at example.com,\"a, \"\"b\"\"\",\(left[0]),3,rejected,"))
    // Nothing of ours is in a lead, and nothing of the person's is lost.
    let ann = try #require(try await bed.chats().first { $0.email == "ann@example.com" })
    #expect(ann.phone == "2079460902")
    #expect(ann.attributes.map { "\($0.key)=\($0.value)" } == ["Note==1+1"])
    await bed.server.stop()
  }

  @Test func deadOnesAreInItToo() async throws {
    let bed = try await PushTestbed { options in
      options.faults.failRate = 1
      options.faults.failStatus = 422
    }
    let end = try await PushRun(Self.plan(bed, bed.folder.write(Self.table, to: "people.csv"))).run()
    try #require(end.summary.dead == 1 && end.summary.rejected == 2)
    let lines = try Self.lines(bed)
    #expect(lines.count == 4)
    #expect(lines.filter { $0.contains(",dead,the inbox refused the lead with status 422") }.count == 1)
    #expect(end.summary.firstPlaces["http.422"]?.line == 3)
    #expect(end.summary.firstPlaces["email.invalid"]?.line == 2)
    await bed.server.stop()
  }

  /// As a run leaves it that is killed after its letters were written and some of them checkpointed.
  @Test func aRunThatWasKilledAndWentOnHoldsEachRowOnce() async throws {
    let bed = try await PushTestbed()
    let rows = (1...900).map { $0 % 3 == 0 ? "P\($0),,nobody,\n" : "P\($0),,p\($0)@example.com,\n" }.joined()
    let path = try bed.folder.write("Name,Phone,Email,Note\n" + rows, to: "people.csv")
    let run = PushRun(try Self.plan(bed, path))
    async let ended = run.run()
    while bed.server.requests < 200 { await Task.yield() }
    run.interrupt()
    let stopped = try await ended
    try #require(stopped.stop?.reason == .interrupted)
    // A letter behind the checkpoint: written, and its record not settled.
    let journal = bed.folder.path + "/state/journal.sqlite"
    #expect(FileManager.default.fileExists(atPath: journal))
    let end = try await PushRun(Self.plan(bed, path)).run()
    #expect(end.stop == nil && end.failure == nil)
    let lines = try Self.lines(bed)
    #expect(lines.count == 301)
    #expect(Set(lines.compactMap { $0.split(separator: ",").first }).count == 301)
    await bed.server.stop()
  }

  /// Every step that a killed push of a mended table may leave behind: what is closed is closed once more, or later.
  @Test func closingIsRepeatedHarmlessly() async throws {
    let bed = try await PushTestbed()
    _ = try await PushRun(Self.plan(bed, bed.folder.write(Self.table, to: "people.csv"))).run()
    let mended = try bed.folder.text(of: "rejects.csv").replacing(" at ", with: "@")
    let path = try bed.folder.write(mended, to: "mended.csv")
    let letters = try bed.folder.bytes(of: "state/dead-letters.jsonl")
    let end = try await PushRun(Self.plan(bed, path, rejects: nil)).run()
    #expect(end.summary.delivered == 2)
    #expect(try Self.ids(bed).isEmpty)
    // The letters are back, as if the file had not been rewritten: the same push closes them again.
    _ = try bed.folder.write(letters, to: "state/dead-letters.jsonl")
    #expect(try await PushRun(Self.plan(bed, path, rejects: nil)).run().summary.unchanged == 2)
    #expect(try Self.ids(bed).isEmpty)
    // They are on record as closed, and nobody has taken them out: the next run of anything does.
    _ = try bed.folder.write(letters, to: "state/dead-letters.jsonl")
    let file = try DeadLetterFile(bed.deadLetters, create: false)
    try ClosedLetters.add(try Self.ids(bed), at: .now(), beside: file)
    _ = try await PushRun(Self.plan(bed, bed.folder.write("Name,Email\n", to: "empty.csv"), rejects: nil)).run()
    #expect(try Self.ids(bed).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: bed.deadLetters + ".closed"))
    await bed.server.stop()
  }

  @Test func recordsThatAreNoRowsAreMendedAsJSONInCells() async throws {
    let bed = try await PushTestbed()
    let mapping = """
      {"version": 1, "name": "forms", "source": {"format": "jsonl"},
       "lead": {"name": "{who.name}", "email": "{who.email}", "tags": ["{tags[0]}"]}}
      """
    var plan = try bed.plan(
      [bed.folder.write(#"{"who":{"name":"Ann","email":"ann at x"},"tags":["a","b"],"n":1.10}"# + "\n", to: "f.jsonl")],
      mapping: mapping)
    plan.rejects = bed.folder.path("rejects.csv")
    #expect(try await PushRun(plan).run().summary.rejected == 1)
    let lines = try Self.lines(bed)
    #expect(lines[0] == "who,tags,n,_id,_line,_outcome,_error")
    #expect(lines[1].hasPrefix(#""{""name"":""Ann"",""email"":""ann at x""}","[""a"",""b""]",1.10,"#))
    // No word about the format is needed, though the mapping is for another one.
    let mended = try bed.folder.text(of: "rejects.csv").replacing("ann at x", with: "ann@example.com")
    let again = try bed.plan([bed.folder.write(mended, to: "mended.csv")], mapping: mapping)
    #expect(try await PushRun(again).run().summary.delivered == 1)
    let ann = try #require(try await bed.chats().first)
    #expect(ann.name == "Ann" && ann.tags == ["a"])
    #expect(try Self.ids(bed).isEmpty)
    await bed.server.stop()
  }

  @Test func whereNothingIsRejectedThereIsNoTable() async throws {
    let bed = try await PushTestbed()
    _ = try await PushRun(Self.plan(bed, bed.folder.write(Self.table, to: "people.csv"))).run()
    #expect(FileManager.default.fileExists(atPath: bed.folder.path("rejects.csv")))
    // That of an earlier run goes, as it is not this one's.
    let end = try await PushRun(
      Self.plan(bed, bed.folder.write("Name,Phone,Email,Note\nDee,,dee@example.com,\n", to: "good.csv"))
    ).run()
    #expect(end.summary.rejects == nil)
    #expect(!FileManager.default.fileExists(atPath: bed.folder.path("rejects.csv")))
    await bed.server.stop()
  }

  @Test(arguments: [
    ("people.csv", "rejects.input"), ("other.csv", "rejects.foreign"), ("nowhere/rejects.csv", "rejects.unwritable"),
    ("link.csv", "rejects.input"),
  ])
  func whatIsNeededIsNotWrittenOver(name: String, code: String) async throws {
    let bed = try await PushTestbed()
    let path = try bed.folder.write(Self.table, to: "people.csv")
    _ = try bed.folder.write("Name,_id\nx,1\n", to: "other.csv")
    try FileManager.default.createSymbolicLink(atPath: bed.folder.path("link.csv"), withDestinationPath: path)
    let error = await #expect(throws: Diagnostic.self) {
      _ = try await PushRun(Self.plan(bed, path, rejects: name)).run()
    }
    #expect(error?.code == code)
    #expect(bed.server.requests == 0)
    #expect(try bed.folder.text(of: "people.csv") == Self.table)
    await bed.server.stop()
  }

  @Test func whereNoLettersAreKeptThereIsNoTable() async throws {
    let bed = try await PushTestbed()
    var plan = try Self.plan(bed, bed.folder.write(Self.table, to: "people.csv"))
    plan.deadLetters = "/dev/null"
    let refused = plan
    let error = await #expect(throws: Diagnostic.self) { _ = try await PushRun(refused).run() }
    #expect(error?.code == "rejects.deadletters")
    await bed.server.stop()
  }

  @Test(arguments: [
    ("a,_id,_line,_outcome,_error\n", true), ("a;_id;_line;_outcome;_error\r\n1;x;2;dead;y\r\n", true),
    ("\u{FEFF}\"a\nb\",\"_id\",\"_line\",\"_outcome\",\"_error\"\n", true), ("", true), ("a,b\n", false),
    ("_id,_error\n", false), ("a,_id,_line,_outcome,_error,more\n", false),
  ])
  func aTableOfOursIsKnown(text: String, isOurs: Bool) throws {
    let folder = try TemporaryFolder()
    #expect(try RejectsFile.isOurs(folder.write(text, to: "t.csv")) == isOurs)
  }
}
