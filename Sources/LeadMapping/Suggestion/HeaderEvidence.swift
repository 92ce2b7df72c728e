/// What a column's name says about its meaning.
struct HeaderEvidence: Sendable, Hashable {
  /// One thing that the name may mean.
  struct Candidate: Sendable, Hashable {
    let meaning: ColumnMeaning
    /// The first that has the word.
    let language: HeaderLanguage
    /// From 0 to 1: a word of the table alone has 0.9, one among others less.
    let strength: Double
  }

  /// The likely ones first; empty where the name says nothing.
  let candidates: [Candidate]

  /// Reads a name.
  ///
  /// In this order: all of it; all but words that only ask (`Your`, `Person`); the longest run of its words that the
  /// table knows, unless others beside it say that the column is about something else: `Email Opt Out`, `Ad name`.
  init(_ header: HeaderWords) {
    let words = header.words
    let bare = Self.withoutFillers(words)
    let whole = HeaderVocabulary.entries(header.joined)
    if !whole.isEmpty {
      candidates = Self.candidates(whole, strength: 0.9)
    } else if !bare.isEmpty, !HeaderVocabulary.entries(bare.joined()).isEmpty {
      candidates = Self.candidates(HeaderVocabulary.entries(bare.joined()), strength: 0.85)
    } else {
      candidates = Self.partial(words)
    }
  }

  /// The words without fillers, unless those are all there is.
  private static func withoutFillers(_ words: [String]) -> [String] {
    words.filter { !HeaderVocabulary.fillers.contains($0) }
  }

  private static func candidates(_ entries: [HeaderVocabulary.Entry], strength: Double) -> [Candidate] {
    entries.map { Candidate(meaning: $0.meaning, language: $0.language, strength: strength) }
  }

  /// Meanings that a few words among others may give.
  ///
  /// The words of the other meanings are too common for that: `Status` in `Order status`.
  private static let partialMeanings: Set<ColumnMeaning> = [
    .email, .phone, .firstName, .lastName, .middleName, .company, .jobTitle, .country, .notes, .tags, .optOut, .optIn,
    .address, .picture, .dialCode, .bookkeeping, .owner, .fullName,
  ]

  /// Single words that say too little among others.
  private static let weakAlone = HeaderVocabulary.words(
    """
    name nom nome naam title titel titulo titolo titre function role rolle rol position last first contact kontakt
    contacto contato contatto business account image label group groups list lists listes options choices question
    frage vraag details body land pays state city region location number direct org ente tel cc cp cap via test note
    nota demande prefix segment apelido fixe fijo fisso mail sms category categorie kategorie nombre nombres imie job
    agent responsable commercial comercial commerciale device browser created updated modified added address adresse
    skills interest topics temas themen grupo gruppe submitted baja description beschreibung descripcion cargo estado
    stand phase institution entidad firm negocio mobile opposition vendedor eingang revision
    """)

  /// What the known runs of words mean, the longest first, of equally long ones the last.
  private static func partial(_ words: [String]) -> [Candidate] {
    var runs: [(entries: [HeaderVocabulary.Entry], range: Range<Int>, letters: Int)] = []
    var start = 0
    while start < words.count {
      let run = run(in: words, from: start)
      if let run { runs.append(run) }
      start = run?.range.upperBound ?? start + 1
    }
    let sorted = runs.enumerated().sorted { one, other in
      (one.element.letters, one.offset) > (other.element.letters, other.offset)
    }
    return sorted.enumerated().flatMap { place, run in
      candidates(of: run.element.entries, at: run.element.range, in: words, place: place)
    }
  }

  /// The longest run of words that begins at `start` and may mean something among others.
  private static func run(
    in words: [String], from start: Int
  ) -> (entries: [HeaderVocabulary.Entry], range: Range<Int>, letters: Int)? {
    for count in (1...HeaderVocabulary.longestEntry).reversed() where start + count <= words.count {
      let joined = words[start..<(start + count)].joined()
      if joined.utf8.count <= 2 || (count == 1 && weakAlone.contains(joined)) { continue }
      let entries = HeaderVocabulary.entries(joined).filter { entry in
        partialMeanings.contains(entry.meaning) && (count > 1 || entry.meaning != .fullName)
      }
      if !entries.isEmpty { return (entries, start..<(start + count), joined.utf8.count) }
    }
    return nil
  }

  private static func candidates(
    of entries: [HeaderVocabulary.Entry], at range: Range<Int>, in words: [String], place: Int
  ) -> [Candidate] {
    let others = words[..<range.lowerBound] + words[range.upperBound...]
    let telling = others.filter { !HeaderVocabulary.fillers.contains($0) }
    let isAnothers = telling.contains(where: HeaderVocabulary.detractors.contains)
    let isAboutConsent = telling.contains(where: HeaderVocabulary.aboutConsents.contains)
    return entries.compactMap { entry in
      // The day or the place of a consent is none.
      if entry.meaning == .optIn, isAboutConsent { return nil }
      // An opt-out or a consent is what its name says whatever stands around it; so is what the source keeps for itself.
      if isAnothers, ![.optOut, .optIn, .bookkeeping, .owner, .address].contains(entry.meaning) { return nil }
      let strength = max(0.4, 0.75 - 0.06 * Double(telling.count)) - 0.05 * Double(place)
      return Candidate(meaning: entry.meaning, language: entry.language, strength: strength)
    }
  }
}

/// Which of a person's phones or addresses a column holds: the lead has one of each.
enum ContactKind: Int, Sendable, Hashable, Comparable {
  case mobile, whatsApp, plain, work, home, further

  static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

  /// By the words of a column's name.
  ///
  /// A second one (`Phone 2`, `Other phone`) and one of a place (`Default Address Phone`) come last.
  init(_ header: HeaderWords) {
    func holds(_ stems: [String]) -> Bool {
      header.words.contains { word in stems.contains { word == $0 || ($0.utf8.count > 3 && word.hasPrefix($0)) } }
    }
    if let number = header.number, number > 1 {
      self = .further
    } else if holds(Self.furtherStems) {
      self = .further
    } else if header.joined.contains("whatsapp") || holds(["wa"]) {
      self = .whatsApp
    } else if holds(Self.mobileStems) {
      self = .mobile
    } else if holds(Self.workStems) {
      self = .work
    } else if holds(Self.homeStems) {
      self = .home
    } else {
      self = .plain
    }
  }

  private static let mobileStems = [
    "mobil", "mobiel", "cell", "handy", "portable", "gsm", "movil", "celular", "telemovel", "komork",
  ]
  private static let workStems = [
    "work", "business", "office", "company", "geschaft", "dienst", "buro", "firma", "bureau", "profession", "trabajo",
    "oficina", "trabalho", "comercial", "corporat", "lavoro", "ufficio", "aziendal", "werk", "zakelijk", "kantoor",
    "praca",
    "sluzbow",
  ]
  private static let homeStems = [
    "home", "privat", "private", "personal", "personnel", "domicile", "casa", "residenc", "pessoal", "thuis", "prive",
    "domow", "prywat",
  ]
  private static let furtherStems = [
    "other", "sonst", "weiter", "autre", "otro", "outro", "altro", "ander", "inny", "secondary", "second", "zweit",
    "alternat", "additional", "address", "shipping", "billing", "car", "direct", "main",
  ]
}
