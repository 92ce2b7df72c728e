import LeadModel
import LeadReaders
import Testing

/// A megabyte of what may make a parser of forms quadratic, whole and in small chunks: read at once, or not in minutes.
@Suite(.timeLimit(.minutes(5)))
struct FormLinearTimeTests {
  static let traps = [
    "--b\r\n", "\r\n--b ", "\r\n--bx", "\r\n--", "\r", "\n", "-", "%", "&", "a:b\r\n", "\\\"",
    "\r\n--b\r\nContent-Disposition: form-data; name=a\r\n\r\n",
  ]
  static let starts = [
    "", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n", "--b\r\nContent-Disposition: form-data; name=\"",
  ]

  @Test(arguments: traps, [100, Int.max])
  func multipartIsReadAtOnce(trap: String, chunkBytes: Int) {
    for (index, start) in Self.starts.enumerated() {
      // Content may be long; small chunks cost a debug build much more, and show a quadratic reader much sooner.
      let count = (index == 1 && chunkBytes == Int.max ? 1_000_000 : 100_000) / trap.utf8.count
      let body = Array((start + String(repeating: trap, count: count)).utf8)
      var reader = MultipartReader(contentType: "multipart/form-data; boundary=b")
      var rest = body[...]
      while !rest.isEmpty {
        reader.read(rest.prefix(chunkBytes))
        rest = rest.dropFirst(chunkBytes)
      }
      #expect(reader.finish().rawBytes.count <= body.count)
    }
  }

  @Test func aBoundaryOfTheGreatestLengthIsComparedOnce() {
    let boundary = String(repeating: "-", count: 200)
    let body = Array((String(repeating: "\n" + boundary, count: 250) + String(repeating: "-", count: 25_000)).utf8)
    for chunkBytes in [1, 100, Int.max] {
      var reader = MultipartReader(contentType: "multipart/form-data; boundary=\(boundary)")
      var rest = body[...]
      while !rest.isEmpty {
        reader.read(rest.prefix(chunkBytes))
        rest = rest.dropFirst(chunkBytes)
      }
      #expect(MultipartResult(reader.finish()).fields == ["!form.multipart.boundary"])
    }
  }

  @Test(arguments: traps)
  func urlencodedAndItsGuessAreReadAtOnce(trap: String) {
    let body = Array(String(repeating: trap, count: 1_000_000 / trap.utf8.count).utf8)
    #expect(URLEncoded.record(of: body).ordinal == 1)
    _ = BodyFormat.of(contentType: "application/json", body: body)
    var reader = RecordReader(ReaderOptions(sourceName: "x"))
    var records: [Record] = []
    // Some of it is refused, as what it looks like; that is not what is tested here.
    do throws(Diagnostic) {
      var rest = body.prefix(50_000)
      while !rest.isEmpty {
        try reader.read(rest.prefix(100), into: &records)
        rest = rest.dropFirst(100)
      }
      try reader.finish(into: &records)
    } catch {
      #expect(error.code.hasPrefix("input."))
    }
  }
}
