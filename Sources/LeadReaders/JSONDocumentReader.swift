import LeadJSON
import LeadModel

/// Reads a JSON document: an array element by element, objects one after the other, anything else whole.
///
/// Objects may stand behind each other with blanks between them or none, over as many lines as they like.
/// With a records path the whole document is held, up to a limit, and the values at the path are the records; a list
/// there stands for its elements.
struct JSONDocumentReader: Sendable {
  private let options: ReaderOptions
  /// The text so far, until it is known to be an array, or else all of it.
  private var text: [UInt8] = []
  /// Up to where `text` is blank, and the lines in that.
  private var blankBytes = 0
  private var line = 1
  private var array: JSONArrayReader?
  /// Of the object that begins at `blankBytes`: up to where it was looked at, and the lines in that.
  private var boundary = JSONBoundary()
  private var scanned = 0
  private var objectLines = 0
  private var made = JSONRecords()

  init(_ options: ReaderOptions) { self.options = options }

  /// The last record's ordinal.
  var ordinal: Int { array?.ordinal ?? made.ordinal }

  /// What was odd about the document as a whole.
  var warnings: [Finding] { array?.warnings ?? [] }

  /// Takes bytes in and puts out what is complete.
  ///
  /// - Throws: `json.document.long`.
  mutating func read(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) throws(Diagnostic) {
    if array != nil {
      array?.read(chunk, into: &records)
      return
    }
    text.append(contentsOf: chunk)
    if options.recordsPath == nil {
      while blankBytes < text.count, Byte.isBlank(text[blankBytes]) {
        if text[blankBytes] == Byte.lineFeed { line += 1 }
        blankBytes += 1
      }
      // Behind an object a list is a value like others, whatever chunk it begins.
      if blankBytes < text.count, text[blankBytes] == UInt8(ascii: "["), made.ordinal == 0 {
        var array = JSONArrayReader(options, line: line)
        array.read(text[(blankBytes + 1)...], into: &records)
        self.array = array
        text = []
      } else {
        try takeObjects(into: &records)
      }
    }
    try checkLength(text.count - blankBytes)
  }

  private func checkLength(_ count: Int) throws(Diagnostic) {
    guard count <= options.maxDocumentBytes else {
      throw Diagnostic(
        "json.document.long", "the JSON document is larger than \(options.maxDocumentBytes) bytes",
        at: Position(file: options.sourceName), hint: "a top-level array, or JSON lines, may have any size")
    }
  }

  /// Puts out what is left at the end of the input.
  ///
  /// - Throws: The first mistake, where the records are at a path in a document that is no JSON.
  mutating func finish(into records: inout [Record]) throws(Diagnostic) {
    if array != nil {
      array?.finish(into: &records)
    } else if let path = options.recordsPath {
      try appendRecords(at: path, into: &records)
    } else if blankBytes < text.count {
      while let last = text.last, Byte.isBlank(last) { text.removeLast() }
      made.append(Array(text[blankBytes...]), line: line, into: &records)
    }
    text = []
  }

  /// Puts out the objects that are complete, each as it is there: the next begins where it ends.
  ///
  /// - Throws: `json.document.long` for one that is longer than it may be.
  private mutating func takeObjects(into records: inout [Record]) throws(Diagnostic) {
    while blankBytes < text.count, text[blankBytes] == UInt8(ascii: "{") {
      var lineFeeds = 0
      let end = text.withUnsafeBytes {
        boundary.end(in: $0, from: max(blankBytes, scanned), lineFeeds: &lineFeeds)
      }
      objectLines += lineFeeds
      guard let end else {
        scanned = text.count
        return
      }
      try checkLength(end - blankBytes)
      made.append(Array(text[blankBytes..<end]), line: line, into: &records)
      line += objectLines
      objectLines = 0
      boundary = JSONBoundary()
      blankBytes = end
      scanned = end
      while blankBytes < text.count, Byte.isBlank(text[blankBytes]) {
        if text[blankBytes] == Byte.lineFeed { line += 1 }
        blankBytes += 1
      }
      // At least as much is dropped as is moved.
      if blankBytes * 2 >= text.count {
        text.removeFirst(blankBytes)
        blankBytes = 0
        scanned = 0
      }
    }
  }

  private mutating func appendRecords(at path: Path, into records: inout [Record]) throws(Diagnostic) {
    guard !text.allSatisfy(Byte.isBlank) else { return }
    let parsed: (document: JSONDocument, warnings: [Finding])
    switch JSONRecords.parse(text, line: 1) {
    case .success(let result): parsed = result
    case .failure(let error):
      let place = Position(file: options.sourceName, line: error.location.line, column: error.location.column)
      throw Diagnostic(error.code.rawValue, error.message, at: place)
    }
    made.append(valuesAt: path, in: parsed.document.root, warnings: parsed.warnings, into: &records)
  }
}
