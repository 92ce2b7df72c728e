import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct ProofTests {
  @Test func aProofIsOfOneDestinationAndStays() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    #expect(try journal.provenAt("a") == nil)
    try journal.prove("a", at: Timestamp(millisecondsSince1970: 5))
    try journal.prove("a", at: Timestamp(millisecondsSince1970: 7))
    let again = try Journal(folder: folder.path)
    #expect(try again.provenAt("a") == Timestamp(millisecondsSince1970: 7))
    #expect(try again.provenAt("b") == nil)
  }
}
