import LeadJSON
import TestSupport
import Testing

/// Random texts: what is written reads back, and the fast parser accepts exactly what an obvious one does.
struct JSONPropertyTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func whatIsWrittenReadsBack(seed: UInt64) throws {
    var generator = RandomJSON(seed: seed)
    for _ in 0..<200 {
      var writer = JSONWriter()
      generator.write(into: &writer, depth: 0)
      let text = writer.text
      let document = try JSONDocument(parsing: writer.bytes)
      #expect(document.root.compactText == text)
      #expect(document.warnings.isEmpty)
      var again = JSONWriter()
      rewrite(document.root, into: &again)
      #expect(again.text == text)
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func acceptsWhatTheObviousParserAccepts(seed: UInt64) throws {
    var generator = RandomJSON(seed: seed)
    var accepted = 0
    for _ in 0..<1000 {
      var writer = JSONWriter()
      generator.write(into: &writer, depth: 2)
      let bytes = generator.damaged(writer.bytes)
      let isAccepted = (try? JSONDocument(parsing: bytes)) != nil
      #expect(isAccepted == ObviousParser.accepts(bytes), "\(bytes)")
      if isAccepted { accepted += 1 }
    }
    // Both halves are tried.
    #expect((50...950).contains(accepted))
  }

  /// Writes by way of decoded keys and values, not of the text.
  private func rewrite(_ value: JSONValue, into writer: inout JSONWriter) {
    switch value.kind {
    case .null: writer.null()
    case .boolean: writer.boolean(value.boolean ?? false)
    case .number: writer.number(written: value.number ?? "")
    case .string: writer.string(value.string ?? "")
    case .array:
      writer.beginArray()
      for element in value.elements { rewrite(element, into: &writer) }
      writer.endArray()
    case .object:
      writer.beginObject()
      for member in value.members {
        writer.key(member.key)
        rewrite(member.value, into: &writer)
      }
      writer.endObject()
    }
  }
}

/// Makes random JSON, and damages it.
struct RandomJSON {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func write(into writer: inout JSONWriter, depth: Int) {
    switch Int.random(in: 0..<(depth > 4 ? 5 : 8), using: &random) {
    case 0: writer.null()
    case 1: writer.boolean(Bool.random(using: &random))
    case 2: writer.number(Int.random(in: .min ... .max, using: &random))
    case 3: writer.number(Double(bitPattern: random.next()))
    case 4: writer.string(text())
    case 5, 6:
      writer.beginObject()
      for number in 0..<Int.random(in: 0...5, using: &random) {
        writer.key("\(number)\(text())")
        write(into: &writer, depth: depth + 1)
      }
      writer.endObject()
    default:
      writer.beginArray()
      for _ in 0..<Int.random(in: 0...5, using: &random) { write(into: &writer, depth: depth + 1) }
      writer.endArray()
    }
  }

  private mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...20, using: &random) {
      let ranges: [ClosedRange<UInt32>] = [
        0...0x1F, 0x20...0x7E, 0x20...0x7E, 0x20...0x7E, 0x80...0x7FF, 0xE000...0x10FFFF,
      ]
      let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { text.append(scalar) }
    }
    return String(text)
  }

  /// With none to three bytes replaced, removed or put in.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let likely = Array("{}[]:,\"\\ -+.0159eEtfnu/\n\u{1}é".utf8) + [0xED, 0xA0, 0x80, 0xF4, 0xFF]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let byte = likely[Int.random(in: 0..<likely.count, using: &random)]
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where place < bytes.count: bytes[place] = byte
      case 1 where place < bytes.count: bytes.remove(at: place)
      default: bytes.insert(byte, at: place)
      }
    }
    return bytes
  }
}

/// Says whether a text is JSON, as slowly and plainly as RFC 8259 does: the grammar, rule by rule.
struct ObviousParser {
  private var rest: ArraySlice<UInt8>

  static func accepts(_ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var parser = ObviousParser(rest: bytes[...])
    return parser.blanks() && parser.value() && parser.blanks() && parser.rest.isEmpty
  }

  private mutating func blanks() -> Bool {
    rest = rest.drop { " \n\r\t".utf8.contains($0) }
    return true
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func value() -> Bool {
    switch rest.first {
    case UInt8(ascii: "{"):
      take("{") && list("}") { $0.string() && $0.blanks() && $0.take(":") && $0.blanks() && $0.value() }
    case UInt8(ascii: "["): take("[") && list("]") { $0.value() }
    case UInt8(ascii: "\""): string()
    default: take("true") || take("false") || take("null") || number()
    }
  }

  private mutating func list(_ close: String, _ entry: (inout Self) -> Bool) -> Bool {
    _ = blanks()
    if take(close) { return true }
    repeat {
      guard blanks(), entry(&self), blanks() else { return false }
    } while take(",")
    return take(close)
  }

  private mutating func digits() -> Bool {
    let count = rest.prefix { (0x30...0x39).contains($0) }.count
    rest = rest.dropFirst(count)
    return count > 0
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0") { guard digits() else { return false } }
    if take(".") { guard digits() else { return false } }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      guard digits() else { return false }
    }
    return true
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = rest.first {
      if take("\"") { return true }
      if take("\\u") {
        let digits = rest.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ "0123456789abcdefABCDEF".utf8.contains($0) }) else { return false }
        rest = rest.dropFirst(4)
      } else if take("\\") {
        guard let letter = rest.popFirst(), "\"\\/bfnrt".utf8.contains(letter) else { return false }
      } else {
        guard byte >= 0x20 else { return false }
        rest = rest.dropFirst()
      }
    }
    return false
  }
}
