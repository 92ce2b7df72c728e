import LeadJSON
import LeadModel
import Testing

@testable import LeadJournal

struct LeadDigestTests {
  private static let lead = Lead(
    name: "n", email: "e", phone: "1", dialCode: "+1", notes: [Lead.Note(title: "t", description: "d")], status: .open,
    picture: "p", agentId: "a", tags: ["x"], attributes: [Lead.Attribute(key: "k", value: "v")])

  private static func digest(_ lead: Lead, uuid: String = "u", bot: String = "b", customer: String = "c") -> LeadDigest
  {
    var writer = JSONWriter()
    let layout = lead.writeBody(uuid: uuid, botId: bot, customerId: customer, into: &writer)
    return LeadDigest(of: writer, layout: layout)
  }

  @Test(arguments: [0, 2, 50])
  func isTheSameWhateverTheNotes(count: Int) {
    var other = Self.lead
    other.notes = (0..<count).map { Lead.Note(title: "\($0)", description: "other") }
    #expect(Self.digest(other) == Self.digest(Self.lead))
  }

  @Test func isTheSameUnderAnotherUuidAndDestination() {
    #expect(Self.digest(Self.lead, uuid: "another", bot: "x", customer: "yy") == Self.digest(Self.lead))
  }

  @Test(
    arguments: [
      { $0.name = "m" }, { $0.email = nil }, { $0.phone = "2" }, { $0.dialCode = "+2" }, { $0.status = .closed },
      { $0.picture = nil }, { $0.agentId = "b" }, { $0.tags = [] }, { $0.attributes[0].value = "w" },
    ] as [@Sendable (inout Lead) -> Void])
  func isAnotherWhereAFieldIs(change: @Sendable (inout Lead) -> Void) {
    var other = Self.lead
    change(&other)
    #expect(Self.digest(other) != Self.digest(Self.lead))
  }
}
