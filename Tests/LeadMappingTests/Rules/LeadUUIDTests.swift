import LeadModel
import Testing

@testable import LeadMapping

struct LeadUUIDTests {
  static let bot = "63d9ffa77a8d152facbe2f2f"
  static let customer = "631aa793bcfa100487d13d0d"

  @Test(arguments: [
    (Identity.email("jane@example.com"), "78c75d59-62ba-5f0a-b4b8-e7e64281dae6"),
    (.key("hubspot:1"), "4106405a-9a0b-5706-b29f-d6346b90fd8d"),
    (.phone(dialCode: "+44", number: "2079460902"), "8bcfd2dc-3f56-5927-b7f5-cf906ee831d0"),
    (.uuid("7e88d192-9b20-4035-9b68-d4ac3d58a34f"), "7e88d192-9b20-4035-9b68-d4ac3d58a34f"),
  ])
  func vectorsFrozenWithTheFirstRelease(_ identity: Identity, _ uuid: String) {
    #expect(LeadUUID(botId: Self.bot, customerId: Self.customer).derived(from: identity) == uuid)
  }

  /// RFC 9562, appendix A.4: www.example.com in the DNS namespace.
  @Test func theVectorOfTheRFC() {
    let dns: UUIDv5.Bytes = [
      0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
    ]
    var hash = UUIDv5.hash(in: dns)
    UUIDv5.add("www.exam", to: &hash)
    UUIDv5.add("ple.com", to: &hash)
    #expect(UUIDv5.text(of: hash) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }

  @Test func botCustomerKindAndValueEachCount() {
    let all: Set<String> = [
      LeadUUID(botId: "a", customerId: "b").derived(from: .key("c")),
      LeadUUID(botId: "ab", customerId: "").derived(from: .key("c")),
      LeadUUID(botId: "a", customerId: "b").derived(from: .email("c")),
      LeadUUID(botId: "a", customerId: "b").derived(from: .key("C")),
      LeadUUID(botId: "b", customerId: "a").derived(from: .key("c")),
      LeadUUID(botId: "a", customerId: "b").derived(from: .phone(dialCode: "c", number: "")),
    ]
    #expect(all.count == 6)
  }

  @Test(arguments: [
    ("7e88d192-9b20-4035-9b68-d4ac3d58a34f", "7e88d192-9b20-4035-9b68-d4ac3d58a34f"),
    (" 7E88D192-9B20-4035-9B68-D4AC3D58A34F\n", "7e88d192-9b20-4035-9b68-d4ac3d58a34f"),
    ("", nil), ("jane", nil), ("7e88d1929b2040359b68d4ac3d58a34f", nil),
    ("7e88d192-9b20-4035-9b68-d4ac3d58a34", nil), ("7e88d192-9b20-4035-9b68-d4ac3d58a34g", nil),
    ("7e88d192-9b20-4035-9b68_d4ac3d58a34f", nil), ("{7e88d192-9b20-4035-9b68-d4ac3d58a34f}", nil),
    ("7e88d1929-b20-4035-9b68-d4ac3d58a34f", nil),
    ("00000000-0000-0000-0000-000000000000", nil), ("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", nil),
  ])
  func aGivenUUIDHasTheFormOfTheRFC(_ given: String, _ uuid: String?) {
    #expect(LeadUUID.normalised(given) == uuid)
  }

  @Test func keysAreTrimmedAndComposed() {
    #expect(LeadUUID.normalisedKey(" CRM:1 ") == "CRM:1")
    #expect(Array(LeadUUID.normalisedKey("e\u{301}\u{A0}").unicodeScalars) == ["\u{E9}"])
  }
}
