import Testing

@testable import LeadJournal

/// When the disk is asked, and what is let in.
struct SpoolRoomTests {
  @Test func theDiskIsMeasuredNowAndThen() {
    var room = SpoolRoom(limits: SpoolLimits())
    #expect(room.isMeasureDue)
    room.measured(freeBytes: .max)
    for _ in 0..<SpoolRoom.rowsPerMeasure {
      #expect(!room.isMeasureDue)
      _ = room.admit(bytes: 1)
    }
    #expect(room.isMeasureDue)
    room.measured(freeBytes: .max)
    #expect(!room.isMeasureDue)
    _ = room.admit(bytes: SpoolRoom.bytesPerMeasure)
    #expect(room.isMeasureDue)
  }

  @Test func aShortDiskIsMeasuredEachTime() {
    var room = SpoolRoom(limits: SpoolLimits(minFreeBytes: 10))
    room.measured(freeBytes: 9)
    #expect(admitted([1], to: &room) == [false])
    #expect(room.isMeasureDue && room.bytesLeft == 0)
    room.measured(freeBytes: 10)
    #expect(admitted([1], to: &room) == [true])
    #expect(!room.isMeasureDue)
  }

  @Test func aDiskThatDoesNotSayCountsAsRoomy() {
    var room = SpoolRoom(limits: SpoolLimits(maxBytes: 5))
    room.measured(freeBytes: nil)
    #expect(room.bytesLeft == 5)
    #expect(admitted([5, 1], to: &room) == [true, false])
    room.release(rows: 1, bytes: 5)
    #expect(admitted([1], to: &room) == [true])
    #expect(room.bytesLeft == 4)
  }

  @Test func rowsAreLimitedToo() {
    var room = SpoolRoom(limits: SpoolLimits(maxRows: 1))
    #expect(admitted([1, 1], to: &room) == [true, false])
    #expect(room.bytesLeft == 0)
  }

  /// Whether posts of these sizes are let in, one after the other.
  private func admitted(_ sizes: [Int], to room: inout SpoolRoom) -> [Bool] { sizes.map { room.admit(bytes: $0) } }
}
