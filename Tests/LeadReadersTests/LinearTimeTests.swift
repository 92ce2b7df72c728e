import LeadModel
import Testing

@testable import LeadReaders

/// The known traps of quadratic readers: twice the input may cost about twice the work, however it arrives.
struct LinearTimeTests {
  static let traps: [(name: String, piece: String, start: String)] = [
    ("quotes", "\"", "a,b\n"), ("quotes in pairs behind text", "x\"\"", "a,b\n"), ("commas", ",", "a,b\n"),
    ("line feeds", "\n", ""), ("returns", "\r", ""), ("opening quotes", "\"x\n", "a,b\n"),
    ("quotes in a row that never close", "\"x", "a,b\n\""), ("cells behind an open quote", "1,2\n", "a,b\n\""),
    ("stray quotes up to one that closes", "x\" ", "a,b\n\"x"), ("quote and blanks", "\"      ", "a,b\n\""),
    ("pairs behind an open quote", "\"\"\n", "a,b\n\"x"), ("text behind quotes", "\"a\"b,\n", "a,b\n"),
    ("opening quotes behind commas", ",\"", "a,b\n"), ("NULs", "xyz\0,xyz,xyz", "a,b\n"),
    ("NULs alone on their lines", "\0\n\n\n\n", "a,b\n"), ("not UTF-8", "\u{80}", "a,b\n"),
  ]

  @Test(arguments: traps.indices)
  func tablesCostLinearWork(index: Int) throws {
    let trap = Self.traps[index]
    // Whole and in chunks; with records that may be longer than the input, and with records that may not.
    for (chunkBytes, maxRecordBytes) in [(Int.max, 1 << 20), (1000, 1 << 20), (1000, 5000)] {
      let small = try work(trap.start, trap.piece, bytes: 60_000, chunkBytes, maxRecordBytes)
      let large = try work(trap.start, trap.piece, bytes: 120_000, chunkBytes, maxRecordBytes)
      #expect(large.work <= 5 * small.work / 2 + 40_000, "\(trap.name), chunks of \(chunkBytes)")
      // A block of the tokenizer's for every record that it has to give up.
      #expect(large.work <= 80 * large.bytes, "\(trap.name), chunks of \(chunkBytes)")
    }
  }

  private func work(
    _ start: String, _ piece: String, bytes: Int, _ chunkBytes: Int, _ maxRecordBytes: Int
  ) throws -> (work: Int, bytes: Int) {
    let input = Array((start + String(repeating: piece, count: bytes / piece.utf8.count)).utf8)
    var options = ReaderOptions(format: .csv, delimiter: UInt8(ascii: ","))
    options.maxRecordBytes = maxRecordBytes
    options.maxColumns = .max
    options.findsHeader = false
    var reader = RecordReader(options)
    var records: [Record] = []
    var rest = input[...]
    while !rest.isEmpty {
      try reader.read(rest.prefix(chunkBytes), into: &records)
      rest = rest.dropFirst(chunkBytes)
      records.removeAll()
    }
    try reader.finish(into: &records)
    return (reader.scannedBytes, input.count)
  }

  @Test(
    .timeLimit(.minutes(5)), arguments: ["[", "{\"a\":", "\"", "\\", ",", "[]", "\n", " ", "%"],
    [InputFormat.json, .jsonl, .form])
  func muchOfOneThingIsReadAtOnce(_ piece: String, _ format: InputFormat) throws {
    // Read quadratically, in chunks so small, this would take many minutes.
    let input = Array(("[" + String(repeating: piece, count: 500_000 / piece.utf8.count)).utf8)
    var reader = RecordReader(ReaderOptions(format: format))
    var records: [Record] = []
    var rest = input[...]
    while !rest.isEmpty {
      try reader.read(rest.prefix(100), into: &records)
      rest = rest.dropFirst(100)
    }
    try reader.finish(into: &records)
    #expect(reader.profile?.format == format)
  }
}
