import LeadModel

/// What an input's encoding was found to be, and what is to be said about it.
struct EncodingChoice: Sendable {
  var encoding: TextEncoding
  /// Why that one: a phrase.
  var reason: String
  var warnings: [Finding] = []
}

/// Finds out the encoding of an input that has no byte-order mark, from its bytes as they arrive.
///
/// In this order: UTF-16 by its NULs (``UTF16Guess``); UTF-8, unless too much of it is bad (``UTF8Evidence``); what the
/// user says; a guess by its letters (``EncodingGuess``).
///
/// Text in ASCII is the same in all of them and goes through at once, but for a first line that is not complete. The
/// first byte that is not ASCII opens the sample, of 64 KB at most, which is held back until it is decided: at once
/// where UTF-8 is clear, which mostly is the first character; at the first bad sequence where the user has named an
/// encoding; else with the sample full or the input at its end.
///
/// The choice depends on the bytes alone, not on how they arrive. Each byte is looked at once.
struct EncodingSearch: Sendable {
  /// So many bytes behind the first that is not ASCII are looked at.
  static let sampleBytes = 64 * 1024

  private enum Stage: Sendable {
    /// In the first line, in ASCII so far: it may yet be UTF-16.
    case firstLine
    /// In the first line, with bytes that UTF-16 has: the head is waited for.
    case head
    /// Behind a first line in ASCII.
    case ascii
    /// Behind the first byte that is not ASCII.
    case sample
  }

  /// What the user says; ASCII is the same in it.
  private let given: TextEncoding?
  private var stage = Stage.firstLine
  /// What is held back.
  private(set) var held: [UInt8] = []
  /// Up to where it was looked at.
  private var scanned = 0
  /// Whether the input may still be UTF-16: nothing of it has gone through.
  private var mayBeUTF16 = true
  /// The last byte that went through.
  private var last = Byte.lineFeed
  /// Where the sample begins in what is held back.
  private var sampleStart: Int?
  private var evidence = UTF8Evidence(after: Byte.lineFeed)

  init(given: TextEncoding?) { self.given = given }

  /// Takes the next bytes in.
  ///
  /// - Returns: The text that may go on, and the choice once it is made: then ``held`` is to be decoded.
  mutating func take(_ chunk: ArraySlice<UInt8>) -> (text: ArraySlice<UInt8>, choice: EncodingChoice?) {
    if case .ascii = stage, held.isEmpty, let end = chunk.last,
      chunk.withUnsafeBytes({ ByteSearch.firstNonASCII(in: $0, from: 0) }) == nil
    {
      last = end
      return (chunk, nil)
    }
    // Text in ASCII waits along with what comes behind it in the same chunk, so that with the first records of a file
    // its encoding is known, too.
    held.append(contentsOf: chunk)
    if let choice = advance(isFinal: false) { return ([], choice) }
    guard case .ascii = stage, let end = held.last else { return ([], nil) }
    last = end
    let text = held[...]
    held = []
    scanned = 0
    return (text, nil)
  }

  /// The choice at the end of the input; ``held`` is to be decoded.
  mutating func finish() -> EncodingChoice {
    advance(isFinal: true)
      ?? EncodingChoice(encoding: given ?? .utf8, reason: given == nil ? "all of it is ASCII" : InputReasons.given)
  }

  private mutating func advance(isFinal: Bool) -> EncodingChoice? {
    while true {
      switch stage {
      case .firstLine:
        guard passFirstLine() else { return nil }
      case .head:
        guard isFinal || held.count >= UTF16Guess.headBytes else { return nil }
        if let encoding = UTF16Guess.encoding(of: held.prefix(UTF16Guess.headBytes)) {
          return choice(encoding, because: "it has its NULs")
        }
        mayBeUTF16 = false
        stage = sampleStart == nil ? .ascii : .sample
      case .ascii:
        mayBeUTF16 = false
        guard let at = held.withUnsafeBytes({ ByteSearch.firstNonASCII(in: $0, from: scanned) }) else {
          scanned = held.count
          return nil
        }
        beginSample(at: at)
      case .sample:
        if let choice = weigh(isFinal: isFinal) { return choice }
        guard case .head = stage else { return nil }
      }
    }
  }

  /// Looks for what the first line tells.
  ///
  /// - Returns: Whether another stage has begun.
  private mutating func passFirstLine() -> Bool {
    while scanned < held.count {
      let byte = held[scanned]
      if byte >= 0x80 {
        beginSample(at: scanned)
        return true
      }
      if UTF16Guess.isOdd(byte) {
        stage = .head
        return true
      }
      // Halves of units can look like a line in ASCII: お名前 begins with J0, CR, T. So a CR ends none here, and an LF
      // only with a unit before it.
      if (byte == Byte.lineFeed && scanned >= 2) || scanned == UTF16Guess.headBytes {
        stage = .ascii
        return true
      }
      scanned += 1
    }
    return false
  }

  private mutating func beginSample(at start: Int) {
    stage = .sample
    scanned = start
    sampleStart = start
    evidence = UTF8Evidence(after: start > 0 ? held[start - 1] : last)
  }

  /// Weighs what has come of the sample.
  private mutating func weigh(isFinal: Bool) -> EncodingChoice? {
    guard let start = sampleStart else { return nil }
    let limit = start + Self.sampleBytes
    while scanned < min(held.count, limit) {
      if mayBeUTF16, UTF16Guess.isHalf(held[scanned]), scanned < UTF16Guess.headBytes {
        stage = .head
        return nil
      }
      evidence.take(held[scanned])
      scanned += 1
      if evidence.isConclusive { return choice(.utf8, because: "it is valid") }
      if let given, evidence.hasBad { return EncodingChoice(encoding: given, reason: InputReasons.given) }
    }
    guard isFinal || held.count >= limit else { return nil }
    if isFinal, held.count <= limit { evidence.finish() }
    if let given, evidence.hasBad { return EncodingChoice(encoding: given, reason: InputReasons.given) }
    if evidence.isUTF8 { return choice(.utf8, because: "it is valid") }
    let sample = held[start..<min(held.count, limit)]
    return EncodingGuess(sample: sample, after: start > 0 ? held[start - 1] : last).choice
  }

  /// What the bytes say, whatever the user says.
  private func choice(_ encoding: TextEncoding, because reason: String) -> EncodingChoice {
    guard let given, given != encoding else { return EncodingChoice(encoding: encoding, reason: reason) }
    return EncodingChoice(
      encoding: encoding, reason: reason, warnings: [Self.ignored(given, for: encoding, because: reason)])
  }

  /// What is said where an encoding that the user has named is not used.
  static func ignored(_ given: TextEncoding, for used: TextEncoding, because reason: String) -> Finding {
    Finding("encoding.ignored", "the text is read as \(used.name), not as \(given.name): \(reason)")
  }
}
