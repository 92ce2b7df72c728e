import LeadModel
import Testing

struct LeadKeyTests {
  @Test(arguments: [
    "78c75d59-62ba-5f0a-b4b8-e7e64281dae6", "00000000-0000-0000-0000-000000000001",
    "ffffffff-ffff-ffff-ffff-ffffffffffff", "80000000-0000-0000-8000-000000000000",
  ])
  func aUUIDComesBackAsItWas(_ uuid: String) throws {
    #expect(try #require(LeadKey(uuid)).uuid == uuid)
  }

  @Test func lettersOfEitherCaseAreOneKey() {
    #expect(LeadKey("78C75D59-62BA-5F0A-B4B8-E7E64281DAE6") == LeadKey("78c75d59-62ba-5f0a-b4b8-e7e64281dae6"))
  }

  @Test(arguments: [
    "", "78c75d59", "78c75d5962ba5f0ab4b8e7e64281dae6", "78c75d59-62ba-5f0a-b4b8-e7e64281dae",
    "78c75d59-62ba-5f0a-b4b8-e7e64281dae66", "78c75d59-62ba-5f0a-b4b8-e7e64281daeg",
    "78c75d5962-ba-5f0a-b4b8-e7e64281dae6", "{8c75d59-62ba-5f0a-b4b8-e7e64281dae6",
  ])
  func whatIsNoUUIDHasNoKey(_ text: String) { #expect(LeadKey(text) == nil) }

  @Test func keysAreOrderedAsTheirTextsAre() {
    var generator = SystemRandomNumberGenerator()
    let keys = (0..<200).map { _ in LeadKey(high: generator.next(), low: generator.next()) }
    #expect(keys.sorted().map(\.uuid) == keys.map(\.uuid).sorted())
  }
}
