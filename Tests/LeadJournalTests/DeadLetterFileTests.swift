import Foundation
import LeadJournal
import LeadModel
import TestSupport
import Testing

struct DeadLetterFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func fileAndFoldersAreTheirOwnersAlone() throws {
    let file = try DeadLetterFile(folder.path("state/leads/dead.jsonl"))
    #expect(try mode("state") == 0o700)
    #expect(try mode("state/leads") == 0o700)
    #expect(try mode("state/leads/dead.jsonl") == 0o600)
    try file.append([Samples.letter("a")])
    try file.rewrite(keeping: { _ in false })
    #expect(try mode("state/leads/dead.jsonl") == 0o600)
  }

  @Test func aFileThatOthersCouldReadIsClosedToThem() throws {
    let path = try folder.write("", to: "dead.jsonl")
    try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: path)
    _ = try DeadLetterFile(path)
    #expect(try mode("dead.jsonl") == 0o600)
  }

  @Test func lettersAreReadInTheirOrder() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append([Samples.letter("a"), Samples.letter("b")])
    try file.append([])
    try file.append([Samples.letter("c")])
    #expect(try ids(file) == ["a", "b", "c"])
    #expect(try folder.text(of: "dead.jsonl").hasSuffix("}\n"))
    #expect(try ids(DeadLetterFile(file.path)) == ["a", "b", "c"])
  }

  @Test func aBatchLargerThanABlockIsWrittenWhole() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    let raw = [UInt8](repeating: UInt8(ascii: "x"), count: 400_000)
    try file.append((0..<12).map { Samples.letter("\($0)", content: .raw(raw)) })
    #expect(try ids(file) == (0..<12).map(String.init))
  }

  /// A process may die after any byte of its write: the letters before are there, the torn one is not, and the next
  /// append starts a line of its own.
  @Test func aTornLineOfAnyLengthIsMovedAway() throws {
    let torn = Samples.letter("torn").line
    let whole = Samples.letter("whole").line + [0x0A]
    for count in 1..<torn.count {
      let path = try folder.write(whole + torn.prefix(count), to: "dead.jsonl")
      let file = try DeadLetterFile(path)
      #expect(try folder.bytes(of: "dead.jsonl") == whole, "torn after \(count) bytes")
      #expect(try folder.bytes(of: "dead.jsonl.torn").suffix(count + 1) == torn.prefix(count) + [0x0A])
      try file.append([Samples.letter("next")])
      #expect(try ids(file) == ["whole", "next"], "torn after \(count) bytes")
    }
  }

  /// Whatever is named by mistake: a table, a list of other things, a text.
  @Test(arguments: ["Name,Email\nAnn,ann@x.com", "{\"name\":\"x\"}\n", "hello", "[1]\n"])
  func aFileOfSomethingElseIsNotTouched(_ text: String) throws {
    let path = try folder.write(text, to: "contacts.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    for create in [true, false] {
      let error = #expect(throws: Diagnostic.self) { _ = try DeadLetterFile(path, create: create) }
      #expect(error?.code == "deadletters.foreign")
    }
    #expect(try folder.text(of: "contacts.csv") == text)
    #expect(try mode("contacts.csv") == 0o644)
  }

  @Test func whatAHandHasMendedBadlyIsNotLost() throws {
    let path = try folder.write(
      Samples.letter("a").line + Array("\n{\"id\":\"b\", \"record\": {oops}".utf8), to: "dead.jsonl")
    let before = try folder.bytes(of: "dead.jsonl")
    let file = try DeadLetterFile(path, create: false)
    #expect(try ids(file) == ["a"])
    try file.rewrite(keeping: { $0.id != "a" })
    #expect(try folder.bytes(of: "dead.jsonl") == before.dropFirst(Samples.letter("a").line.count + 1) + [0x0A])
  }

  @Test func aLetterThatLacksOnlyItsLineEndIsKept() throws {
    let path = try folder.write(Samples.letter("a").line, to: "dead.jsonl")
    let file = try DeadLetterFile(path)
    try file.append([Samples.letter("b")])
    #expect(try ids(file) == ["a", "b"])
  }

  @Test func aTornLineOfAnotherProcessIsCutOffBeforeTheNextAppend() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append([Samples.letter("a")])
    try folder.write(try folder.bytes(of: "dead.jsonl") + Array(#"{"id":"b","#.utf8), to: "dead.jsonl")
    try file.append([Samples.letter("c")])
    #expect(try ids(file) == ["a", "c"])
  }

  @Test func aTornLineLongerThanABlockIsCutOff() throws {
    let long = Samples.letter("long", content: .raw([UInt8](repeating: 0x61, count: 200_000))).line.dropLast()
    let path = try folder.write(Samples.letter("a").line + [0x0A] + long, to: "dead.jsonl")
    #expect(try ids(DeadLetterFile(path)) == ["a"])
    let alone = try folder.write(long, to: "alone.jsonl")
    #expect(try ids(DeadLetterFile(alone)).isEmpty)
    #expect(try folder.bytes(of: "alone.jsonl").isEmpty)
  }

  @Test func idsBeyondACheckpointAreReadBack() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append((1...9).map { Samples.letter("id\($0)", record: $0) })
    try file.append([Samples.letter("other", name: "other.csv", record: 8)])
    var settled = SettledRanges()
    settled.insert(1...6)
    settled.insert(8)
    #expect(
      try file.ids { $0.source.name == "contacts.csv" && !settled.contains($0.source.record ?? 0) } == ["id7", "id9"])
    #expect(try file.ids().count == 10)
  }

  @Test func linesThatAreNoLettersAreToldAndKept() throws {
    let lines = ["", "not json", #"{"record":{}}"#, "  ", String(decoding: Samples.letter("a").line, as: UTF8.self)]
    let path = try folder.write(lines.joined(separator: "\n") + "\n", to: "dead.jsonl")
    let file = try DeadLetterFile(path)
    var places: [String] = []
    var reader = try file.reader()
    while let entry = try reader.next() {
      switch entry {
      case .letter(let letter, let line): places.append("\(line) \(letter.id)")
      case .unreadable(let diagnostic): places.append("\(diagnostic.position?.line ?? 0) \(diagnostic.code)")
      }
    }
    #expect(places == ["2 deadletters.syntax", "3 deadletters.id", "5 a"])
    let counts = try file.rewrite(keeping: { _ in false })
    #expect(counts == .init(kept: 0, removed: 1, replaced: 0))
    #expect(try folder.text(of: "dead.jsonl") == "\nnot json\n{\"record\":{}}\n  \n")
  }

  @Test func aReaderSeesTheFileAsItWas() throws {
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    try file.append([Samples.letter("a"), Samples.letter("b")])
    var reader = try file.reader()
    try file.append([Samples.letter("c")])
    try file.rewrite(keeping: { $0.id == "c" })
    var seen: [String] = []
    while case .letter(let letter, _) = try reader.next() { seen.append(letter.id) }
    #expect(seen == ["a", "b"])
    #expect(try ids(file) == ["c"])
  }

  // MARK: What cannot be written

  @Test func aFullDiskIsToldApart() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let file = try DeadLetterFile("/dev/full")
    let error = #expect(throws: JournalError.self) { try file.append([Samples.letter("a")]) }
    #expect(error?.isDiskFull == true)
    #expect(error?.diagnostic.code == JournalError.diskFullCode)
  }

  @Test func whereThereIsNoDiskNothingIsKept() throws {
    let file = try DeadLetterFile("/dev/null")
    try file.append([Samples.letter("a")])
    #expect(try ids(file).isEmpty)
    #expect(try file.rewrite(keeping: { _ in false }) == .init())
  }

  @Test(arguments: [("", "file.open"), ("/below/file.jsonl", "file.create"), ("/dead.jsonl", "file.create")])
  func aPathThatCannotBeWrittenSaysSo(suffix: String, code: String) throws {
    // A folder where a file should be, or a file where a folder should be: also root cannot write there.
    let base = suffix.isEmpty ? folder.path : try folder.write("", to: "plain")
    let error = #expect(throws: Diagnostic.self) { try DeadLetterFile(base + suffix, create: !suffix.isEmpty) }
    #expect(error?.code == code)
    #expect(error?.position?.file.hasPrefix(base) == true)
  }

  @Test func aMissingFileIsNotMadeForReading() throws {
    let path = folder.path("missing.jsonl")
    let error = #expect(throws: Diagnostic.self) { try DeadLetterFile(path, create: false) }
    #expect(error?.description == "\(path): error: the file cannot be opened: No such file or directory [file.open]")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  // MARK: -

  private func ids(_ file: DeadLetterFile) throws -> [String] {
    var ids: [String] = []
    var reader = try file.reader()
    while case .letter(let letter, _) = try reader.next() { ids.append(letter.id) }
    return ids
  }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
  }
}
