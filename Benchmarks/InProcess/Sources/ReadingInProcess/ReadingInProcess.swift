import CCountedAllocations
import Glibc
import LeadModel

@testable import LeadReaders

/// Measures readers on files that are in memory already: one JSON line a case, for `run.py`.
///
/// Arguments: a case and a file each, `tokenize leads.csv csv leads.csv jsonl leads.jsonl form leads.form`.
@main
enum ReadingInProcess {
  static func main() {
    var arguments = CommandLine.arguments.dropFirst()
    while let name = arguments.popFirst(), let path = arguments.popFirst() {
      let bytes = contents(of: path)
      switch name {
      case "tokenize": measure(name, bytes) { tokenize(bytes) }
      case "csv": measure(name, bytes) { read(bytes, .csv) }
      case "jsonl": measure(name, bytes) { read(bytes, .jsonl) }
      case "form": measure(name, bytes) { read(bytes, .form) }
      case "multipart": measure(name, bytes) { readBodies(bytes) }
      default: fatalError("no such case: \(name)")
      }
    }
  }

  /// Runs a case three times and writes the fastest: seconds, bytes, records, and allocations a record.
  private static func measure(_ name: String, _ bytes: [UInt8], _ run: () -> Int) {
    var best = Double.infinity
    var records = 0
    var allocations: UInt64 = 0
    for _ in 0..<3 {
      let before = leadbridge_allocations()
      let start = ContinuousClock.now
      records = run()
      let taken = start.duration(to: .now)
      best = min(best, taken / .seconds(1))
      allocations = leadbridge_allocations() - before
    }
    let each = Double(allocations) / Double(max(1, records))
    print(
      "{\"case\":\"\(name)\",\"seconds\":\(best),\"bytes\":\(bytes.count),\"records\":\(records),"
        + "\"allocations\":\(each)}")
  }

  /// Finds the ends of all cells, 32 KB at a time as the reader does; the result is how many there are.
  private static func tokenize(_ bytes: [UInt8]) -> Int {
    var tokenizer = CSVTokenizer(delimiter: UInt8(ascii: ","))
    var ends = 0
    bytes.withUnsafeBytes { bytes in
      var limit = 0
      while limit < bytes.count {
        limit = min(limit + 32 * 1024, bytes.count)
        guard tokenizer.scan(bytes, upTo: limit) else { fatalError("a quote out of place") }
        ends += tokenizer.marks.endCount
        tokenizer.marks.removeAll()
      }
    }
    return ends
  }

  private static func read(_ bytes: [UInt8], _ format: InputFormat) -> Int {
    var reader = RecordReader(ReaderOptions(format: format))
    var count = 0
    var records: [Record] = []
    var at = 0
    do throws(Diagnostic) {
      while at < bytes.count {
        let end = min(at + 128 * 1024, bytes.count)
        try reader.read(bytes[at..<end], into: &records)
        count += records.count
        records.removeAll(keepingCapacity: true)
        at = end
      }
      try reader.finish(into: &records)
    } catch {
      fatalError("\(error)")
    }
    return count + records.count
  }

  /// Reads multipart bodies one behind another, each with its length in a line of its own before it.
  private static func readBodies(_ bytes: [UInt8]) -> Int {
    var count = 0
    var at = 0
    while let lineEnd = bytes[at...].firstIndex(of: 0x0A),
      let length = Int(String(decoding: bytes[at..<lineEnd], as: UTF8.self))
    {
      let body = bytes[lineEnd + 1..<lineEnd + 1 + length]
      let record = MultipartReader.record(of: body, contentType: "multipart/form-data; boundary=leadbridge")
      guard case .form(let fields) = record.content, !fields.isEmpty else { fatalError("no form") }
      count += 1
      at = lineEnd + 1 + length
      if at == bytes.count { break }
    }
    return count
  }

  private static func contents(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { fatalError("\(path): \(String(cString: strerror(errno)))") }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let size = ftell(file)
    rewind(file)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = fread(buffer.baseAddress, 1, size, file)
    }
  }
}
