import LeadModel

/// Guesses, by the letters that come out, in which of eleven encodings a text is that is neither ASCII nor UTF-8.
///
/// The text is decoded in each, and each reading is given points:
/// - for its characters, by how common they are in a language that is written in that encoding (``Language``); of its
///   languages the best counts;
/// - for their neighbours (``LetterContext``): what is no text in any language costs much: bytes without a character,
///   symbols inside words, capitals behind small letters, scripts mixed in a word.
///
/// Encodings that are used more often begin with some points more, so that they win where all agree. Four lines with
/// names are enough for all languages in the tests; a single letter may be too little (an `ø` of windows-1252 is an `ř` of
/// windows-1250). So the result is called a guess wherever it is shown.
///
/// The time is that of decoding the sample eleven times, at most some tens of milliseconds for 64 KB.
struct EncodingGuess: Sendable {
  /// A reading of the text.
  private struct Reading {
    var encoding: TextEncoding
    var points: Double
    var text: [Unicode.Scalar]
  }

  /// The most likely.
  let best: TextEncoding
  /// The next likely that reads the text otherwise; `nil` where there is none.
  let next: TextEncoding?

  /// The encodings, and the points they begin with.
  ///
  /// Macintosh files are rare by now; who writes ISO-8859-15 mostly means windows-1252, and the tie is the rule.
  private static let candidates: [(encoding: TextEncoding, points: Double)] = [
    (.windows1252, 2), (.windows(1250), 1), (.windows(1251), 1), (.windows(1253), 0.5), (.windows(1254), 1),
    (.iso885915, 0), (.macintosh, -1.5), (.cp932, 0), (.gb18030, 0), (.big5, 0), (.cp949, 0),
  ]

  /// - Parameters:
  ///   - sample: The bytes to go by, from the first that is not ASCII; it may end within a character.
  ///   - before: The byte that comes before.
  init(sample: ArraySlice<UInt8>, after before: UInt8) {
    let bytes = [before] + sample
    let readings = Self.candidates.compactMap { Self.reading(bytes, in: $0.encoding, points: $0.points) }
    // Sorting is stable in effect: of equal points the earlier candidate goes first.
    let ranked = readings.enumerated().sorted { one, other in
      one.element.points != other.element.points
        ? one.element.points > other.element.points : one.offset < other.offset
    }.map(\.element)
    best = ranked.first?.encoding ?? .windows1252
    next = ranked.first { $0.text != ranked.first?.text }?.encoding
  }

  /// The guess, and the words for it.
  var choice: EncodingChoice {
    let runnerUp = next.map { "; next likely \($0.name)" } ?? ""
    return EncodingChoice(
      encoding: best, reason: "a guess by its letters\(runnerUp)",
      warnings: [Finding("encoding.guessed", "read as \(best.name), a guess\(runnerUp); --encoding says otherwise")])
  }

  /// A text's reading; `nil` where this system's `iconv` does not have the encoding.
  private static func reading(_ bytes: [UInt8], in encoding: TextEncoding, points: Double) -> Reading? {
    var decoded: [UInt8] = []
    if case .iconv(let name) = encoding.coding {
      guard var decoder = IconvDecoder(name) else { return nil }
      decoder.decode(bytes[...], into: &decoded)
    } else {
      Windows1252.decode(bytes, into: &decoded)
    }
    let text = Array(String(decoding: decoded, as: UTF8.self).unicodeScalars)
    var counts: [Unicode.Scalar: Int] = [:]
    for scalar in text where !scalar.isASCII { counts[scalar, default: 0] += 1 }
    let ordered = counts.sorted { $0.key < $1.key }.map { (scalar: $0.key, count: $0.value) }
    let languages = Language.all.filter { $0.encodings.contains(encoding.name) }
    let letters = languages.map { $0.points(for: ordered) }.max() ?? 0
    return Reading(encoding: encoding, points: points + letters + LetterContext.points(for: text), text: text)
  }
}
