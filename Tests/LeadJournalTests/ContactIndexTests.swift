import TestSupport
import Testing

@testable import LeadJournal

struct ContactIndexTests {
  private let folder: TemporaryFolder
  private let journal: Journal

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(folder: folder.path)
  }

  private func index(_ destination: String = "a") throws -> ContactIndex {
    try ContactIndex(in: journal, destinationKey: destination)
  }

  private func person(_ uuid: String, _ contacts: String...) -> PersonMatching.Person {
    let digests = contacts.map { ContactDigest("email", $0) }
    return PersonMatching.Person(uuid: uuid, matched: digests, contacts: digests, isFixed: false)
  }

  private func chat(_ uuid: String, at time: String = "1", _ contacts: String...) -> ContactIndex.ListedContact {
    ContactIndex.ListedContact(
      uuid: uuid, updatedAt: time, contacts: contacts.map { ContactDigest("email", $0) })
  }

  private func uuids(_ people: PersonMatching.Person..., in index: ContactIndex) throws -> [String] {
    try index.match(people).map(\.uuid)
  }

  @Test func aListedChatIsMetAndTheChoiceStays() throws {
    #expect(try index().list([chat("c1", "a"), chat("c2", "b"), chat("c3")]) == 3)
    #expect(try uuids(person("l", "a"), in: index()) == ["c1"])
    // Another chat has it too now; where the lead went it still goes.
    #expect(try index().list([chat("c2", at: "2", "a", "b")]) == 1)
    #expect(try uuids(person("l", "a"), in: index()) == ["c1"])
    #expect(try index().match([person("other", "a")]).map(\.isAmbiguous) == [true])
  }

  @Test func whatWasReadIsNoNews() throws {
    let index = try index()
    #expect(try index.list([chat("c1", "a"), chat("c2")]) == 2)
    #expect(try index.list([chat("c1", "a"), chat("c2")]) == 0)
    #expect(try index.list([chat("c1", at: "2", "a"), chat("c2")]) == 1)
    #expect(try index.isListed("c2") && !index.isListed("c4"))
  }

  @Test func aChatThatChangedIsNoLongerMetByWhatItHad() throws {
    let index = try index()
    _ = try index.list([chat("c1", "a")])
    _ = try index.list([chat("c1", at: "2", "b")])
    #expect(try uuids(person("l", "a"), person("m", "b"), in: index) == ["l", "c1"])
  }

  @Test func rowsAreJoinedAcrossRuns() throws {
    #expect(try uuids(person("l", "a", "b"), in: index()) == ["l"])
    #expect(try uuids(person("m", "b"), in: index()) == ["l"])
    // A listing that has less of it takes nothing away.
    _ = try index().list([chat("l", "a")])
    _ = try index().list([chat("l", at: "2", "a")])
    #expect(try uuids(person("n", "b"), in: index()) == ["l"])
  }

  @Test func whatIsNotRememberedIsForgotten() throws {
    let index = try index()
    _ = try index.list([chat("c1", "a")])
    #expect(
      try index.match([person("l", "a"), person("m", "x"), person("n", "x")], remembers: false).map(\.uuid)
        == ["c1", "m", "m"])
    _ = try index.list([chat("c2", "a")])
    #expect(try index.match([person("l", "a")]).map(\.isAmbiguous) == [true])
  }

  @Test func destinationsAreApart() throws {
    #expect(try !ContactIndex.exists(in: journal, destinationKey: "a"))
    _ = try index().list([chat("c1", "a")])
    #expect(try ContactIndex.exists(in: journal, destinationKey: "a"))
    #expect(try uuids(person("l", "a"), in: index("b")) == ["l"])
    try index().wasRead(true)
    #expect(try index().isRead() && !index("b").isRead())
  }
}
