/// What a mapping did to one record, step by step, and why: what `preview --explain` shows.
///
/// Written down by the evaluation itself while it runs (see ``Trace``). Holds the record's values: it is for who owns them.
package struct Explanation: Sendable, Hashable {
  /// One thing that the mapping asked of the record: a field of the lead, or a rule.
  package struct Part: Sendable, Hashable {
    /// In the mapping's words: `email`, `phone.region`, `tags 2`, `attributes.company`, `skip 1`, `identity`.
    package let name: String
    /// In the order in which they were done.
    package internal(set) var steps: [Step] = []
    /// What it came to.
    package internal(set) var verdict = Verdict.absent
    /// The texts that it came to; as they were before, where they failed.
    package internal(set) var values: [String] = []
    /// Why it was dropped, or another was taken; the reason of a rule that holds.
    package internal(set) var reason: String?
    /// The code of what is wrong with it.
    package internal(set) var code: String?

    init(name: String) { self.name = name }
  }

  /// What a part came to.
  package enum Verdict: String, Sendable, Hashable {
    /// The field has a value.
    case given
    /// The field has none.
    case absent
    /// The value is invalid, and the field is left out: `"invalid": "omit"`.
    case omitted
    /// The value is invalid, and sent as it is: `"invalid": "keep"`.
    case kept
    /// The value is invalid, and the record rejected for it; or something that must be there is not.
    case rejected
    /// The rule says what becomes of the record.
    case holds
    /// The rule has nothing against the record.
    case passes
  }

  /// One step of a part.
  package struct Step: Sendable, Hashable {
    /// What was done, by the word of the language where it has one.
    package enum Kind: String, Sendable, Hashable {
      case from, template, first, when, field, transform, split, join, map, `default`, check, note
    }

    /// How a step ended.
    package enum Verdict: String, Sendable, Hashable {
      /// It gave, or changed to, the values.
      case gave
      /// There is nothing in it.
      case empty
      /// The record has no such field.
      case missing
      /// It could not be done, or the value is not what it must be.
      case failed
      /// What it gave is passed over.
      case passed
      /// A question that is answered with yes, or no.
      case yes, no
    }

    package let kind: Kind
    /// In how many alternatives, or templates, it lies.
    package let depth: Int
    /// The path, the template, the transform, the separator, the question.
    package let what: String
    package let verdict: Verdict
    /// A field's texts as the record has them, not trimmed; of all else what it gave.
    package let values: [String]
    /// Why, where that is not plain.
    package let reason: String?
  }

  /// A field that no part of the mapping names: what `"*"` made of it.
  package struct Rest: Sendable, Hashable {
    package let name: String
    package let values: [String]
    /// The attribute's key; `nil`: it does not pass.
    package let key: String?
    /// Why it does not pass.
    package let reason: String?
  }

  /// In the order in which they were asked.
  package internal(set) var parts: [Part] = []
  /// In the record's order; empty for records that are skipped before their fields are looked at.
  package internal(set) var rest: [Rest] = []
}
