/// What the header of a multipart body's part says (RFC 7578, section 4).
///
/// Lines that are folded (RFC 9112, section 5.2) are one; of headers and parameters that repeat, the first counts. Names
/// come as browsers write them: `%22`, `%0D` and `%0A` stand for a quote and line ends, all other escapes for
/// themselves (HTML, "multipart form data"). What RFC 7578 forbids and some libraries send all the same is understood:
/// `name*` and `filename*` (RFC 5987), which go before the plain ones.
struct PartHead: Sendable {
  /// The field's.
  let name: [UInt8]
  /// `nil`: the part is no file; empty: a file input in which nothing was chosen.
  let fileName: [UInt8]?
  let charset: FormCharset?
  let encoding: TransferEncoding

  /// Reads a header, its empty line included or not.
  ///
  /// - Parameters:
  ///   - block: The header's bytes, as they are.
  ///   - part: The part's number from 1, for the error.
  /// - Throws: `FormError.header` for a line that is none, `FormError.nameless` where no field is named.
  init(parsing block: some Collection<UInt8>, part: Int) throws(FormError) {
    if let plain = Self.plainName(block) {
      (name, fileName, charset, encoding) = (plain, nil, nil, TransferEncoding(named: ""))
      return
    }
    var headers: [String: HeaderValue] = [:]
    for line in try Self.lines(of: block, part: part) {
      let name = line.prefix { $0 != UInt8(ascii: ":") }
      guard !name.isEmpty, name.endIndex < line.endIndex, name.allSatisfy(HeaderValue.isToken) else {
        throw .header(part: part)
      }
      let key = String(decoding: name, as: UTF8.self).lowercased()
      guard key.hasPrefix("content-"), headers[key] == nil else { continue }
      headers[key] = HeaderValue(line[(name.endIndex + 1)...])
    }
    guard let disposition = headers["content-disposition"], let name = Self.text("name", of: disposition) else {
      throw .nameless(part: part)
    }
    let type = headers["content-type"]
    self.name = name
    // Several files of one field (RFC 7578, section 4.3): `multipart/mixed` without a file name of its own.
    let isNested = type?.essence.hasPrefix("multipart/") ?? false
    fileName = Self.text("filename", of: disposition) ?? (isNested ? [] : nil)
    charset = type?.parameter("charset").map { FormCharset(named: $0) }
    encoding = TransferEncoding(named: headers["content-transfer-encoding"]?.essence ?? "")
  }

  /// How browsers begin the head of a field that is no file.
  private static let plainStart = Array("Content-Disposition: form-data; name=\"".utf8)
  private static let plainEnd = Array("\"\r\n\r\n".utf8)

  /// The name in a head as browsers write it for a field that is no file, and in which nothing is to be undone; `nil` for
  /// any other.
  ///
  /// Of a form's heads most are such, and reading them as any other takes ten times as long.
  private static func plainName(_ block: some Collection<UInt8>) -> [UInt8]? {
    guard block.starts(with: plainStart) else { return nil }
    let rest = block.dropFirst(plainStart.count)
    let name = rest.prefix { byte in
      byte != Byte.quote && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "\\") && !Byte.endsLine(byte)
    }
    return rest[name.endIndex...].elementsEqual(plainEnd) ? Array(name) : nil
  }

  /// The header's lines, folded ones joined, without their ends.
  private static func lines(of block: some Collection<UInt8>, part: Int) throws(FormError) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for piece in block.split(separator: Byte.lineFeed) {
      var line = Array(piece)
      if line.last == Byte.carriageReturn { line.removeLast() }
      if line.contains(Byte.carriageReturn) { throw .header(part: part) }
      guard let first = line.first else { continue }
      if !Byte.isBlank(first) {
        lines.append(line)
      } else if lines.isEmpty {
        throw .header(part: part)
      } else {
        lines[lines.count - 1].append(Byte.space)
        lines[lines.count - 1].append(contentsOf: HeaderValue.trimmed(line[...]))
      }
    }
    return lines
  }

  /// A parameter's text, its escapes undone.
  private static func text(_ name: String, of header: HeaderValue) -> [UInt8]? {
    header.parameter("\(name)*").flatMap(extendedText) ?? header.parameter(name).map(unescaped)
  }

  /// `UTF-8'en'na%C3%AFve.txt` (RFC 5987, section 3.2); `nil` where it is no such text.
  private static func extendedText(_ value: [UInt8]) -> [UInt8]? {
    let pieces = value.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
    guard pieces.count == 3 else { return nil }
    let text = PercentEscapes.decoded(pieces[2])
    switch FormCharset(named: Array(pieces[0])) {
    case .utf8: return text
    case .windows1252: return Windows1252.decoded(text)
    case .unknown: return nil
    }
  }

  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var unescaped: [UInt8] = []
    unescaped.reserveCapacity(text.count)
    var rest = text[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let escaped = PercentEscapes.byte(rest),
        escaped == Byte.quote || Byte.endsLine(escaped)
      {
        unescaped.append(escaped)
        rest = rest.dropFirst(2)
      } else {
        unescaped.append(byte)
      }
    }
    return unescaped
  }
}
