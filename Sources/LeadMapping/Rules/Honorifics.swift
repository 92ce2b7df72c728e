/// Titles and forms of address before a name: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish.
///
/// The words are those in common use in letters and forms of these languages, with the abbreviations and case forms that
/// they have there; there is no published table of them that is free to use (CLDR has how names are put together, not
/// their titles). Left out is what is a name as well: `Don` and `Dom`, `D.`, `Frei`, `Gentile`.
enum Honorifics {
  /// `text` without the titles that it begins with; what follows the name stays: `PhD`, `Jr.`.
  ///
  /// Compared without case and dots; `Dr.Müller` is two words, and `Mr & Mrs Smith` has two titles. Unchanged where
  /// nothing but titles would be taken away.
  static func removed(from text: String) -> String {
    var rest = Blank.trimmed(text[...])
    var hasTitle = false
    while let next = withoutTitle(rest, afterTitle: hasTitle) {
      rest = next
      hasTitle = true
    }
    return hasTitle ? String(rest) : text
  }

  /// What stands behind the title at the start of `text`; `nil`: there is none, or nothing behind it.
  private static func withoutTitle(_ text: Substring, afterTitle: Bool) -> Substring? {
    let word = text.prefix { !isSpace($0) }
    let rest = Blank.trimmed(text[word.endIndex...])
    if isTitle(word, before: rest, afterTitle: afterTitle) {
      guard !rest.isEmpty else { return nil }
      guard connectors.contains(rest.prefix { !isSpace($0) }.lowercased()) else { return rest }
      // `Mr & Mrs Smith`, but not `Mr & Smith`.
      return withoutTitle(Blank.trimmed(rest.drop { !isSpace($0) }), afterTitle: true)
    }
    // `Dr.Müller`, `Prof.Dr. Müller`.
    for dot in word.indices where word[dot] == "." {
      let behind = word.index(after: dot)
      guard behind < word.endIndex, word[behind].isLetter else { continue }
      if isTitle(word[..<behind], before: text[behind...], afterTitle: afterTitle) { return text[behind...] }
    }
    return nil
  }

  private static func isTitle(_ word: Substring, before rest: Substring, afterTitle: Bool) -> Bool {
    let key = PersonName.key(of: word)
    if titles.contains(key) { return true }
    if dotted.contains(key) { return word.hasSuffix(".") }
    if beforeFullNames.contains(key) { return rest.contains(where: isSpace) }
    return afterTitle && word.contains(".") && qualifiers.contains(key)
  }

  private static func isSpace(_ character: Character) -> Bool { character.unicodeScalars.allSatisfy(Blank.isSpace) }

  /// What stands between two titles.
  private static let connectors: Set<String> = ["&", "+", "and", "und", "et", "y", "e", "en", "i"]

  /// As ``PersonName/key(of:)`` has them.
  private static let titles: Set<String> = Set(
    [
      // English
      "mr mrs ms miss mx mister missus dr doctor prof professor sir dame lord lady rev reverend capt captain col lt sgt",
      // German
      "herr herrn frau fräulein hr frl dr-ing drs doktor dipl-ing dipl-kfm dipl-kffr dipl-inform dipl-psych univ-prof",
      "ao-univ-prof priv-doz pd ra rain",
      // French
      "monsieur madame mademoiselle messieurs mesdames mme mlle mmes mlles mm mgr docteur professeur maître dre",
      // Spanish
      "sr sra srta sres señor señora señorita doña dña dra doctora prof profa profesor profesora lic licenciado licenciada",
      // Portuguese
      "srª srta senhor senhora senhorita drª professora profª engº engª eng exmo exma",
      // Italian
      "sig sigra sigrina signa signor signora signorina dott dottssa dottor dottore dottoressa profssa avv avvto geom rag egr",
      // Dutch
      "dhr mevr mevrouw mw meneer mej mejuffrouw drs",
      // Polish
      "pani inż mgr hab doc",
    ]
    .flatMap { $0.split(separator: " ").map(String.init) })

  /// What is a name or a word as well, and a title with a dot: `M. Dupont`, `Fr. Huber`.
  private static let dotted: Set<String> = ["m", "fr", "ing", "mag", "arch", "ir", "pr", "hon", "st", "me"]

  /// What may be a first name or family name as well: a title where more than one word follows.
  private static let beforeFullNames: Set<String> = ["pan"]

  /// What belongs to a title before it: `Dr. med. dent.`.
  private static let qualifiers: Set<String> = [
    "med", "dent", "vet", "jur", "iur", "phil", "rer", "nat", "pol", "oec", "publ", "theol", "habil", "hc", "mult",
    "agr",
    "techn", "ing",
  ]
}
