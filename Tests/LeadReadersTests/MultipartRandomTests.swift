import LeadModel
import TestSupport
import Testing

@testable import LeadReaders

/// The fast parser against the slow one, on seeded random inputs.
struct MultipartRandomTests {
  @Test(arguments: 0..<300)
  func soupIsCutAsTheSlowParserCutsIt(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let pieces = ["--b", "--b", "\r\n", "\r\n", "\n", "\r", "-", "--", " ", "x", "\r\n--b\r\n", "\r\n\r\n", "a: b\r\n"]
    let count = Int.random(in: 0...40, using: &generator)
    var soup = "--b\r\n\r\n"
    if Bool.random(using: &generator) { soup = "" }
    for _ in 0..<count { soup += pieces.randomElement(using: &generator) ?? "" }
    let bytes = Array(soup.utf8)
    let slow = SlowMultipart(bytes)
    for delivery in ChunkedDelivery.all {
      let fast = Cut(delivery.chunks(of: bytes))
      #expect(fast.bytes == bytes, "\(delivery): \(soup.debugDescription)")
      #expect(fast.parts == slow.parts, "\(delivery): \(soup.debugDescription)")
      #expect(fast.open == slow.open, "\(delivery): \(soup.debugDescription)")
      #expect(fast.isClosed == slow.isClosed, "\(delivery): \(soup.debugDescription)")
    }
  }

  /// What the fast parser's events come to.
  private struct Cut {
    var bytes: [UInt8] = []
    var parts: [String] = []
    var open: String?
    var isClosed: Bool

    init(_ chunks: [ArraySlice<UInt8>]) {
      var parser = MultipartParser(boundary: Array("b".utf8), limits: FormLimits())
      var events: [MultipartParser.Event] = []
      for chunk in chunks { parser.read(chunk, into: &events) }
      parser.finish(into: &events)
      isClosed = parser.isClosed
      var part: (header: [UInt8], content: [UInt8])?
      func text() -> String? {
        part.map { String(decoding: $0.header, as: UTF8.self) + "|" + String(decoding: $0.content, as: UTF8.self) }
      }
      for event in events {
        switch event {
        case .outside(let text): bytes += text
        case .header(let header):
          bytes += header
          part = (header, [])
        case .content(let content):
          bytes += content
          part?.content += content
        case .delimiter(let delimiter):
          bytes += delimiter
          if let whole = text() { parts.append(whole) }
          part = nil
        }
      }
      open = text()
    }
  }
}
