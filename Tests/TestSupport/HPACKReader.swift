/// Reads the headers of HTTP/2 requests (RFC 7541), so that a test can see which of them came.
///
/// One a connection: fields refer to earlier ones. Damaged blocks are not told apart from whole ones beyond what keeps
/// this from trapping: the other side is libcurl, and it is not the test's subject.
struct HPACKReader {
  typealias Field = (name: String, value: String)

  /// The newest first, as they are counted (RFC 7541 §2.3.3).
  private var table: [Field] = []
  /// RFC 7541 §6.5.2: what it is where nobody changes it.
  private var mostBytes = 4_096

  /// Reads a whole block of headers.
  mutating func read(_ block: ArraySlice<UInt8>) -> [Field] {
    var rest = block
    var fields: [Field] = []
    while let first = rest.first {
      if first & 0x80 != 0 {
        // §6.1: a field of the tables.
        fields.append(field(Self.integer(&rest, prefix: 7)))
      } else if first & 0x40 != 0 {
        // §6.2.1: a new field that is kept.
        let field = literal(&rest, prefix: 6)
        fields.append(field)
        keep(field)
      } else if first & 0x20 != 0 {
        // §6.3: the table's size.
        mostBytes = Self.integer(&rest, prefix: 5)
        evict()
      } else {
        // §6.2.2 and §6.2.3: a new field that is not.
        fields.append(literal(&rest, prefix: 4))
      }
    }
    return fields
  }

  private mutating func literal(_ rest: inout ArraySlice<UInt8>, prefix: Int) -> Field {
    let index = Self.integer(&rest, prefix: prefix)
    let name = index == 0 ? Self.text(&rest) : field(index).name
    return (name, Self.text(&rest))
  }

  private func field(_ index: Int) -> Field {
    if Self.fixed.indices.contains(index - 1) { return Self.fixed[index - 1] }
    let index = index - 1 - Self.fixed.count
    return table.indices.contains(index) ? table[index] : ("", "")
  }

  private mutating func keep(_ field: Field) {
    table.insert(field, at: 0)
    evict()
  }

  /// §4.1: a field counts its bytes and 32.
  private mutating func evict() {
    while table.reduce(0, { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 }) > mostBytes { table.removeLast() }
  }

  /// §5.1: a number in the low bits of a byte, and in further ones where it does not fit.
  private static func integer(_ rest: inout ArraySlice<UInt8>, prefix: Int) -> Int {
    let mask = 1 << prefix - 1
    var number = Int(rest.popFirst() ?? 0) & mask
    guard number == mask else { return number }
    var shift = 0
    while shift < 28, let byte = rest.popFirst() {
      number += Int(byte & 0x7F) << shift
      shift += 7
      if byte & 0x80 == 0 { break }
    }
    return number
  }

  /// §5.2.
  private static func text(_ rest: inout ArraySlice<UInt8>) -> String {
    let isPacked = rest.first.map { $0 & 0x80 != 0 } ?? false
    let count = min(integer(&rest, prefix: 7), rest.count)
    defer { rest = rest.dropFirst(count) }
    let bytes = rest.prefix(count)
    return String(decoding: isPacked ? HPACKHuffman.unpack(bytes) : Array(bytes), as: UTF8.self)
  }

  /// RFC 7541, appendix A.
  private static let fixed: [Field] = [
    (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"), (":path", "/index.html"),
    (":scheme", "http"), (":scheme", "https"), (":status", "200"), (":status", "204"), (":status", "206"),
    (":status", "304"), (":status", "400"), (":status", "404"), (":status", "500"), ("accept-charset", ""),
    ("accept-encoding", "gzip, deflate"), ("accept-language", ""), ("accept-ranges", ""), ("accept", ""),
    ("access-control-allow-origin", ""), ("age", ""), ("allow", ""), ("authorization", ""), ("cache-control", ""),
    ("content-disposition", ""), ("content-encoding", ""), ("content-language", ""), ("content-length", ""),
    ("content-location", ""), ("content-range", ""), ("content-type", ""), ("cookie", ""), ("date", ""), ("etag", ""),
    ("expect", ""), ("expires", ""), ("from", ""), ("host", ""), ("if-match", ""), ("if-modified-since", ""),
    ("if-none-match", ""), ("if-range", ""), ("if-unmodified-since", ""), ("last-modified", ""), ("link", ""),
    ("location", ""), ("max-forwards", ""), ("proxy-authenticate", ""), ("proxy-authorization", ""), ("range", ""),
    ("referer", ""), ("refresh", ""), ("retry-after", ""), ("server", ""), ("set-cookie", ""),
    ("strict-transport-security", ""), ("transfer-encoding", ""), ("user-agent", ""), ("vary", ""), ("via", ""),
    ("www-authenticate", ""),
  ]
}

/// The code that texts in HTTP/2's headers are packed with (RFC 7541 §5.2).
enum HPACKHuffman {
  /// The code of each byte has so many bits (RFC 7541, appendix B).
  ///
  /// The codes follow from their lengths: those of one length are consecutive, in the order of their bytes, and go on
  /// from those that are shorter.
  private static let lengths: [UInt8] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
    28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12,
    10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6,
    5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22,
    22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20,
    22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28,
    27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28,
    27, 27, 27, 27, 27, 26,
  ]

  /// The codes with a one in front of each, so that 0 and 00 differ.
  private static let codes: [UInt32: UInt8] = {
    var codes: [UInt32: UInt8] = [:]
    var code: UInt32 = 0
    for length in UInt8(5)...30 {
      code <<= 1
      for (byte, its) in lengths.enumerated() where its == length {
        codes[1 << length | code] = UInt8(byte)
        code += 1
      }
    }
    return codes
  }()

  /// What is left in the end is padding: the first bits of the end's code, all ones.
  static func unpack(_ packed: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var code: UInt32 = 1
    for byte in packed {
      for bit in (0..<8).reversed() {
        code = code << 1 | UInt32(byte >> bit & 1)
        if let found = codes[code] {
          bytes.append(found)
          code = 1
        }
      }
    }
    return bytes
  }
}
