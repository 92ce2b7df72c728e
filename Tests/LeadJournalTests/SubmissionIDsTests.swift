import Foundation
import LeadModel
import Testing

@testable import LeadJournal

/// Ids that sort by time and cannot be guessed.
struct SubmissionIDsTests {
  @Test func anIDIsAUUIDOfVersion7OfItsTime() throws {
    let id = SubmissionIDs().next(at: Timestamp(millisecondsSince1970: 0x017F_22E2_79B0))
    // The time of the example in RFC 9562, appendix A.6.
    #expect(id.hasPrefix("017f22e2-79b0-7000-"))
    let uuid = try #require(UUID(uuidString: id)).uuid
    #expect(uuid.6 >> 4 == 7 && uuid.8 >> 6 == 0b10)
    #expect(id == id.lowercased() && id.utf8.count == 36)
  }

  @Test(arguments: [[5, 5, 5], [5, 4, 3], [5, 6, 7], [-1, 0, 1]])
  func eachIsGreaterThanTheLast(times: [Int64]) {
    let ids = SubmissionIDs()
    let made = times.flatMap { time in
      (0..<5000).map { _ in ids.next(at: Timestamp(millisecondsSince1970: time)) }
    }
    #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func idsOfOneMomentDifferInTheirEnds() {
    let ids = (0..<1000).map { _ in SubmissionIDs().next(at: Timestamp(millisecondsSince1970: 1)) }
    #expect(Set(ids.map { $0.suffix(17) }).count == 1000)
  }
}
