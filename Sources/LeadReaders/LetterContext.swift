/// Gives points to a text for how its characters stand beside each other: mostly less than none, for what no language does.
///
/// The points were found by trial on the texts of the tests; they are to those in ``Language`` as a common letter, which
/// has 2.5.
enum LetterContext {
  /// A character with those beside it.
  private struct Place {
    var scalar: Unicode.Scalar
    var kind: LetterKind
    var before: LetterKind
    var after: LetterKind
  }

  /// The points of all characters that are not ASCII.
  static func points(for text: [Unicode.Scalar]) -> Double {
    // Once for each, as Unicode's properties take their time.
    let kinds = text.map(LetterKind.init)
    var points = 0.0
    for index in text.indices where !text[index].isASCII {
      let place = Place(
        scalar: text[index], kind: kinds[index], before: index > 0 ? kinds[index - 1] : .plain,
        after: index + 1 < text.count ? kinds[index + 1] : .plain)
      points += Self.points(for: place)
      guard place.kind.isLetter else { continue }
      // A word is in one script.
      for (neighbour, other) in [(place.before, index - 1), (place.after, index + 1)]
      where neighbour.isLetter && script(of: text[other]) != script(of: place.scalar) { points -= 2.5 }
      // Two letters that ASCII does not have stand side by side in other scripts, seldom in Latin.
      if place.before.isLetter, script(of: place.scalar) == .latin, !text[index - 1].isASCII { points -= 2 }
      // ÀBc: a small letter behind two capitals.
      if place.kind == .lower, place.before == .upper, index > 1, kinds[index - 2] == .upper { points -= 2 }
    }
    return points
  }

  private static func points(for place: Place) -> Double {
    let (before, after) = (place.before, place.after)
    let isInside = before.isLetter && after.isLetter
    switch place.kind {
    case .none: return -6
    case .upper: return before == .lower ? -4 : before == .upper && after == .lower ? -1 : 0
    case .lower: return after == .upper ? -3 : 0
    case .symbol:
      if isInside { return -4 }
      if before.isLetter || after.isLetter { return -1.5 }
      switch place.scalar {
      case "€": return 1
      // No-break space, dashes, and what stands by itself or at a number.
      case "\u{A0}", "–", "—", "…", "•", "™", "®", "°", "²", "§": return 0
      default: return -0.5
      }
    case .quote: return quotePoints(place, isInside: isInside)
    case .ideograph, .hangul:
      // Inside of a word: the lead byte was an umlaut, and took a letter along.
      return isInside ? -3 : before.isLetter || after.isLetter ? -1 : 0
    case .halfwidthKana: return before != .halfwidthKana && after != .halfwidthKana ? -2 : -0.5
    case .digit, .plain, .kana, .wide: return 0
    }
  }

  private static func quotePoints(_ place: Place, isInside: Bool) -> Double {
    let opens = place.after.isLetter && !place.before.isLetter
    let closes = place.before.isLetter && !place.after.isLetter
    return switch place.scalar {
    case "’" where isInside: 0.5
    case _ where isInside: -4
    // It opens in English and closes in German.
    case "“": opens ? 1 : closes ? 0.5 : -1
    case "„", "«", "‹", "‘", "‚": opens ? 1 : -1
    default: closes ? 0.5 : -1
    }
  }

  private enum Script { case latin, greek, cyrillic }

  private static func script(of scalar: Unicode.Scalar) -> Script {
    switch scalar.value {
    case 0x370..<0x400: .greek
    case 0x400..<0x530: .cyrillic
    default: .latin
    }
  }
}
