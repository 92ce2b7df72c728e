import LeadModel

/// Tells by a text's first bytes, with the input's name as a hint, in which form its records come.
///
/// What begins like JSON is JSON: lines of it if its first value ends on its first line and another follows on a later
/// one, else a document. What begins with a line of `name=value&name=value` is form bodies, and so is what begins as a
/// multipart body does. Anything else is a table, unless the name says otherwise. The decision depends on the bytes
/// alone, not on how they arrive; each is looked at once, but for a few hundred of a multipart body's.
struct FormatGuess: Sendable {
  /// A first value longer than this is not waited for, nor one behind more blanks.
  static let windowBytes = 64 * 1024

  private let hint: InputFormat?
  private let hasRecordsPath: Bool
  /// Whether it was the name that told.
  private(set) var wentByName = false
  /// Up to where the text was looked at.
  private var scanned = 0
  private var stage = Stage.start
  private var boundary = JSONBoundary()

  private enum Stage {
    case start
    /// On the first line of what is not JSON.
    case line(start: Int)
    /// Behind the bracket that comes first.
    case opened(UInt8)
    /// In the first value.
    case inside(UInt8)
    /// Behind the first value, on its line.
    case behind(UInt8)
    /// On a later line.
    case later(UInt8)
  }

  init(sourceName: String, hasRecordsPath: Bool) {
    hint = Self.format(named: sourceName)
    self.hasRecordsPath = hasRecordsPath
  }

  /// The format that a name's ending stands for; `.gz` behind it does not count.
  static func format(named name: String) -> InputFormat? {
    var name = name.lowercased()[...]
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    return switch name[(name.lastIndex(of: ".") ?? name.startIndex)...] {
    case ".csv", ".tsv", ".tab", ".txt": .csv
    case ".json": .json
    case ".jsonl", ".ndjson": .jsonl
    case ".form", ".urlencoded", ".multipart": .form
    default: nil
    }
  }

  /// The format, as soon as it is known.
  ///
  /// - Parameters:
  ///   - text: All of the text so far.
  ///   - isWhole: Whether the input ends with it.
  /// - Returns: `nil` where more has to come.
  mutating func format(of text: [UInt8], isWhole: Bool) -> InputFormat? {
    if hint == .form { return byName }
    while true {
      switch stage {
      case .start:
        guard let byte = nextByte(in: text, skippingLines: true) else {
          return isWhole || scanned > Self.windowBytes ? byName : nil
        }
        guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else {
          switch MultipartStart.verdict(text[scanned...], isWhole: isWhole) {
          case .undecided: return nil
          case .multipart: return .form
          case .other: stage = .line(start: scanned)
          }
          continue
        }
        if hint == .jsonl { return .jsonl }
        if hasRecordsPath { return .json }
        stage = .opened(byte)
      case .line(let start):
        while scanned < text.count, Self.isURLEncoded(text[scanned]) { scanned += 1 }
        if scanned == text.count, !isWhole, scanned - start < Self.windowBytes { return nil }
        let isLine = scanned == text.count || text[scanned] == Byte.lineFeed || text[scanned] == Byte.carriageReturn
        return isLine && Self.isForm(text[start..<scanned]) ? .form : byName
      case .opened(let first):
        var next = scanned + 1
        while next < text.count, Byte.isBlank(text[next]) { next += 1 }
        guard next < text.count else { return isWhole ? byName : nil }
        guard Self.mayFollow(text[next], first) else { return byName }
        stage = .inside(first)
      case .inside(let first):
        var lines = 0
        let end = text.withUnsafeBytes { boundary.end(in: $0, from: scanned, lineFeeds: &lines) }
        if lines > 0 { return .json }
        scanned = end ?? text.count
        if end != nil {
          stage = .behind(first)
        } else if isWhole || scanned > Self.windowBytes {
          return first == UInt8(ascii: "{") && hint != .json ? .jsonl : .json
        } else {
          return nil
        }
      case .behind(let first):
        guard let byte = nextByte(in: text, skippingLines: false) else { return isWhole ? .json : nil }
        if byte == Byte.lineFeed {
          stage = .later(first)
        } else {
          return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") ? .json : byName
        }
      case .later:
        guard nextByte(in: text, skippingLines: true) != nil else { return isWhole ? .json : nil }
        return .jsonl
      }
    }
  }

  /// What the bytes do not tell.
  private var byName: InputFormat {
    mutating get {
      wentByName = hint != nil
      return hint ?? .csv
    }
  }

  /// The next byte that is no blank.
  private mutating func nextByte(in text: [UInt8], skippingLines: Bool) -> UInt8? {
    while scanned < text.count {
      let byte = text[scanned]
      guard Byte.isBlank(byte), skippingLines || byte != Byte.lineFeed else { return byte }
      scanned += 1
    }
    return nil
  }

  /// Whether a byte may stand in an `application/x-www-form-urlencoded` body as browsers and libraries write it: none of
  /// them is a delimiter, a blank or a quote.
  static func isURLEncoded(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: "="), UInt8(ascii: "&"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "@"):
      true
    default: false
    }
  }

  /// Whether a line is a form's body: pairs with a sign of equality each, and a name before the first.
  static func isForm(_ line: ArraySlice<UInt8>) -> Bool {
    let pairs = line.split(separator: UInt8(ascii: "&"))
    return line.first != UInt8(ascii: "=") && !pairs.isEmpty && pairs.allSatisfy { $0.contains(UInt8(ascii: "=")) }
  }

  /// Whether `byte` may come first in the object or array that `bracket` opens.
  private static func mayFollow(_ byte: UInt8, _ bracket: UInt8) -> Bool {
    if bracket == UInt8(ascii: "{") { return byte == Byte.quote || byte == UInt8(ascii: "}") }
    switch byte {
    case Byte.quote, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "-"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      return true
    default:
      return false
    }
  }
}
