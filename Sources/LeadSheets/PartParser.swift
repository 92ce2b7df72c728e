import CExpat
import LeadModel

/// What is told of a part's XML as it is parsed.
protocol PartHandler: AnyObject {
  func began(_ element: PartName, _ attributes: PartAttributes)

  /// - Returns: Whether the parsing is to pause behind the element.
  func ended(_ element: PartName) -> Bool

  /// Text, or a piece of it: it may come in several.
  func found(_ text: UnsafeBufferPointer<UInt8>)
}

/// Parses the XML of one part with Expat, a piece at a time, as it is unpacked.
///
/// Whatever the part's size, Expat holds a piece of ``pieceBytes``, the open elements, ``maxDepth`` of them at most, and
/// one token, of ``maxTokenBytes`` at most: longer ones would also take Expat quadratic time before 2.6 (CVE-2023-52425).
/// A part with a document type is refused, as ECMA-376 part 2, 4th edition, §9.1.4 wants it: so there are no entities,
/// neither nested ones nor files from elsewhere.
final class PartParser {
  private static let pieceBytes = 64 * 1024
  private static let maxTokenBytes = 2 << 20
  private static let maxDepth = 64

  private let part: ZipPart
  private let handler: any PartHandler
  private let expat: XML_Parser
  private var depth = 0
  private var tokenStart = 0
  private var isPaused = false
  private var isAtEnd = false
  /// Why the parsing was stopped, where Expat itself would have gone on.
  private var objection: String?

  init(_ part: ZipPart, handler: any PartHandler) throws(Diagnostic) {
    guard let expat = XML_ParserCreateNS(nil, XML_Char(PartName.separator)) else {
      throw Diagnostic("input.read", "there is no memory for a parser", at: Position(file: part.sourceName))
    }
    self.part = part
    self.handler = handler
    self.expat = expat
    // Unretained: Expat calls only while ``advance()`` runs, a method of the object that the pointer leads to, and
    // `deinit` frees the parser.
    XML_SetUserData(expat, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      expat, { PartParser.from($0)?.began($1, $2) }, { PartParser.from($0)?.ended($1) })
    XML_SetCharacterDataHandler(expat) { user, text, count in
      guard let text else { return }
      PartParser.from(user)?.handler.found(
        UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: Int(count)))
    }
    XML_SetStartDoctypeDeclHandler(expat) { user, _, _, _, _ in PartParser.from(user)?.stop("it has a document type") }
  }

  deinit { XML_ParserFree(expat) }

  /// Parses a part from its start to its end.
  static func parse(_ part: ZipPart, with handler: any PartHandler) throws(Diagnostic) {
    let parser = try PartParser(part, handler: handler)
    while try parser.advance() {}
  }

  /// Parses on, to where the handler pauses or about a piece further.
  ///
  /// - Returns: Whether there is more.
  /// - Throws: As ``ZipPart/read(into:)``; `xlsx.malformed` where it is not well-formed or has a document type. What the
  ///   handler was told before stands.
  func advance() throws(Diagnostic) -> Bool {
    if isPaused {
      isPaused = false
      return try goOn(behind: XML_ResumeParser(expat))
    }
    guard !isAtEnd else { return false }
    // Expat's own buffer, so that nothing is copied; it is good until the parser is called again.
    guard let buffer = XML_GetBuffer(expat, Int32(Self.pieceBytes)) else { throw malformed }
    let count = try part.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Self.pieceBytes))
    isAtEnd = count == 0
    return try goOn(behind: XML_ParseBuffer(expat, Int32(count), count == 0 ? 1 : 0))
  }

  private func goOn(behind status: XML_Status) throws(Diagnostic) -> Bool {
    guard status != XML_STATUS_ERROR else { throw malformed }
    if status == XML_STATUS_SUSPENDED {
      isPaused = true
      return true
    }
    // Where the last token begins that is not whole; below 0 where Expat has put off looking for its end.
    let place = Int(XML_GetCurrentByteIndex(expat))
    if place >= 0 { tokenStart = place }
    if !isAtEnd, part.bytesRead - tokenStart > Self.maxTokenBytes {
      objection = "a tag is longer than \(Self.maxTokenBytes) bytes"
      throw malformed
    }
    return !isAtEnd
  }

  private var malformed: Diagnostic {
    let reason = objection ?? XML_ErrorString(XML_GetErrorCode(expat)).map { String(cString: $0) } ?? "unknown"
    return Diagnostic(
      "xlsx.malformed",
      "the workbook is damaged: its part \(part.name) is not the XML that is expected, at line "
        + "\(XML_GetCurrentLineNumber(expat)): \(reason)", at: Position(file: part.sourceName),
      hint: "open it in a spreadsheet program and save it anew")
  }

  // MARK: What Expat calls

  /// The parser that a C pointer leads to.
  private static func from(_ user: UnsafeMutableRawPointer?) -> PartParser? {
    // It is the pointer that `init` gave Expat, and the object is alive: see there.
    user.map { Unmanaged<PartParser>.fromOpaque($0).takeUnretainedValue() }
  }

  private func began(
    _ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    guard let name, let attributes, objection == nil else { return }
    depth += 1
    guard depth <= Self.maxDepth else { return stop("elements are nested more than \(Self.maxDepth) deep") }
    handler.began(PartName(name), PartAttributes(attributes))
  }

  private func ended(_ name: UnsafePointer<XML_Char>?) {
    guard let name, objection == nil else { return }
    depth -= 1
    if handler.ended(PartName(name)) { XML_StopParser(expat, 1) }
  }

  /// Ends the parsing for good.
  private func stop(_ reason: String) {
    objection = objection ?? reason
    XML_StopParser(expat, 0)
  }
}
