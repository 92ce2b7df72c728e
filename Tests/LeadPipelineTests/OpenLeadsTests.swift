import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadPipeline

struct OpenLeadsTests {
  private static func record(_ ordinal: Int) -> OpenLead<PushPlace> {
    var writer = JSONWriter()
    let content = LeadContent(
      Lead(), steady: nil, uuid: "", once: [],
      for: Destination(
        name: "d", brand: "custom", baseURL: "http://127.0.0.1:9", botId: "b", customerId: "c", token: Secret("t")),
      writer: &writer)
    return OpenLead(
      content,
      place: PushPlace(input: 0, record: Record(ordinal: ordinal, line: ordinal, content: .form([]), rawBytes: [])),
      readAt: Timestamp(millisecondsSince1970: 0))
  }

  @Test func eachComesOutOnce() {
    var open = OpenLeads<PushPlace>()
    for ticket in 5...9 { open.insert(Self.record(ticket), ticket: ticket) }
    #expect(open.remove(4) == nil)
    #expect(open.remove(10) == nil)
    #expect(open.remove(7)?.place.ordinal == 7)
    #expect(open.remove(7) == nil)
    #expect(open.tickets == [5, 6, 8, 9])
    #expect(open[8]?.place.ordinal == 8)
    #expect(open[7] == nil)
    #expect(open.count == 4)
  }

  @Test func spanReachesFromTheLowestThatIsOpen() {
    var open = OpenLeads<PushPlace>()
    for ticket in 1...100 { open.insert(Self.record(ticket), ticket: ticket) }
    for ticket in 2...100 { _ = open.remove(ticket) }
    #expect(open.span == 100)
    _ = open.remove(1)
    #expect(open.span == 0)
    open.insert(Self.record(101), ticket: 101)
    #expect(open.span == 1)
    #expect(open.tickets == [101])
  }

  @Test func ticketsLeftOutAreNotThere() {
    var open = OpenLeads<PushPlace>()
    open.insert(Self.record(1), ticket: 1)
    open.insert(Self.record(4), ticket: 4)
    #expect(open.remove(2) == nil)
    #expect(open.remove(3) == nil)
    #expect(open.remove(4)?.place.ordinal == 4)
    #expect(open.count == 1)
  }

  /// Against a dictionary, with records that come back in any order and some that stay long.
  @Test(arguments: 1...20)
  func doesWhatADictionaryDoes(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var open = OpenLeads<PushPlace>()
    var model: [Int: Int] = [:]
    var ticket = 0
    for _ in 0..<3_000 {
      if model.count < 300, Bool.random(using: &generator) {
        ticket += 1
        open.insert(Self.record(ticket * 10), ticket: ticket)
        model[ticket] = ticket * 10
      } else {
        let some = max(1, ticket - Int.random(in: 0..<350, using: &generator))
        #expect(open.remove(some)?.place.ordinal == model.removeValue(forKey: some))
      }
      #expect(open.count == model.count)
    }
    #expect(open.tickets == model.keys.sorted())
  }
}
