import LeadJournal
import TestSupport
import Testing

struct SettledRangesTests {
  @Test func nothingIsSettledAtFirst() {
    let ranges = SettledRanges()
    #expect(ranges.isEmpty)
    #expect(ranges.mark == 0)
    #expect(ranges.last == 0)
    #expect(!ranges.contains(1))
  }

  @Test(arguments: [
    ([1, 2, 3], "1-3"), ([2, 1], "1-2"), ([3, 1], "1, 3"), ([3, 5, 4], "3-5"), ([5, 3, 1, 2, 4], "1-5"),
    ([7, 7, 7], "7"), ([1, 3, 5, 2], "1-3, 5"), ([10, 12, 11, 1], "1, 10-12"),
  ])
  func ordinalsMeltIntoRanges(ordinals: [Int], shown: String) {
    var ranges = SettledRanges()
    for ordinal in ordinals { ranges.insert(ordinal) }
    #expect(ranges.description == shown)
    #expect(ranges.count == Set(ordinals).count)
  }

  @Test(arguments: [
    ([1...10, 5...20], "1-20"), ([5...9, 20...30, 8...25], "5-30"), ([5...6, 8...9, 1...4], "1-6, 8-9"),
    ([5...6, 8...9, 7...7], "5-9"), ([3...4, 1...10], "1-10"), ([2...3, 6...7, 10...11, 1...8], "1-8, 10-11"),
  ])
  func rangesMeltIntoRanges(inserted: [ClosedRange<Int>], shown: String) {
    var ranges = SettledRanges()
    for range in inserted { ranges.insert(range) }
    #expect(ranges.description == shown)
    #expect(ranges.count == Set(inserted.joined()).count)
  }

  @Test func insertingSaysWhetherItIsNew() {
    var ranges = SettledRanges()
    let answers = [4, 4, 1, 1].map { ranges.insert($0) }
    #expect(answers == [true, false, true, false])
  }

  @Test func oneRecordInBackoffHoldsTheMarkUntilItSettles() {
    var ranges = SettledRanges()
    ranges.insert(1...99)
    for ordinal in 101...5000 { ranges.insert(ordinal) }
    #expect(ranges.mark == 99)
    #expect(ranges.holes == 1)
    #expect(Array(ranges.above) == [101...5000])
    ranges.insert(100)
    #expect(ranges.mark == 5000)
    #expect(ranges.above.isEmpty)
  }

  /// A set says the same about every ordinal, whatever the order, at every step; and so does what is read back.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func agreesWithASet(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    var ranges = SettledRanges()
    var set: Set<Int> = []
    let span = [8, 40, 200][Int(seed % 3)]
    for _ in 0..<span {
      let low = Int.random(in: 1...span, using: &generator)
      if seed.isMultiple(of: 2) {
        let high = min(span, low + Int.random(in: 0...5, using: &generator))
        ranges.insert(low...high)
        set.formUnion(low...high)
      } else {
        #expect(ranges.insert(low) == set.insert(low).inserted)
      }
      #expect(ranges.count == set.count)
      #expect(ranges.last == set.max())
      #expect((0...span + 1).allSatisfy { ranges.contains($0) == set.contains($0) })
      #expect(set.isSuperset(of: Array(1..<ranges.mark + 1)) && !set.contains(ranges.mark + 1))
      let pairs = zip(ranges.above, ranges.above.dropFirst())
      #expect(pairs.allSatisfy { $0.upperBound + 1 < $1.lowerBound })
      let read = try #require(SettledRanges(encoded: ranges.encoded))
      #expect(read == ranges)
      #expect(read.count == ranges.count)
    }
  }

  /// The worst that a run can come to: every other record open, then closed one by one from the first.
  @Test(.timeLimit(.minutes(5)))
  func closingManyHolesStaysCheap() {
    var ranges = SettledRanges()
    let open = 65_536
    for ordinal in stride(from: 2, through: open * 2, by: 2) { ranges.insert(ordinal) }
    #expect(ranges.above.count == open)
    #expect(ranges.encoded.count <= open * 2 + 4)
    for ordinal in stride(from: 1, to: open * 2, by: 2) { ranges.insert(ordinal) }
    #expect(ranges.mark == open * 2)
    #expect(ranges.encoded.count == 4)
  }

  @Test func damagedBytesAreRefused() {
    var ranges = SettledRanges()
    for range in [1...300, 400...400, 1000...70_000] { ranges.insert(range) }
    let whole = ranges.encoded
    let boundaries: Set = [3, 5]
    for count in 0..<whole.count where SettledRanges(encoded: whole.prefix(count)) != nil {
      // A prefix that ends between two ranges cannot be told from a shorter whole.
      #expect(boundaries.contains(count), "a prefix of \(count) bytes of \(whole.count)")
    }
    #expect(SettledRanges(encoded: [2, 0]) == nil, "another version")
    #expect(SettledRanges(encoded: [1]) == nil, "no mark")
    #expect(SettledRanges(encoded: [1, 0x80, 0x00]) == nil, "a number in a second form")
    #expect(SettledRanges(encoded: [1] + [UInt8](repeating: 0xFF, count: 12)) == nil, "a number that does not fit")
    let huge = [UInt8](repeating: 0xFF, count: 8) + [0x7E]
    #expect(SettledRanges(encoded: [1, 5] + huge + huge) == nil, "ranges that do not fit")
  }
}
