import LeadModel

/// How sure a suggestion is of a column.
package enum Certainty: String, Sendable, Hashable {
  case certain, likely, guess

  /// 0.85 and more is certain, 0.6 and more likely.
  package init(_ confidence: Double) {
    self = confidence >= 0.85 ? .certain : confidence >= 0.6 ? .likely : .guess
  }
}

/// A mapping written from a sample of an input nobody has seen before.
///
/// Each column is judged by its name, in eight languages, and by its values; then the columns together. Decisions
/// (``SuggestionPlan``) are apart from the words (``SuggestedMapping``), and none of the input's values get into the
/// text but known words for a status and for yes.
package struct Suggestion: Sendable {
  /// What became of one column.
  package struct Column: Sendable {
    package let name: String
    package let meaning: ColumnMeaning
    /// Where in the lead it goes: `phone`, `attributes.*`.
    package let target: String
    /// From 0 to 1.
    package let confidence: Double
    package let reason: String
    /// In whose language the name is; `nil`: it was not known by name.
    package let language: HeaderLanguage?
  }

  /// In the input's order.
  package let columns: [Column]
  /// What is to be known beside the columns: the country of phone numbers, who cannot be told apart.
  package let remarks: [String]
  /// The mapping file.
  package let text: String

  /// Makes a suggestion.
  ///
  /// - Parameters:
  ///   - sample: The first records of the input.
  ///   - inputName: The input as it was named: the mapping is called after it.
  package init(_ sample: Sample, inputName: String) {
    let plan = SuggestionPlan(SampleReading(sample))
    let name = Self.mappingName(for: inputName)
    let fileName = String(inputName.split(separator: "/").last ?? "an input")
    let mapping = SuggestedMapping(plan: plan, name: name, inputName: fileName)
    text = mapping.json(tests: [SuggestedTest(plan).json]).formatted
    columns = zip(sample.columns, plan.reading.verdicts).map { column, verdict in
      Column(
        name: column.name, meaning: verdict.meaning, target: verdict.meaning.target, confidence: verdict.confidence,
        reason: verdict.reason, language: verdict.language)
    }
    remarks = Self.remarks(plan)
  }

  /// A file's name without folders and endings, in what names of mappings are written in: `Export May.csv` is
  /// `export-may`.
  package static func mappingName(for inputName: String) -> String {
    let last = inputName.split(separator: "/").last.map(String.init) ?? ""
    var stem = last[...]
    for ending in [".gz", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm"]
    where stem.lowercased().hasSuffix(ending) && stem.count > ending.count {
      stem = stem.dropLast(ending.count)
    }
    let words = HeaderWords.plainWords(String(stem))
    return words.isEmpty ? "suggested" : words.joined(separator: "-")
  }

  private static func remarks(_ plan: SuggestionPlan) -> [String] {
    var remarks: [String] = []
    if !plan.phones.isEmpty {
      if plan.dialCode != nil {
        remarks.append("phones: the dial code has a column of its own")
      } else if !plan.countries.isEmpty {
        let more = plan.region.region.map { "; where it is empty, \($0) (guess: \(plan.region.reason))" } ?? ""
        remarks.append("phones: the country's column says where national numbers are dialled\(more)")
      } else if let region = plan.region.region {
        remarks.append("phones: region \(region) is a guess (\(plan.region.reason)); look at it before you push")
      } else {
        let hint = plan.region.nationalCount > 0 && !plan.region.lacksPlus ? "; give one with --region" : ""
        remarks.append("phones: no region: \(plan.region.reason)\(hint)")
      }
    }
    if plan.emails.isEmpty, plan.phones.isEmpty {
      remarks.append(
        plan.identity == nil
          ? "no column has email addresses, phone numbers or an id that tells records apart: such records are no leads"
          : "leads are told apart by the source's id, as there is neither email nor phone")
    } else if plan.identity != nil {
      remarks.append("leads are told apart by the source's id: half of the records have neither email nor phone")
    }
    if let index = plan.surmisedIdentity {
      let path = plan.reading.sample.columns[index].path
      remarks.append(
        "'\(path.name)' may be the source's id, which one record does not show: if it is, add \"identity\": "
          + "\"\(path.placeholder)\"")
    }
    return remarks + consents(plan)
  }

  /// What is known of those who want no messages.
  private static func consents(_ plan: SuggestionPlan) -> [String] {
    let reading = plan.reading
    func names(_ columns: [Int]) -> String {
      columns.map { "'\(reading.sample.columns[$0].name)'" }.joined(separator: ", ")
    }
    var remarks: [String] = []
    let agreeing = reading.columns(.optIn)
    if plan.optOut.columns.contains(where: { !agreeing.contains($0) }) || !plan.optOut.dated.isEmpty {
      remarks.append("people who opted out are left out")
    }
    if !agreeing.isEmpty {
      remarks.append("people who say no in \(names(agreeing)) are left out; those who say nothing there are not")
    }
    for index in reading.undecidedConsents {
      remarks.append("column \(names([index])) may say who agreed: decide, and add it to \"optOut\"")
    }
    return remarks.isEmpty ? ["no column says who opted out"] : remarks
  }
}
