/// What a column was found to be: both evidences, of its name and of its content, joined.
struct ColumnVerdict: Sendable {
  var meaning: ColumnMeaning
  /// From 0 to 1.
  var confidence: Double
  /// One sentence without a full stop, and without values of the input.
  var reason: String
  var language: HeaderLanguage?

  static let unknown = ColumnVerdict(meaning: .other, confidence: 0.5, reason: "nothing known")

  /// Judges a column by its name and content.
  ///
  /// The best candidate of the name that the content does not contradict; without one, what the content says alone.
  init(_ header: HeaderWords, _ content: ColumnContent) {
    var contradicted: ColumnMeaning?
    var best: (verdict: ColumnVerdict, rank: Double)?
    for candidate in HeaderEvidence(header).candidates {
      let fit = content.fit(candidate.meaning)
      guard let verdict = ColumnVerdict(candidate, fit, isEmpty: content.count == 0) else {
        contradicted = contradicted ?? candidate.meaning
        continue
      }
      // Of two meanings of one word the content decides.
      let rank = verdict.confidence + (fit == .confirms ? 1 : 0)
      if rank > best?.rank ?? -1 { best = (verdict, rank) }
    }
    if let best {
      self = best.verdict
    } else if let alone = content.meaningAlone(header) {
      self = alone
    } else if let contradicted {
      self = .unknown
      reason = "called \(contradicted.rawValue), but the values are none"
    } else {
      self = .unknown
      if let dates = content.dates {
        reason = "dates, \(dates.pattern)\(dates.isAmbiguous ? " or day and month swapped" : "")"
      }
    }
  }

  init(meaning: ColumnMeaning, confidence: Double, reason: String, language: HeaderLanguage? = nil) {
    (self.meaning, self.confidence, self.reason, self.language) = (meaning, confidence, reason, language)
  }

  /// A candidate of the name with what the content makes of it; `nil`: the content contradicts.
  private init?(_ candidate: HeaderEvidence.Candidate, _ fit: ContentFit, isEmpty: Bool) {
    let language = candidate.language == .en ? "" : "\(candidate.language.word) "
    var words = candidate.strength >= 0.8 ? "by its \(language)name" : "by a \(language)word in its name"
    var confidence = candidate.strength
    switch fit {
    case .contradicts: return nil
    case .confirms:
      confidence = 1 - (1 - confidence) * 0.3
      words += " and its values"
    case .neutral:
      confidence -= isEmpty ? 0.15 : 0.05
      if isEmpty { words += "; no values" }
    }
    self.init(meaning: candidate.meaning, confidence: confidence, reason: words, language: candidate.language)
  }
}

/// What values say about a meaning that the name suggests.
enum ContentFit: Sendable, Hashable {
  case confirms, neutral, contradicts
}
