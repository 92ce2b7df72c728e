import LeadModel
import Testing

@testable import LeadSandbox

@Suite struct StoredChatTests {
  private func chat(after leads: [Lead]) -> StoredChat {
    var ids = ObjectIDs()
    var chat = StoredChat(id: "id", uuid: "u", createdAt: Timestamp(millisecondsSince1970: 0))
    for (index, lead) in leads.enumerated() {
      chat.update(with: lead, at: Timestamp(millisecondsSince1970: Int64(index + 1)), ids: &ids)
    }
    return chat
  }

  @Test func absentFieldsStayAndPresentOnesReplace() {
    let full = Lead(
      name: "Jane", email: "jane@example.com", phone: "1", dialCode: "+44", status: .open, picture: "p", agentId: "a")
    #expect(chat(after: [full, Lead()]).chat.lead == full)
    let other = Lead(
      name: "John", email: "john@example.com", phone: "2", dialCode: "+49", status: .closed, picture: "q", agentId: "b")
    #expect(chat(after: [full, other]).chat.lead == other)
  }

  @Test func tagsAreASetInTheOrderOfTheirFirstComing() {
    let chat = chat(after: [Lead(tags: ["b", "a", "b"]), Lead(tags: ["c", "a"])])
    #expect(chat.tags == ["b", "a", "c"])
  }

  @Test func attributesAreSetByKeyAndKeepTheirPlace() {
    let chat = chat(after: [
      Lead(attributes: [.init(key: "x", value: "1"), .init(key: "y", value: "1"), .init(key: "x", value: "2")]),
      Lead(attributes: [.init(key: "z", value: "1"), .init(key: "y", value: "3")]),
    ])
    #expect(chat.attributes.map { "\($0.key)\($0.value)" } == ["x2", "y3", "z1"])
  }

  @Test func notesAreAppendedThoughTheyRepeat() {
    let lead = Lead(notes: [.init(title: "t", description: "d")])
    let chat = chat(after: [lead, lead])
    #expect(chat.notes.map(\.title) == ["t", "t"])
    #expect(Set(chat.notes.map(\.id)).count == 2)
  }

  @Test(arguments: [
    (Lead(), false), (Lead(name: "Jane"), false), (Lead(email: "j@example.com"), true), (Lead(phone: "1"), true),
    (Lead(email: "", phone: ""), false), (Lead(dialCode: "+44"), false),
  ])
  func isALeadOnceItHasAnEmailOrAPhone(lead: Lead, isLead: Bool) {
    #expect(chat(after: [lead]).isLead == isLead)
  }

  @Test func updateSetsOnlyTheTimeOfUpdate() {
    let chat = chat(after: [Lead(), Lead()]).chat
    #expect(chat.createdAt == "1970-01-01T00:00:00.000Z")
    #expect(chat.updatedAt == "1970-01-01T00:00:00.002Z")
  }

  @Test(arguments: ["+91", "91"])
  func dialCodesAreListedAlikeHoweverTheyCame(written: String) {
    #expect(chat(after: [Lead(phone: "1", dialCode: written)]).chat.dialCode == "+91")
  }

  @Test func idsAre24HexadecimalDigitsAndSortByTheirMaking() {
    var ids = ObjectIDs()
    let made = (0..<300).map { ids.next(at: Timestamp(millisecondsSince1970: 1_700_000_000_000 + $0 * 10)) }
    #expect(made == made.sorted())
    #expect(Set(made).count == 300)
    #expect(made.allSatisfy { $0.count == 24 && $0.allSatisfy { "0123456789abcdef".contains($0) } })
  }
}
