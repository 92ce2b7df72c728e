/// What is particular to a ready source and cannot be said in settings.
struct FetchTraits: Sendable, Equatable {
  /// What a source asks for once a run beside its pages: a form's questions, for answers that only name their ids.
  struct Companion: Sendable, Equatable {
    /// A template; asked for with the headers of the pages, when the first page with a record has come.
    let url: String
    /// The member of each record that gets the answer.
    let member: String
    /// What of the answer is kept: these members; empty: all.
    let keeping: [String]
  }

  /// What a body says of a refusal, where the status does not.
  struct Refusals: Sendable, Equatable {
    /// Where the code is: `error.code`.
    let path: [String]
    let token: Set<String>
    let limited: Set<String>
  }

  /// How records are fetched whose ids a webhook posts, and where the ids are.
  struct Announced: Sendable, Equatable {
    /// A template of the address of one record, with `{id}`.
    let url: String
    /// Where a post's records are; from each of them the following.
    let records: String
    /// A record of another `kindValue` is none of the source's.
    let kind: String
    let kindValue: String
    let id: String
  }

  /// Members of a page that each of its records gets, and what they are called there: the questions beside a list of
  /// answers.
  var carried: [String: String] = [:]
  var companion: Companion?
  /// `{page}` on the first page, where pages have tokens.
  var firstToken = ""
  /// Whether a page's token is a position, which shifts when records change, and not a mark that stays.
  var tokenIsPosition = false
  /// How many records a page has as long as there are more, where pages have tokens.
  var pageSize: Int?
  /// The source gives no more records than these to one question; the run then asks anew from the last cursor on.
  var windowRecords: Int?
  /// The end of the hosts' names that a redirect may lead to: for what is public, as no header goes along.
  var redirects: String?
  /// Whether the source repeats its last page for ever, so that a repeat is the end and no mistake.
  var endsOnRepeat = false
  var refusals: Refusals?
  /// What to do, where it is particular to the source.
  var hints: [FetchCode: String] = [:]
  /// `nil`: its webhook, if it has one, posts the records themselves.
  var announced: Announced?
}
