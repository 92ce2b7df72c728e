import TestSupport
import Testing

/// What the other tests stand on.
struct TestSupportTests {
  @Test(arguments: ChunkedDelivery.all, [0, 1, 2, 1000])
  func chunksAreTheBytes(delivery: ChunkedDelivery, count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let chunks = delivery.chunks(of: bytes)
    #expect(Array(chunks.joined()) == bytes)
    if delivery == .byteByByte { #expect(chunks.count == count) }
    #expect(chunks == delivery.chunks(of: bytes))
  }

  /// Numbers as published for this seed at rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
  @Test func splitMixIsTheOneThatIsPublished() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test func temporaryFoldersHoldFilesOfAnyName() throws {
    let folder = try TemporaryFolder()
    #expect(!folder.path.hasSuffix("/"))
    let path = try folder.write("text", to: "sub folder/ä %41.txt")
    #expect(path == folder.path + "/sub folder/ä %41.txt")
    #expect(try folder.text(of: "sub folder/ä %41.txt") == "text")
    #expect(try folder.bytes(of: "sub folder/ä %41.txt") == Array("text".utf8))
  }
}
